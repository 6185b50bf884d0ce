// The explored figures as a table: a line a cell, a column a KPI, every figure a door, a total that was computed.
import type { FiguresDocument, KpiEntry, Step } from '../../../shared/api/figures.js';
import { shortLabel } from '../../analysis/figure-words.js';
import { dimensionLabel } from '../../analysis/catalogue-names.js';
import { UNMATCHED } from '../../analysis/find-needs.js';
import { valueOf, type PivotLine } from '../../analysis/pivot-figures.js';
import { FigureLink } from '../../components/figures/FigureLink.js';
import { Section } from '../../components/Section.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { DataTable, parseSort, printSort, sortRows, tableText, type Column } from '../../components/tables/DataTable.js';
import type { Further } from '../../components/tables/further-of.js';
import { formatRange } from '../../format/format-date.js';
import { columnDigits, formatFigure, toNumber, unitSign } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';

export interface Explored {
  readonly figures: Pick<FiguresDocument, 'from' | 'to' | 'currency' | 'totals' | 'creditedBy'>;
  readonly kpis: readonly KpiEntry[];
  readonly by: readonly string[];
  readonly every: Step | undefined;
  readonly lines: readonly PivotLine[];
  /** Values of the split that the lines leave out. */
  readonly further?: Further;
}

export const TOTAL = 'total';
/** The unmatched stays at the end in any order. */
export const rankOf = (line: PivotLine): number => (line.dims.includes(UNMATCHED) ? 1 : 0);

export function ExplorerTable({ title, figures, kpis, by, every, lines, further }: Explored & { readonly title: string }) {
  const { view, change } = useView();
  const columns = useFigureColumns({ figures, kpis, by, every, lines });
  // Over time each step has a total of its own: those stand nowhere as one line.
  const total: PivotLine | undefined = by.length === 0 || every !== undefined || !figures.totals ? undefined : { key: TOTAL, dims: [], period: undefined, cells: new Map(figures.totals.map((r) => [r.kpi, { ...r, dims: {} }])) };
  const sort = parseSort(view.sort ?? (every === undefined && kpis[0] ? `-${kpis[0].id}` : undefined));
  const name = ['explorer', ...(figures.creditedBy === undefined ? [] : [figures.creditedBy.model]), ...kpis.map((k) => k.id), ...by].join('-').slice(0, 80);
  return (
    <Section title={title} actions={<CopyTable name={name} lines={() => tableText(columns, sortRows(lines, columns, sort, rankOf), total, further)} />}>
      <DataTable caption={`Figures, ${title.toLowerCase()}`} columns={columns} rows={lines} keyOf={(l) => l.key} total={total} further={further} sort={sort} onSort={(s) => change({ sort: printSort(s) }, { replace: true })} rank={rankOf} />
    </Section>
  );
}

/** Dimensions, period and a column for each KPI. A line whose key is `total` is named so. */
export function useFigureColumns({ figures, kpis, by, every, lines }: Explored): Column<PivotLine>[] {
  const { catalogue } = useWorkspace();
  const { view } = useView();
  const { currency } = figures;
  const range = (l: PivotLine): string => formatRange(l.period ?? figures);
  const named = (l: PivotLine, i: number): string => l.dims[i] ?? (l.key === TOTAL && i === 0 ? 'Total' : '');
  const dimensions = by.map((d, i): Column<PivotLine> => ({ id: d, header: dimensionLabel(catalogue, d), text: (l) => named(l, i), cell: (l) => <bdi>{named(l, i)}</bdi>, sortBy: (l) => named(l, i) }));
  const period: Column<PivotLine> = { id: 'period', header: 'Period', text: range, cell: (l) => <span className="nowrap">{range(l)}</span>, sortBy: (l) => l.period?.from ?? '' };
  const values = kpis.map((kpi): Column<PivotLine> => {
    const digits = columnDigits(kpi.unit, lines.map((l) => valueOf(l.cells.get(kpi.id))));
    const text = (l: PivotLine): string => formatFigure(valueOf(l.cells.get(kpi.id)), { unit: kpi.unit, currency, precision: 'cell', digits });
    return {
      id: kpi.id, header: shortLabel(kpi), unit: unitSign(kpi.unit, currency), note: kpi.description, align: 'right', text, sortBy: (l) => toNumber(valueOf(l.cells.get(kpi.id))),
      cell: (l) => {
        const row = l.cells.get(kpi.id);
        return row ? <FigureLink row={row} kpi={kpi} view={view} currency={currency}>{text(l)}</FigureLink> : <span className="faint">–</span>;
      },
    };
  });
  return [...dimensions, ...(every !== undefined || by.length === 0 ? [period] : []), ...values];
}
