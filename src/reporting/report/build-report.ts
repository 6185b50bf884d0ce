// Gathers the report for leadership: revenue and contribution first, cost last.
import { Decimal } from 'decimal.js';
import { UNMATCHED } from '../../analytics/read-model.js';
import { figuresQuery, type ComparedRow, type Figure } from '../../shared/api/figures.js';
import type { ReportDocument, ReportFigure, ReportPeriod } from '../../shared/api/report.js';
import { addDays, dayOf, previousRange, yearBefore } from '../../shared/period.js';
import { shownName, type Workspace } from '../../shared/workspace.js';
import { goalOf } from '../goal-in-mail.js';
import { pageLinks } from '../page-links.js';
import { localeOfCountry } from '../reader-locale.js';
import type { ReportingContext } from '../reporting-context.js';
import { reportDays } from './report-days.js';

const FIGURES = ['revenue', 'marketing_contribution', 'revenue_sourced_by_marketing', 'marketing_share_of_revenue', 'pipeline', 'customers', 'mqls', 'leads', 'marketing_roi', 'cost', 'cost_per_lead'];
const BY_CHANNEL = ['revenue', 'pipeline', 'customers', 'mqls', 'leads', 'cost'];
const MOST_CHANNELS = 12;

type ChannelRow = ReportDocument['channels']['rows'][number];

const size = (value: Figure | undefined): number => Number(value ?? 0);

/** Money adds up exactly as decimals, counts as numbers. */
const add = (a: Figure, b: Figure): Figure => (a === null ? b : b === null ? a : typeof a === 'string' || typeof b === 'string' ? new Decimal(a).plus(b).toFixed() : a + b);

/** No more rows than a sheet holds: one is what all others come to; what names no channel keeps a row of its own. */
function withOthers(rows: readonly ChannelRow[]): ChannelRow[] {
  if (rows.length <= MOST_CHANNELS) return [...rows];
  const [named, unmatched] = [rows.filter((row) => row.channelGroup !== UNMATCHED), rows.filter((row) => row.channelGroup === UNMATCHED)];
  const room = MOST_CHANNELS - 1 - unmatched.length;
  const [shown, rest] = [named.slice(0, room), named.slice(room)];
  return [...shown, { channelGroup: `${rest.length} others`, values: rest.map((row) => row.values).reduce((sums, values) => sums.map((sum, i) => add(sum, values[i] ?? null))) }, ...unmatched];
}

/** @throws AppError invalid_range, missing_rate */
export async function buildReport({ analytics, planning, mail, now }: ReportingContext, workspace: Workspace, asked: ReportPeriod): Promise<ReportDocument> {
  const { timeZone, country, fiscalYearStart } = workspace.settings;
  const period = reportDays(asked, dayOf(now(), timeZone), fiscalYearStart);
  const { kpis } = await analytics.catalogue(workspace);
  const entries = (ids: readonly string[]) => ids.flatMap((id) => kpis.filter((kpi) => kpi.id === id));
  const [shown, columns] = [entries(FIGURES), entries(BY_CHANNEL)];
  const ask = (compare: 'previous' | 'year') => analytics.figures(workspace, figuresQuery.parse({ ...period, kpis: shown.map((kpi) => kpi.id), compare, intervals: 'exact' }));
  const [figures, aYearAgo] = [await ask('previous'), await ask('year')];
  const split = await analytics.figures(workspace, figuresQuery.parse({ ...period, kpis: columns.map((kpi) => kpi.id), by: ['channel_group'], intervals: 'exact' }));
  const of = (rows: readonly ComparedRow[], kpi: string, group?: string): ComparedRow | undefined => rows.find((row) => row.kpi === kpi && (group === undefined || row.dims?.['channel_group'] === group));
  const groups = [...new Set(split.rows.flatMap((row) => row.dims?.['channel_group'] ?? []))]
    .map((channelGroup) => ({ channelGroup, values: columns.map((kpi): Figure => of(split.rows, kpi.id, channelGroup)?.value ?? null) }))
    .filter(({ values }) => values.some((value) => size(value) !== 0))
    .sort((a, b) => b.values.reduce<number>((found, value, i) => found || size(value) - size(a.values[i]), 0));
  const { goals } = await planning.pacing(workspace);
  const extent = await analytics.extent(workspace);
  const links = pageLinks(mail.publicUrl);
  return {
    workspace: shownName(workspace), period, before: previousRange(period), yearBefore: yearBefore(period), timeZone, currency: figures.currency, locale: localeOfCountry(country), asOf: new Date(now()).toISOString(),
    data: extent === null ? null : { from: extent.from, to: addDays(extent.to, 1) },
    figures: shown.map(({ id, label, description, unit, better }): ReportFigure => {
      const row = of(figures.rows, id);
      return {
        kpi: id, label, description, unit, better, value: row?.value ?? null, before: row?.before?.value ?? null, yearBefore: of(aYearAgo.rows, id)?.before?.value ?? null,
        changeRate: row?.changeRate ?? null, few: row?.status === 'few', remark: row?.remark ?? '',
      };
    }),
    channels: {
      columns: columns.map(({ id, label, unit }) => ({ kpi: id, label, unit })), rows: withOthers(groups),
      total: columns.map((kpi): Figure => of(split.totals ?? [], kpi.id)?.value ?? null),
    },
    goals: goals.filter((goal) => goal.from < period.to && goal.to > period.from).map((goal) => goalOf(goal, links)),
    link: links.report(period),
  };
}
