// What each persona or segment brought: entries, what part went on, customers and revenue.
import type { UseQueryResult } from '@tanstack/react-query';
import type { ComparedRow, FiguresDocument } from '../../../shared/api/figures.js';
import { dimensionLabel } from '../../analysis/catalogue-names.js';
import { findKpi } from '../../../shared/find-kpi.js';
import { UNMATCHED } from '../../analysis/find-needs.js';
import { groupBy } from '../../analysis/group-by.js';
import { FigureLink } from '../../components/figures/FigureLink.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { ColumnChooser } from '../../components/tables/ColumnChooser.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { DataTable, parseSort, printSort, sortRows, tableText, type Column } from '../../components/tables/DataTable.js';
import type { Further } from '../../components/tables/further-of.js';
import { columnDigits, formatFigure, toNumber, unitSign } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { DEFAULT_SORT, SEGMENT_COLUMNS } from './segment-asks.js';

interface Line {
  readonly name: string;
  readonly cells: ReadonlyMap<string, ComparedRow>;
}

interface Props {
  readonly dimension: string;
  readonly kpis: readonly string[];
  readonly figures: UseQueryResult<FiguresDocument>;
  readonly further: Further;
}

const rankOf = (l: Line): number => (l.name === UNMATCHED ? 1 : 0);
const cellsOf = (rows: readonly ComparedRow[]): ReadonlyMap<string, ComparedRow> => new Map(rows.map((r) => [r.kpi, r]));

export function WorthTable({ dimension, kpis, further, figures: { data, isError, error, isPending, refetch } }: Props) {
  const { catalogue } = useWorkspace();
  const { view, basis, change } = useView();
  const name = dimensionLabel(catalogue, dimension);
  const lines = data ? [...groupBy(data.rows, (r) => r.dims?.[dimension] ?? '')].map(([value, rows]): Line => ({ name: value, cells: cellsOf(rows) })) : [];
  const total = data && { name: 'Total', cells: cellsOf((data.totals ?? []).map((r) => ({ ...r, dims: {} }))) };
  const columns = useWorthColumns(dimension, kpis, lines, data?.currency ?? '');
  const sort = parseSort(view.sort ?? DEFAULT_SORT);
  return (
    <Section
      title={`What each ${name.toLowerCase()} brings`} note={basis === 'cohort' ? 'shares: of those who entered in the period, how many went on so far' : 'shares: entries over entries of the earlier stage'} busy={isPending}
      actions={data && lines.length > 0 && <>
        <ColumnChooser columns={SEGMENT_COLUMNS} hidden={view.hide ?? []} onChange={(hide) => change({ hide: hide.length > 0 ? hide : undefined }, { replace: true })} />
        <CopyTable name={`by-${dimension}`} lines={() => tableText(columns, sortRows(lines, columns, sort, rankOf), total, further)} />
      </>}
    >
      {isError ? <ErrorState error={error} what="The figures" onRetry={() => void refetch()} />
      : !data ? <TableBones rows={7} />
      : lines.length === 0 ? <EmptyState>Nobody of any {name.toLowerCase()} was met in this period. A longer period may show some; who belongs where comes from the files you import.</EmptyState>
      : <DataTable caption={`Entries, conversion, customers and revenue by ${name.toLowerCase()}`} columns={columns} rows={lines} keyOf={(l) => l.name} total={total} further={further} sort={sort} onSort={(s) => change({ sort: printSort(s) }, { replace: true })} rank={rankOf} />}
    </Section>
  );
}

function useWorthColumns(dimension: string, kpis: readonly string[], lines: readonly Line[], currency: string): Column<Line>[] {
  const { catalogue } = useWorkspace();
  const { view } = useView();
  return [
    { id: dimension, header: dimensionLabel(catalogue, dimension), text: (l) => l.name, sortBy: (l) => l.name, cell: (l) => <span className={l.name === UNMATCHED ? 'faint' : undefined}>{l.name}</span> },
    ...kpis.filter((id) => !(view.hide ?? []).includes(id)).flatMap((id): Column<Line>[] => {
      const kpi = findKpi(catalogue, id);
      if (!kpi) return [];
      const digits = columnDigits(kpi.unit, lines.map((l) => l.cells.get(id)?.value ?? null));
      const show = (l: Line): string => formatFigure(l.cells.get(id)?.value, { unit: kpi.unit, currency, precision: 'cell', digits });
      return [{
        id, header: SEGMENT_COLUMNS.find((c) => c.id === id)?.header ?? kpi.label, unit: unitSign(kpi.unit, currency), note: kpi.description, align: 'right',
        text: show, sortBy: (l) => toNumber(l.cells.get(id)?.value),
        cell: (l) => {
          const row = l.cells.get(id);
          return row ? <FigureLink row={row} kpi={kpi} view={view} currency={currency}>{show(l)}</FigureLink> : <span className="faint">–</span>;
        },
      }];
    }),
  ];
}
