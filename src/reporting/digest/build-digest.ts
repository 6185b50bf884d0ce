// Gathers what a digest says from figures, pacing and freshness: revenue and contribution first, cost last.
import { figuresQuery, type Figure, type FigureRow } from '../../shared/api/figures.js';
import type { DigestDocument, DigestFigure, DigestKind } from '../../shared/api/reporting.js';
import { addDays, startOf, type DayRange } from '../../shared/period.js';
import { shownName, type Workspace } from '../../shared/workspace.js';
import { goalOf } from '../goal-in-mail.js';
import { pageLinks } from '../page-links.js';
import { localeOfCountry } from '../reader-locale.js';
import type { ReportingContext } from '../reporting-context.js';
import { screenFigures } from '../screen-figures.js';

/** In the order they are read; those that the workspace's stages don't have are left out. */
const FIGURES = ['revenue', 'marketing_contribution', 'pipeline', 'mqls', 'leads', 'cost_per_lead'];
const MOST_MOVED = 5;

const changeOf = (value: Figure, before: Figure): number | null => {
  if (value === null || before === null || Number(before) <= 0) return null;
  return Number(value) / Number(before) - 1;
};

/**
 * The digest about a period.
 * @param period completed days in the workspace's zone, as digestPeriod has them
 * @param locale of numbers and dates; empty: what the workspace's country writes
 * @throws AppError missing_rate
 */
export async function buildDigest({ analytics, planning, mail, now }: ReportingContext, workspace: Workspace, { kind, period, locale }: { kind: DigestKind; period: DayRange; locale: string }): Promise<DigestDocument> {
  const { timeZone, country } = workspace.settings;
  const before: DayRange = { from: addDays(period.from, -7), to: addDays(period.to, -7) };
  const monthToDate: DayRange = { from: startOf('month', addDays(period.to, -1)), to: period.to };
  const links = pageLinks(mail.publicUrl);
  const { kpis } = await analytics.catalogue(workspace);
  const shown = FIGURES.flatMap((id) => kpis.filter((kpi) => kpi.id === id));
  const ask = (range: DayRange) => analytics.figures(workspace, figuresQuery.parse({ ...range, kpis: shown.map((kpi) => kpi.id), intervals: 'exact' }));
  const [now7, then, month] = [await ask(period), await ask(before), await ask(monthToDate)];
  const rowOf = (rows: readonly FigureRow[], kpi: string): FigureRow | undefined => rows.find((row) => row.kpi === kpi);
  const screened = await screenFigures(analytics, workspace, period.to);
  const { goals } = await planning.pacing(workspace);
  const { sources } = await analytics.freshness(workspace);
  return {
    kind, workspace: shownName(workspace), period, before, monthToDate, timeZone, currency: now7.currency, locale: locale === '' ? localeOfCountry(country) : locale, asOf: new Date(now()).toISOString(),
    figures: shown.map(({ id, label, unit, better }): DigestFigure => {
      const row = rowOf(now7.rows, id);
      const [value, past] = [row?.value ?? null, rowOf(then.rows, id)?.value ?? null];
      return { kpi: id, label, unit, better, value, before: past, changeRate: changeOf(value, past), monthToDate: rowOf(month.rows, id)?.value ?? null, few: row?.status === 'few', link: links.kpi(id, period) };
    }),
    moved: screened.filter((one) => one.unusual).slice(0, MOST_MOVED).map((one) => ({ ...one, link: links.screened(one) })),
    screened: screened.length,
    goals: goals.filter((goal) => goal.from < period.to && goal.to > period.from).map((goal) => goalOf(goal, links)),
    stale: sources.filter((source) => source.stale).map(({ source, kind: fact, lastDay, ageDays, everyDays }) => ({ source, kind: fact, lastDay, ageDays, everyDays, link: links.imports })),
    link: links.overview,
  };
}
