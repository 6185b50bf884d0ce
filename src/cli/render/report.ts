// Shows the report and the links that share it.
import type { MadeShare, ReportDocument, ReportPeriod, ReportShare } from '../../shared/api/report.js';
import { isLocalAddress } from '../../shared/is-local-address.js';
import type { Printable } from '../verb.js';
import { renderCsv } from './csv.js';
import { figureText } from './figure-text.js';
import { renderTable } from './table.js';

const right = (title: string) => ({ title, align: 'right' }) as const;
const periodText = (period: ReportPeriod): string => ('from' in period ? `${period.from} to ${period.to} (exclusive)` : period.period);

/** Said where the data don't reach over the days of the report. */
function notCovered({ period, data }: ReportDocument): string[] {
  if (data === null) return ['There are no data yet.\n'];
  if (data.from <= period.from && data.to >= period.to) return [];
  return [`Not all of these days have data: what there is reaches from ${data.from} to ${data.to} (exclusive).\n`];
}

export const reportPrintable = (report: ReportDocument): Printable => ({
  json: report,
  table: () => [
    ...notCovered(report),
    `${report.period.from} to ${report.period.to} (exclusive), before from ${report.before.from}, a year before from ${report.yearBefore.from}\n`,
    renderTable([{ title: 'Figure' }, right('Period'), right('Before'), right('Change'), right('Year before')],
      report.figures.map((f) => [f.label, figureText(f.value, f.unit, report.currency), figureText(f.before, f.unit, report.currency), figureText(f.changeRate, 'rate'), figureText(f.yearBefore, f.unit, report.currency)])),
    renderTable([{ title: 'Channel' }, ...report.channels.columns.map((column) => right(column.label))],
      report.channels.rows.map((row) => [row.channelGroup, ...row.values.map((value, i) => figureText(value, report.channels.columns[i]?.unit ?? 'number', report.currency))])),
  ].join('\n'),
  csv: () => renderCsv(['kpi', 'value', 'before', 'changeRate', 'yearBefore'], report.figures.map((f) => [f.kpi, f.value, f.before, f.changeRate, f.yearBefore])),
});

/** @param json the document that is printed as JSON */
export const sharesPrintable = (shares: readonly ReportShare[], json: unknown): Printable => ({
  json,
  table: () => renderTable([{ title: 'Link' }, { title: 'Name' }, { title: 'Period' }, { title: 'Made' }, { title: 'Revoked' }], shares.map((s) => [s.id, s.name, periodText(s.period), s.createdAt, s.revokedAt ?? ''])),
  csv: () => renderCsv(['id', 'name', 'period', 'createdAt', 'revokedAt'], shares.map((s) => [s.id, s.name, periodText(s.period), s.createdAt, s.revokedAt])),
});

export const madeSharePrintable = (made: MadeShare): Printable => ({
  json: made,
  table: () => `${made.url}\nThis address is shown once. End it with: leadline report revoke ${made.share.id}\n${isLocalAddress(made.url) ? 'It opens on this machine only: set LEADLINE_PUBLIC_URL for people elsewhere (docs/reporting.md).\n' : ''}`,
  csv: () => renderCsv(['id', 'name', 'url'], [[made.share.id, made.share.name, made.url]]),
});
