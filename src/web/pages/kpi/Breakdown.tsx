// The figure by any dimension, two at most: value with interval, what stands above and below the line, change, and each
// part's share of the change.
import { useQuery } from '@tanstack/react-query';
import type { ComparedRow, Figure, FiguresDocument, KpiEntry } from '../../../shared/api/figures.js';
import { divideUp, ratioContributions, sumContributions } from '../../analysis/contributions.js';
import { shortLabel } from '../../analysis/figure-words.js';
import { dimensionLabel } from '../../analysis/catalogue-names.js';
import { UNMATCHED } from '../../analysis/find-needs.js';
import { firstFiguresQuery } from '../../api/queries.js';
import { Change } from '../../components/figures/Change.js';
import { FigureLink } from '../../components/figures/FigureLink.js';
import { IntervalBar, scaleOf } from '../../components/figures/IntervalBar.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { DataTable, parseSort, printSort, sortRows, tableText, type Column } from '../../components/tables/DataTable.js';
import { furtherCount, furtherOf } from '../../components/tables/further-of.js';
import { columnDigits, formatChange, formatCount, formatFigure, toNumber, unitSign, type Unit } from '../../format/format-figure.js';
import { useFirst } from '../../view/use-first.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';
import styles from './kpi.module.css';

/** Few cases are shown and not ranked; after them what has no value, and the unmatched. */
function rankOf(r: ComparedRow): number {
  if (Object.values(r.dims ?? {}).some((v) => v === UNMATCHED)) return 3;
  return r.status === 'ok' ? 0 : r.status === 'few' ? 1 : 2;
}

export function Breakdown({ kpi }: { readonly kpi: KpiEntry }) {
  const { view, period, where, compare, basis, credit, change } = useView();
  const { catalogue } = useWorkspace();
  const by = (view.by ?? [kpi.dimensions.includes('channel') ? 'channel' : kpi.dimensions[0]]).filter((d) => d !== undefined && kpi.dimensions.includes(d)) as string[];
  const first = useFirst();
  const sort = parseSort(view.sort ?? '-value');
  const order = sort?.column === 'value' && !sort.descending ? kpi.id : `-${kpi.id}`;
  const split = useQuery({ ...firstFiguresQuery({ kpis: [kpi.id], from: period.from, to: period.to, by, top: first.top, topOf: 'all', order, where, compare, basis, ...credit }), enabled: by.length > 0 });
  const columns = useBreakdownColumns(kpi, by, split.data);
  const total = split.data?.totals?.find((r) => r.kpi === kpi.id);
  const further = furtherOf(split.data, first);
  const set = (position: 0 | 1, dimension: string): void => {
    const next = position === 0 ? [dimension, ...by.slice(1)] : [by[0], dimension];
    change({ by: [...new Set(next.filter((d) => d !== undefined && d !== ''))] as string[], sort: undefined, most: undefined }, { replace: true });
  };
  const choice = (position: 0 | 1) => (
    <label>
      <span className="sr-only">{position === 0 ? 'Split by' : 'and by'}</span>
      <select className={styles.select} value={by[position] ?? ''} onChange={(e) => set(position, e.currentTarget.value)}>
        {position === 1 && <option value="">then by …</option>}
        {catalogue.dimensions.filter((d) => kpi.dimensions.includes(d.id) && d.id !== by[1 - position]).map((d) => <option key={d.id} value={d.id}>{position === 1 ? `then by ${d.label}` : d.label}</option>)}
      </select>
    </label>
  );
  const lines = (): string[][] => tableText(columns, sortRows(split.data?.rows ?? [], columns, sort, rankOf), total, further);
  return (
    <Section title={by.length === 0 ? 'Parts' : `By ${by.map((d) => dimensionLabel(catalogue, d).toLowerCase()).join(' and ')}`} busy={split.isFetching} actions={by.length > 0 && <>{choice(0)}{choice(1)}{split.data && <CopyTable name={`${kpi.id}-by-${by.join('-')}${split.data.creditedBy === undefined ? '' : `-${split.data.creditedBy.model}`}`} lines={lines} />}</>}>
      {by.length === 0 ? <EmptyState>This figure cannot honestly be split.</EmptyState>
      : split.isError ? <ErrorState error={split.error} what="The split" holds="The figure above holds." onRetry={() => void split.refetch()} />
      : !split.data ? <TableBones rows={8} />
      : split.data.rows.length === 0 ? <EmptyState>Nothing to split in this period.</EmptyState>
      : split.data.rows.every((r) => r.status === 'unsplittable') ? <EmptyState>{split.data.rows[0]?.remark ?? 'This figure cannot honestly be split this way. Choose another dimension.'}</EmptyState>
      : <DataTable caption={`${kpi.label} by ${by.join(' and ')}`} columns={columns} rows={split.data.rows} keyOf={(r) => by.map((d) => r.dims?.[d]).join('\u0000')} total={total} further={further} sort={sort} onSort={(s) => change({ sort: printSort(s) }, { replace: true })} rank={rankOf} />}
    </Section>
  );
}

const unitOf = (values: readonly Figure[]): Unit => (values.some((v) => typeof v === 'string') ? 'money' : values.some((v) => typeof v === 'number' && !Number.isInteger(v)) ? 'number' : 'count');

function useBreakdownColumns(kpi: KpiEntry, by: readonly string[], figures: FiguresDocument | undefined): Column<ComparedRow>[] {
  const { catalogue } = useWorkspace();
  const { view } = useView();
  const rows = figures?.rows ?? [];
  const currency = figures?.currency ?? '';
  const unit = unitSign(kpi.unit, currency);
  const times = kpi.kind === 'times';
  const valueOf = (r: ComparedRow): Figure => (times ? r.converted?.median ?? null : r.value);
  const scale = scaleOf(times ? rows.map((r) => ({ ...r, value: valueOf(r) })) : rows);
  const digits = columnDigits(kpi.unit, rows.map(valueOf));
  const show = (v: Figure | undefined): string => formatFigure(v, { unit: kpi.unit, currency, precision: 'cell', digits });
  const isTotal = (r: ComparedRow): boolean => r.dims === undefined || !by.every((d) => r.dims?.[d] !== undefined);
  const name = (r: ComparedRow, d: string, i: number): string => r.dims?.[d] ?? (isTotal(r) && i === 0 ? 'Total' : '');

  const side = (id: 'numerator' | 'denominator'): Column<ComparedRow>[] => {
    const values = rows.map((r) => r[id]);
    if (kpi.kind !== 'ratio' && kpi.kind !== 'stage_rate' || values.every((v) => v === null)) return [];
    const of = unitOf(values);
    const [above, below] = kpi.formula.split(' ÷ ');
    const header = ((id === 'numerator' ? above : below) ?? '').replace(/[()]/g, '').replaceAll('_', ' ') || (id === 'numerator' ? 'Above the line' : 'Below the line');
    const format = { unit: of, currency, precision: 'cell' as const, digits: columnDigits(of, values) };
    return [{ id, header: header.charAt(0).toUpperCase() + header.slice(1), unit: unitSign(of, currency), align: 'right', text: (r) => formatFigure(r[id], format), cell: (r) => formatFigure(r[id], format), sortBy: (r) => toNumber(r[id]) }];
  };

  const total = figures?.totals?.find((r) => r.kpi === kpi.id);
  const one = by.length === 1 ? by[0] : undefined;
  // Where rows are left out nothing tells whether somebody is counted in several of them.
  const divided = (side: 'value' | 'denominator'): boolean => total !== undefined && (furtherCount(figures) > 0 || divideUp(rows, total, side));
  const parts = one === undefined || !total || !figures?.compared ? undefined
    : kpi.kind === 'ratio' && divided('denominator') ? ratioContributions(rows, total, one)
    : kpi.kind === 'amount' && divided('value') ? sumContributions(rows, one) : undefined;
  const shares = new Map(parts?.map((p) => [p.label, p.amount]));
  const partOf = (r: ComparedRow): number | null => (isTotal(r) ? toNumber(total?.change) : shares.get(one === undefined ? '' : r.dims?.[one] ?? '') ?? null);
  const partText = (r: ComparedRow): string => formatChange(partOf(r), { unit: kpi.unit, currency, precision: 'cell', ...(kpi.unit === 'rate' ? { digits: 2 } : { digits }) });

  return [
    ...by.map((d, i): Column<ComparedRow> => ({ id: d, header: dimensionLabel(catalogue, d), text: (r) => name(r, d, i), sortBy: (r) => name(r, d, i), cell: (r) => <span className={r.dims?.[d] === UNMATCHED ? 'faint' : undefined}>{name(r, d, i)}</span> })),
    ...side('numerator'), ...side('denominator'),
    {
      id: 'value', header: times ? 'Median of those who converted' : shortLabel(kpi), unit, note: kpi.description, align: 'right', text: (r) => show(valueOf(r)), sortBy: (r) => toNumber(valueOf(r)),
      cell: (r) => <FigureLink row={isTotal(r) ? { ...r, dims: {} } : r} kpi={kpi} view={view} currency={currency}>{show(valueOf(r))}</FigureLink>,
    },
    { id: 'bar', header: 'Value drawn with its interval', hiddenHeader: true, wide: true, text: () => '', cell: (r) => (isTotal(r) ? null : <IntervalBar row={times ? { ...r, value: valueOf(r) } : r} scale={scale} />) },
    ...(times && rows.some((r) => typeof r.incidence?.at90 === 'number') ? [{ id: 'at90', header: 'Within 90 days', unit: '%', align: 'right' as const, text: (r: ComparedRow) => formatFigure(r.incidence?.at90, { unit: 'rate', currency, precision: 'cell' }), cell: (r: ComparedRow) => formatFigure(r.incidence?.at90, { unit: 'rate', currency, precision: 'cell' }), sortBy: (r: ComparedRow) => r.incidence?.at90 ?? null }] : []),
    { id: 'sample', header: 'Cases', align: 'right', note: 'How many cases the figure rests on', text: (r) => formatCount(r.sample), sortBy: (r) => r.sample, cell: (r) => <span className={r.status === 'few' ? 'warn' : 'faint'} data-note={r.status === 'few' ? 'Too few to judge' : undefined}>{formatCount(r.sample)}{r.status === 'few' && <span> few</span>}</span> },
    ...(rows.some((r) => r.change !== undefined && r.change !== null) ? [{
      id: 'change', header: 'Change', unit: kpi.unit === 'rate' ? 'points' : unit, align: 'right' as const, text: (r: ComparedRow) => formatChange(r.change, { unit: kpi.unit, currency, precision: 'cell', digits }), sortBy: (r: ComparedRow) => toNumber(r.change),
      cell: (r: ComparedRow) => <Change row={r} kpi={kpi} currency={currency} show="cell" digits={digits} />,
    }] : []),
    ...(parts ? [{
      id: 'part', header: 'Part of the change', unit: kpi.unit === 'rate' ? 'points' : unit, align: 'right' as const, note: 'What each part added to the change of the whole; the parts add up to it', text: partText, sortBy: partOf, cell: (r: ComparedRow) => partText(r),
    }] : []),
  ];
}
