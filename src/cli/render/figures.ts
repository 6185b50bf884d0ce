// Shows a document of figures as a table and as CSV.
import type { ComparedRow, CreditedBy, FigureRow, FiguresDocument, KpiCatalogue } from '../../shared/api/figures.js';
import { findKpi } from '../../shared/find-kpi.js';
import { renderCsv, type CsvCell } from './csv.js';
import { figureText, plainFigure, type FigureUnit } from './figure-text.js';
import { renderTable, type Column } from './table.js';

/** The unit of a KPI by id. One between stages (`time_to_convert:lead:won`) takes it from what its rows carry. */
function unitsOf(catalogue: KpiCatalogue): (row: FigureRow) => FigureUnit {
  const units = new Map(catalogue.kpis.map((kpi) => [kpi.id, kpi.unit]));
  return (row) => units.get(row.kpi) ?? (row.converted !== undefined ? 'days' : 'rate');
}

/** `last non-direct touch (last_non_direct), touches up to 90 days before a conversion` */
export const creditText = ({ model, label, lookbackDays }: CreditedBy): string => `${label.charAt(0).toLowerCase()}${label.slice(1)} (${model}), touches up to ${String(lookbackDays)} days before a conversion`;

const dimensionsOf = (document: FiguresDocument): string[] => [...new Set(document.rows.flatMap((row) => Object.keys(row.dims ?? {})))];

/** `a – b`, or nothing where a figure carries no interval. */
function intervalText(row: FigureRow, unit: FigureUnit): string {
  if (row.low === undefined || row.high === undefined || row.low === null || row.high === null) return '';
  return `${figureText(row.low, unit)} – ${figureText(row.high, unit)}`;
}

/** Times have no one value: the days by which half of all converted, or the median of those who did. */
function valueText(row: FigureRow, unit: FigureUnit, currency: string): string {
  if (row.value === null && row.converted?.median !== undefined && row.converted.median !== null) return `median ${figureText(row.converted.median, 'days')}`;
  return figureText(row.value, unit, currency);
}

/** KPIs as asked for, each period after period, and in it the largest first and what matched nothing last. */
function inReadingOrder({ rows }: FiguresDocument): (a: FigureRow, b: FigureRow) => number {
  const kpis = [...new Set(rows.map((row) => row.kpi))];
  const unmatched = (row: FigureRow): number => (Object.values(row.dims ?? {}).includes('(unmatched)') ? 1 : 0);
  const size = (row: FigureRow): number => (row.value === null ? -Infinity : Number(row.value));
  return (a, b) =>
    kpis.indexOf(a.kpi) - kpis.indexOf(b.kpi) || (a.period?.from ?? '').localeCompare(b.period?.from ?? '') || unmatched(a) - unmatched(b)
    || (size(a) === size(b) ? 0 : size(b) - size(a)) || Object.values(a.dims ?? {}).join().localeCompare(Object.values(b.dims ?? {}).join());
}

/** The figures as an aligned table, totals below a split, with a line above that says what they cover. */
export function figuresTable(document: FiguresDocument, catalogue: KpiCatalogue): string {
  const unitOf = unitsOf(catalogue);
  const dims = dimensionsOf(document);
  const hasPeriod = document.rows.some((row) => row.period !== undefined);
  const isCompared = document.compared !== undefined;
  const columns: Column[] = [
    { title: 'KPI' },
    ...(hasPeriod ? [{ title: 'Period' }] : []),
    ...dims.map((dim) => ({ title: dim })),
    { title: 'Value', align: 'right' },
    ...(isCompared ? [{ title: 'Before', align: 'right' } as const, { title: 'Change', align: 'right' } as const] : []),
    { title: '95 %', align: 'right' }, { title: 'Numerator', align: 'right' }, { title: 'Denominator', align: 'right' }, { title: 'Sample', align: 'right' }, { title: 'Status' },
  ];
  const line = (row: ComparedRow, total: boolean): string[] => {
    const unit = unitOf(row);
    return [
      row.kpi,
      ...(hasPeriod ? [row.period?.from ?? ''] : []),
      ...dims.map((dim, i) => row.dims?.[dim] ?? (total && i === 0 ? 'Total' : '')),
      valueText(row, unit, document.currency),
      ...(isCompared ? [figureText(row.before?.value, unit, document.currency), row.changeRate === undefined || row.changeRate === null ? '–' : `${row.changeRate > 0 ? '+' : ''}${figureText(row.changeRate, 'rate')}`] : []),
      intervalText(row, unit), plainFigure(row.numerator), plainFigure(row.denominator), plainFigure(row.sample),
      row.remark === undefined ? row.status : `${row.status}: ${row.remark}`,
    ];
  };
  const covers = `${document.from} to ${document.to} (exclusive), ${document.timeZone}, ${document.basis} basis, as of ${document.asOf}`;
  const credit = document.creditedBy === undefined ? '' : `credit by ${creditText(document.creditedBy)}\n`;
  const notes = (document.notes ?? []).map((note) => `note: ${note}\n`).join('');
  const further = (document.further ?? []).filter(({ count }) => count > 0).map(({ dims: of, count }) => `further, in the total: ${plainFigure(count)}${Object.values(of).map((value) => ` of ${value}`).join('')}\n`).join('');
  return `${covers}\n${credit}${notes}${further}\n${renderTable(columns, [...document.rows.toSorted(inReadingOrder(document)).map((row) => line(row, false)), ...(document.totals ?? []).map((row) => line(row, true))])}`;
}

/**
 * One line a row, figures as exact as the JSON has them; totals carry `total` in the column `row`, KPIs of credit the model they are credited by.
 * @param catalogue says which KPIs are of credit
 */
export function figuresCsv(document: FiguresDocument, catalogue: KpiCatalogue): string {
  const dims = dimensionsOf(document);
  const creditOf = (kpi: string): CreditedBy | undefined => (findKpi(catalogue, kpi)?.credited === true ? document.creditedBy : undefined);
  const header = ['row', 'kpi', 'period_from', 'period_to', ...dims, 'value', 'numerator', 'denominator', 'sample', 'low', 'high', 'status', 'currency', 'before', 'change', 'change_rate', 'horizon_days', 'horizon_value', 'open_share', 'p25', 'p50', 'p75', 'p90', 'converted', 'converted_median', 'remark', 'model', 'lookback_days'];
  const line = (kind: string) => (row: ComparedRow): CsvCell[] => [
    kind, row.kpi, row.period?.from ?? document.from, row.period?.to ?? document.to, ...dims.map((dim) => row.dims?.[dim]),
    row.value, row.numerator, row.denominator, row.sample, row.low, row.high, row.status, document.currency, row.before?.value, row.change, row.changeRate,
    row.horizon?.days, row.horizon?.value, row.openShare, row.quantiles?.p25, row.quantiles?.p50, row.quantiles?.p75, row.quantiles?.p90, row.converted?.count, row.converted?.median, row.remark, creditOf(row.kpi)?.model, creditOf(row.kpi)?.lookbackDays,
  ];
  return renderCsv(header, [...document.rows.map(line('figure')), ...(document.totals ?? []).map(line('total'))]);
}
