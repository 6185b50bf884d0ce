// What each channel cost and brought, with the unmatched in sight and a total that was computed, not added up.
import type { UseQueryResult } from '@tanstack/react-query';
import type { ComparedRow, Figure, FiguresDocument } from '../../../shared/api/figures.js';
import { dimensionLabel, existing } from '../../analysis/catalogue-names.js';
import { findKpi } from '../../../shared/find-kpi.js';
import { shortLabel } from '../../analysis/figure-words.js';
import { groupBy } from '../../analysis/group-by.js';
import { UNMATCHED } from '../../analysis/find-needs.js';
import { FigureLink } from '../../components/figures/FigureLink.js';
import { IntervalBar, scaleOf } from '../../components/figures/IntervalBar.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { DataTable, parseSort, printSort, sortRows, tableText, type Column } from '../../components/tables/DataTable.js';
import { columnDigits, formatFigure, toNumber, unitSign } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { CHANNEL_KPIS, SPLIT } from './overview-asks.js';

/** A line of the table: a value of the dimension with its figure of each KPI. */
interface Line {
  readonly name: string;
  readonly cells: ReadonlyMap<string, ComparedRow>;
}

/** The unmatched stays at the end in any order. */
const rankOf = (line: Line): number => (line.name === UNMATCHED ? 1 : 0);

export function ChannelTable({ figures }: { readonly figures: UseQueryResult<FiguresDocument> }) {
  const { data, isError, error, isPending, refetch } = figures;
  const { catalogue } = useWorkspace();
  const { view, change } = useView();
  const sort = parseSort(view.sort ?? '-leads');
  const lines = data ? linesOf(data) : [];
  const total = data ? { name: 'Total', cells: new Map((data.totals ?? []).map((r) => [r.kpi, { ...r, dims: {} }])) } : undefined;
  const columns = useColumns(data, lines);
  return (
    <Section title={`${dimensionLabel(catalogue, SPLIT)}s`} note="customers and revenue by the channel of the last touch before they became a lead, direct left out" busy={isPending} actions={data && <CopyTable name="channels" lines={() => tableText(columns, sortRows(lines, columns, sort, rankOf), total)} />}>
      {isError ? <ErrorState error={error} what="The channels" onRetry={() => void refetch()} />
      : !data ? <TableBones rows={8} />
      : lines.length === 0 ? <EmptyState>No channel has cost, leads or revenue in this period. A longer period may.</EmptyState>
      : <DataTable caption="Channels: cost, leads, customers and revenue" columns={columns} rows={lines} keyOf={(l) => l.name} total={total} sort={sort} onSort={(s) => change({ sort: printSort(s) }, { replace: true })} rank={rankOf} />}
    </Section>
  );
}

function linesOf(data: FiguresDocument): Line[] {
  const byName = groupBy(data.rows, (r) => r.dims?.[SPLIT] ?? '');
  return [...byName].map(([name, rows]) => ({ name, cells: new Map(rows.map((r) => [r.kpi, r])) }));
}

/** A column that draws what the one before it says. */
function drawn(cells: readonly ComparedRow[], id: string): Column<Line> {
  const scale = scaleOf(cells);
  return {
    id: `${id}-bar`, header: 'Drawn', hiddenHeader: true, wide: true, text: () => '',
    cell: (l) => {
      const row = l.cells.get(id);
      return row && l.name !== 'Total' ? <IntervalBar row={{ ...row, low: undefined, high: undefined }} scale={scale} /> : null;
    },
  };
}

function useColumns(data: FiguresDocument | undefined, lines: readonly Line[]): Column<Line>[] {
  const { catalogue } = useWorkspace();
  const { view } = useView();
  const currency = data?.currency ?? '';
  const first: Column<Line> = {
    id: SPLIT, header: dimensionLabel(catalogue, SPLIT), text: (l) => l.name, sortBy: (l) => l.name,
    cell: (l) => <span className={l.name === UNMATCHED ? 'faint' : undefined} data-note={l.name === UNMATCHED ? 'Facts that name no channel. They stay in sight so that the rows add up to the total.' : undefined}>{l.name}</span>,
  };
  const rest = existing(catalogue, CHANNEL_KPIS).flatMap((id): Column<Line>[] => {
    const kpi = findKpi(catalogue, id);
    if (!kpi) return [];
    const cells = lines.flatMap((l) => l.cells.get(id) ?? []);
    const digits = columnDigits(kpi.unit, cells.map((r): Figure => r.value));
    const show = (r: ComparedRow | undefined): string => formatFigure(r?.value, { unit: kpi.unit, currency, precision: 'cell', digits });
    return [{
      id, header: shortLabel(kpi), unit: unitSign(kpi.unit, currency), note: kpi.description, align: 'right',
      text: (l) => show(l.cells.get(id)), sortBy: (l) => toNumber(l.cells.get(id)?.value),
      cell: (l) => {
        const row = l.cells.get(id);
        if (!row) return <span className="faint">–</span>;
        return <FigureLink row={row} kpi={kpi} view={view} currency={currency}>{show(row)}</FigureLink>;
      },
    },
    ...(id === 'revenue' ? [drawn(cells, id)] : [])];
  });
  return [first, ...rest];
}
