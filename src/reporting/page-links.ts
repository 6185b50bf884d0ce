// Addresses of the installation's pages, for mails.
import { addDays, type DayRange } from '../shared/period.js';

export interface PageLinks {
  readonly overview: string;
  readonly imports: string;
  /** The page of a figure over some days. */
  kpi(id: string, range: DayRange): string;
  /** The report of these days, `to` exclusive. */
  report(days: { from: string; to: string }): string;
  unsubscribe(token: string): string;
  sharedReport(token: string): string;
}

/** @param publicUrl without a slash at the end */
export const pageLinks = (publicUrl: string): PageLinks => ({
  overview: `${publicUrl}/`,
  imports: `${publicUrl}/imports`,
  kpi: (id, { from, to }) => `${publicUrl}/kpis/${encodeURIComponent(id)}?p=${from}..${addDays(to, -1)}`,
  report: ({ from, to }) => `${publicUrl}/report?from=${from}&to=${to}`,
  unsubscribe: (token) => `${publicUrl}/unsubscribe/${token}`,
  sharedReport: (token) => `${publicUrl}/report/shared/${token}`,
});
