// Addresses of the installation's pages, for mails.
import type { DigestGoal, ScreenedFigure } from '../shared/api/reporting.js';
import { addDays, type DayRange } from '../shared/period.js';

export interface PageLinks {
  readonly overview: string;
  readonly imports: string;
  /** The page of a figure over some days, of what the filters leave. */
  kpi(id: string, range: DayRange, where?: Filters): string;
  /** The page of a goal's figure, at what its mail tells of it. */
  goal(goal: Pick<DigestGoal, 'kpi' | 'from' | 'to' | 'valueUntil' | 'where'>): string;
  /** The page of a count that was held against its usual range. */
  screened(figure: Pick<ScreenedFigure, 'kpi' | 'from' | 'to' | 'channelGroup'>): string;
  /** The report of these days, `to` exclusive. */
  report(days: { from: string; to: string }): string;
  unsubscribe(token: string): string;
  sharedReport(token: string): string;
}

type Filters = NonNullable<DigestGoal['where']>;

/** @param publicUrl without a slash at the end */
export function pageLinks(publicUrl: string): PageLinks {
  const kpi: PageLinks['kpi'] = (id, { from, to }, where = []) => {
    const filters = where.flatMap(({ dimension, values }) => values.map((value) => `&${dimension}=${encodeURIComponent(value)}`)).join('');
    return `${publicUrl}/kpis/${encodeURIComponent(id)}?p=${from}..${addDays(to, -1)}${filters}`;
  };
  return {
    overview: `${publicUrl}/`,
    imports: `${publicUrl}/imports`,
    kpi,
    goal: ({ kpi: id, from, to, valueUntil, where }) => kpi(id, { from, to: valueUntil !== undefined && valueUntil > from ? valueUntil : to }, where),
    screened: ({ kpi: id, channelGroup, ...range }) => kpi(id, range, channelGroup === null ? [] : [{ dimension: 'channel_group', values: [channelGroup] }]),
    report: ({ from, to }) => `${publicUrl}/report?from=${from}&to=${to}`,
    unsubscribe: (token) => `${publicUrl}/unsubscribe/${token}`,
    sharedReport: (token) => `${publicUrl}/report/shared/${token}`,
  };
}
