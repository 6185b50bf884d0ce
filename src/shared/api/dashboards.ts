// The documents of dashboards: cards on a grid under a name, and the file a dashboard is kept in.
import { z } from 'zod';
import { CARD_KINDS, COLUMNS, MOST_HEIGHT, MOST_ROWS } from '../dashboards/arrange-cards.js';
import { TEMPLATE_IDS } from '../dashboards/templates.js';
import { STEPS } from './figures.js';
import { isReadable } from '../is-readable.js';

export const MOST_CARDS = 60;
export const MOST_NAME = 100;
export const MOST_TEXT = 5000;
/** Figures side by side in a breakdown. */
export const MOST_FIGURES = 8;

const name = z.string().trim().min(1, 'it takes a name').max(MOST_NAME).refine(isReadable, 'it takes a name in one line, without signs that turn the direction of writing');
const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'it takes lower-case letters, digits and -, at most 40');
const whole = (most: number) => z.int('it takes a whole number').min(1).max(most);

/** Columns and rows count from 1. */
const place = { column: whole(COLUMNS), row: whole(MOST_ROWS), width: whole(COLUMNS), height: whole(MOST_HEIGHT) };
const title = z.string().trim().min(1).max(MOST_NAME).optional().describe('in place of the usual one');
const kpi = z.string().min(1).max(200);

/** @param cardId what the id of a card may be */
const cardOf = <Id extends z.ZodType>(cardId: Id) => {
  const every = { id: cardId, title, ...place };
  return z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('kpi'), kpi, ...every }),
    z.strictObject({ kind: z.literal('trend'), kpi, every: z.enum(STEPS).optional().describe('step of the course; what suits the period when left out'), ...every }),
    z.strictObject({
      kind: z.literal('breakdown'), kpis: z.array(kpi).min(1).max(MOST_FIGURES), by: z.string().min(1).describe('a dimension, such as channel'),
      shown: z.enum(['table', 'bars']).default('table').describe('bars draw the first of the figures'), most: z.int().min(1).max(100).default(10).describe('rows shown, the largest first figure first'), ...every,
    }),
    z.strictObject({ kind: z.literal('funnel'), ...every }),
    z.strictObject({ kind: z.literal('note'), text: z.string().trim().min(1, 'it takes a text').max(MOST_TEXT), ...every }),
  ], { error: (issue) => (issue.code === 'invalid_union' ? `a card is of the kind ${CARD_KINDS.join(', ')}` : undefined) });
};

export const dashboardCard = cardOf(id);
export type DashboardCard = z.output<typeof dashboardCard>;
/** A card as it is given: one without an id gets one. */
export const givenCard = cardOf(id.optional());
export type GivenCard = z.output<typeof givenCard>;

const cards = z.array(givenCard).max(MOST_CARDS);

export const dashboard = z.object({ id: z.string(), name: z.string(), version: z.number().describe('goes up with every change'), changedAt: z.iso.datetime(), cards: z.array(dashboardCard) });
export type Dashboard = z.infer<typeof dashboard>;
export const dashboardList = z.object({ dashboards: z.array(dashboard.omit({ cards: true }).extend({ cards: z.number().describe('how many it holds') })) });
export type DashboardList = z.infer<typeof dashboardList>;
export type DashboardEntry = z.infer<typeof dashboardList>['dashboards'][number];

export const createDashboardRequest = z.strictObject({
  name,
  template: z.enum(TEMPLATE_IDS).optional().describe('whose cards it begins with'),
  cards: cards.optional().describe('cards it begins with, in place of a template\'s; none when both are left out'),
});
export type CreateDashboardRequest = z.output<typeof createDashboardRequest>;

export const changeDashboardRequest = z.strictObject({
  version: z.int().describe('of the state that was looked at; refused when another change came first'),
  name: name.optional(),
  cards: cards.optional().describe('all of them'),
});
export type ChangeDashboardRequest = z.output<typeof changeDashboardRequest>;

export const dashboardExport = z.object({ fileName: z.string(), yaml: z.string() });
export type DashboardExport = z.infer<typeof dashboardExport>;
export const importDashboardRequest = z.strictObject({ yaml: z.string().max(500_000).describe('a dashboard file, as export writes it'), name: name.optional().describe('in place of the file\'s') });
export type ImportDashboardRequest = z.output<typeof importDashboardRequest>;

/** What a dashboard file holds. */
export const FILE_MARK = 'dashboard';
export const FILE_VERSION = 1;
export const dashboardFile = z.strictObject({ leadline: z.literal(FILE_MARK), version: z.literal(FILE_VERSION), name, cards: z.array(givenCard).max(MOST_CARDS) });
