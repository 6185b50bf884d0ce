// The funnel by any dimension: entries of each stage and what part goes on, one line a value.
import { useQuery } from '@tanstack/react-query';
import type { ComparedRow, Figure, FiguresDocument } from '../../../shared/api/figures.js';
import { dimensionLabel } from '../../analysis/catalogue-names.js';
import { findKpi } from '../../../shared/find-kpi.js';
import { UNMATCHED } from '../../analysis/find-needs.js';
import type { FunnelStep } from '../../analysis/funnel-steps.js';
import { groupBy } from '../../analysis/group-by.js';
import { firstFiguresQuery } from '../../api/queries.js';
import { FigureLink } from '../../components/figures/FigureLink.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { ColumnChooser } from '../../components/tables/ColumnChooser.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { DataTable, parseSort, printSort, sortRows, tableText, type Column } from '../../components/tables/DataTable.js';
import { furtherOf } from '../../components/tables/further-of.js';
import { formatFigure, toNumber, type Unit } from '../../format/format-figure.js';
import { useFirst } from '../../view/use-first.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';
import styles from './funnel.module.css';

interface Line {
  readonly name: string;
  readonly cells: ReadonlyMap<string, ComparedRow>;
}

interface Part {
  readonly id: string;
  /** In the list of columns. */
  readonly name: string;
  /** Above the column. */
  readonly header: string;
  readonly kpi: string;
  readonly unit: Unit;
  readonly valueOf: (row: ComparedRow) => Figure;
}

const rankOf = (l: Line): number => (l.name === UNMATCHED ? 1 : 0);
/** Times take a column each and their own reading: put away until asked for. */
const isTime = (p: Part): boolean => p.unit === 'days';
const PREFERRED = 'channel';

/** The columns there can be: entries, rate and median time of each step. */
function partsOf(steps: readonly FunnelStep[]): Part[] {
  return steps.flatMap((s): Part[] => [
    ...(s.rate !== undefined && s.stage !== undefined ? [{ id: `${s.stage}-rate`, name: `Share that became ${s.label}`, header: `to ${s.label}`, kpi: s.rate, unit: 'rate' as const, valueOf: (r: ComparedRow) => r.value }] : []),
    ...(s.time !== undefined && s.stage !== undefined ? [{ id: `${s.stage}-time`, name: `Median time to ${s.label}`, header: `to ${s.label}`, kpi: s.time, unit: 'days' as const, valueOf: (r: ComparedRow) => r.converted?.median ?? null }] : []),
    s.count !== undefined
      ? { id: s.count, name: s.label, header: s.label, kpi: s.count, unit: 'count' as const, valueOf: (r: ComparedRow) => r.value }
      : { id: s.stage ?? s.label, name: s.label, header: s.label, kpi: s.rate ?? '', unit: 'count' as const, valueOf: (r: ComparedRow) => r.numerator },
  ]);
}

export function FunnelSplit({ steps }: { readonly steps: readonly FunnelStep[] }) {
  const { catalogue } = useWorkspace();
  const { view, period, where, basis, compare, change } = useView();
  const all = partsOf(steps);
  const hidden = view.hide ?? all.filter(isTime).map((p) => p.id);
  const parts = all.filter((p) => !hidden.includes(p.id));
  const stageKpi = steps.findLast((s) => s.rate !== undefined)?.rate;
  const possible = catalogue.dimensions.filter((d) => stageKpi !== undefined && findKpi(catalogue, stageKpi)?.dimensions.includes(d.id));
  const by = possible.find((d) => d.id === view.by?.[0])?.id ?? possible.find((d) => d.id === PREFERRED)?.id ?? possible[0]?.id ?? PREFERRED;
  const kpis = [...new Set(parts.map((p) => p.kpi))].filter((id) => id !== '');
  const first = useFirst();
  const sort = parseSort(view.sort ?? '-leads');
  const chosenBy = parts.find((p) => p.id === sort?.column && p.unit !== 'days' && p.id !== p.kpi)?.kpi ?? sort?.column;
  const order = sort !== undefined && chosenBy !== undefined && kpis.includes(chosenBy) ? { order: printSort({ ...sort, column: chosenBy }) } : {};
  // Compared as the stages above are, so that the server reads the same days once for both; what was there before only has no line.
  const split = useQuery({ ...firstFiguresQuery({ kpis, from: period.from, to: period.to, by: [by], top: first.top, ...order, where, basis, compare }), enabled: kpis.length > 0 });
  const further = furtherOf(split.data, first);
  const isThere = ({ value, numerator, sample }: Pick<ComparedRow, 'value' | 'numerator' | 'sample'>): boolean => sample > 0 || [value, numerator].some((n) => n !== null && Number(n) !== 0);
  const lines = split.data ? [...groupBy(split.data.rows, (r) => r.dims?.[by] ?? '')].filter(([, rows]) => rows.some(isThere) || !rows.some(({ before }) => before !== undefined && isThere(before))).map(([name, rows]): Line => ({ name, cells: new Map(rows.map((r) => [r.kpi, r])) })) : [];
  const total = split.data ? { name: 'Total', cells: new Map((split.data.totals ?? []).map((r) => [r.kpi, { ...r, dims: {} }])) } : undefined;
  const columns = useSplitColumns(by, parts, split.data);
  return (
    <Section
      title={`By ${dimensionLabel(catalogue, by).toLowerCase()}`} note={basis === 'cohort' ? 'shares: of those who entered in the period, how many went on so far' : 'shares: entries over entries of the stage before'} busy={split.isFetching}
      actions={<>
        <label><span className="sr-only">Split by</span><select className={styles.select} value={by} onChange={(e) => change({ by: [e.currentTarget.value], sort: undefined, most: undefined }, { replace: true })}>{possible.map((d) => <option key={d.id} value={d.id}>{d.label}</option>)}</select></label>
        <ColumnChooser columns={all.map((p) => ({ id: p.id, header: p.name }))} hidden={hidden} onChange={(hide) => change({ hide }, { replace: true })} />
        {split.data && <CopyTable name={`funnel-by-${by}`} lines={() => tableText(columns, sortRows(lines, columns, sort, rankOf), total, further)} />}
      </>}
    >
      {split.isError ? <ErrorState error={split.error} what="The split" holds="The stages above hold." onRetry={() => void split.refetch()} />
      : !split.data ? <TableBones rows={10} />
      : lines.length === 0 ? <EmptyState>Nothing to split in this period.</EmptyState>
      : <DataTable caption={`The funnel by ${dimensionLabel(catalogue, by)}`} columns={columns} rows={lines} keyOf={(l) => l.name} total={total} further={further} sort={sort} onSort={(s) => change({ sort: printSort(s) }, { replace: true })} rank={rankOf} />}
    </Section>
  );
}

function useSplitColumns(by: string, parts: readonly Part[], data: FiguresDocument | undefined): Column<Line>[] {
  const { catalogue } = useWorkspace();
  const { view } = useView();
  const currency = data?.currency ?? '';
  return [
    { id: by, header: dimensionLabel(catalogue, by), text: (l) => l.name, sortBy: (l) => l.name, cell: (l) => <span className={l.name === UNMATCHED ? 'faint' : undefined}>{l.name}</span> },
    ...parts.map((p): Column<Line> => {
      const value = (l: Line): Figure => {
        const row = l.cells.get(p.kpi);
        return row ? p.valueOf(row) : null;
      };
      const show = (l: Line): string => formatFigure(value(l), { unit: p.unit, currency, precision: 'cell', ...(p.unit === 'rate' || p.unit === 'days' ? { digits: 1 } : {}) });
      const kpi = findKpi(catalogue, p.kpi);
      return {
        id: p.id, header: p.header, unit: p.unit === 'rate' ? '%' : p.unit === 'days' ? 'days' : '', note: p.name, align: 'right', text: show, sortBy: (l) => toNumber(value(l)),
        cell: (l) => {
          const row = l.cells.get(p.kpi);
          if (!row || !kpi) return <span className="faint">–</span>;
          // A count that is the upper side of a rate is no less sure than any other count.
          const seen = p.unit === 'count' && row.status === 'few' ? { ...row, status: 'ok' as const } : row;
          return <FigureLink row={seen} kpi={kpi} view={view} currency={currency}>{show(l)}</FigureLink>;
        },
      };
    }),
  ];
}
