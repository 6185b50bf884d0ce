// A card in words and while it is written.
import { expect, it } from 'vitest';
import { dashboardCard, type DashboardCard } from '../../shared/api/dashboards.js';
import type { KpiCatalogue, KpiEntry } from '../../shared/api/figures.js';
import { cardOf, dimensionsOf, draftOf, FIRST_DRAFT } from './card-draft.js';
import { placeWords, sizeWords, titleOf } from './card-words.js';

const kpi = (id: string, label: string, dimensions: string[]): KpiEntry => ({ id, label, description: '', formula: '', unit: 'count', better: 'higher', group: 'leads', kind: 'amount', bases: ['activity'], dimensions });
const catalogue: KpiCatalogue = {
  kpis: [kpi('leads', 'Leads', ['channel', 'persona']), kpi('cost_per_lead', 'Cost per lead (CPL)', ['channel'])],
  families: [], dimensions: [{ id: 'channel', label: 'Channel' }, { id: 'persona', label: 'Persona' }], stages: [],
};
const place = { id: 'c1', column: 2, row: 5, width: 6, height: 4 };
const cards: DashboardCard[] = [
  { kind: 'kpi', kpi: 'cost_per_lead', ...place }, { kind: 'trend', kpi: 'leads', every: 'week', ...place }, { kind: 'breakdown', kpis: ['leads', 'cost_per_lead'], by: 'channel', shown: 'table', most: 7, ...place },
  { kind: 'breakdown', kpis: ['leads'], by: 'persona', shown: 'bars', most: 7, ...place }, { kind: 'funnel', ...place }, { kind: 'note', text: 'x'.repeat(60), title: 'Mind this', ...place },
];

it('stays the same when it is written without a change, whatever its kind', () => {
  for (const card of cards) expect(cardOf(draftOf(card), card)).toEqual(card);
});

it('holds what its new kind needs and nothing of the old one', () => {
  const [first] = cards;
  if (!first) throw new Error('no card');
  for (const kind of ['trend', 'breakdown', 'funnel', 'kpi'] as const) expect(dashboardCard.safeParse(cardOf({ ...draftOf(first), kind }, place)).success).toBe(true);
  expect(cardOf({ ...FIRST_DRAFT, kind: 'note', text: ' Hi ', title: '  ' }, place)).toEqual({ kind: 'note', text: 'Hi', ...place });
});

it('can be split by what all of its figures can; one that is gone has no say', () => {
  expect([dimensionsOf(catalogue, ['leads']), dimensionsOf(catalogue, ['leads', 'cost_per_lead']), dimensionsOf(catalogue, ['leads', 'gone'])]).toEqual([['channel', 'persona'], ['channel'], ['channel', 'persona']]);
});

it('is called by its title, else by what it shows', () => {
  expect(cards.map((card) => titleOf(catalogue, card))).toEqual(['Cost per lead (CPL)', 'Leads over time', 'By channel', 'Leads by persona', 'Funnel', 'Mind this']);
  expect(titleOf(catalogue, { kind: 'note', text: 'x'.repeat(60), ...place })).toBe(`${'x'.repeat(39)}…`);
  expect(titleOf(catalogue, { kind: 'kpi', kpi: 'gone', ...place })).toBe('gone');
  expect([placeWords(place), sizeWords({ ...place, width: 1 })]).toEqual(['columns 2 to 7, rows 5 to 8', '1 column wide, 4 rows high']);
});
