// Figures by a dimension as a card: a table with its total, or bars of the first figure.
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { FiguresDocument, KpiEntry } from '../../../shared/api/figures.js';
import { titleOf } from '../../analysis/card-words.js';
import { splitKey } from '../../analysis/dashboard-questions.js';
import { findKpi } from '../../../shared/find-kpi.js';
import { pivotFigures, valueOf, type PivotLine } from '../../analysis/pivot-figures.js';
import { Chart } from '../../components/charts/Chart.js';
import { useInk } from '../../components/charts/chart-ink.js';
import { barsOption } from '../../components/charts/explorer-option.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { DataTable, sortRows, tableText, type Sort } from '../../components/tables/DataTable.js';
import { furtherCount } from '../../components/tables/further-of.js';
import { ScrollRegion } from '../../components/tables/ScrollRegion.js';
import { formatCount, formatFigure, toNumber } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { carried, prune } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { rankOf, TOTAL, useFigureColumns } from '../explorer/ExplorerTable.js';
import { roomIn, type CardProps } from './card-props.js';
import { CardFrame, Gone, Waiting } from './CardFrame.js';
import styles from './dashboards.module.css';
import { TableSwitch } from './TableSwitch.js';

/** Height of one bar with its gap, CSS pixels. */
const BAR = 24;

export function BreakdownCard({ card, answers }: CardProps<'breakdown'>) {
  const { catalogue } = useWorkspace();
  const { view } = useView();
  const kpis = useMemo(() => card.kpis.map((id) => findKpi(catalogue, id)).filter((k): k is KpiEntry => k !== undefined), [card.kpis, catalogue]);
  const answer = answers.of(splitKey(card.by, kpis[0]?.id ?? ''));
  const gone = card.kpis.filter((id) => !kpis.some((k) => k.id === id));
  const figures = useMemo((): FiguresDocument | undefined => {
    const shown = new Set(kpis.map((k) => k.id));
    return answer?.data && { ...answer.data, rows: answer.data.rows.filter((r) => shown.has(r.kpi)), totals: answer.data.totals?.filter((r) => shown.has(r.kpi)) };
  }, [answer?.data, kpis]);
  const title = titleOf(catalogue, card);
  if (kpis.length === 0) return <CardFrame title={title}><Gone what={gone.join(', ')} /></CardFrame>;
  const door = <Link to="/explorer" search={prune({ ...carried(view), kpis: kpis.map((k) => k.id), by: [card.by] })} className="door">{title}</Link>;
  // An answer from before a figure was added has none of it.
  if (!figures || kpis.some((k) => !figures.totals?.some((r) => r.kpi === k.id))) return <CardFrame title={door}><Waiting failed={answer?.isError === true} height={roomIn(card.height)} /></CardFrame>;
  return <Parts card={card} title={door} name={title} kpis={kpis} gone={gone} figures={figures} />;
}

interface PartsProps {
  readonly card: CardProps<'breakdown'>['card'];
  readonly title: React.ReactNode;
  readonly name: string;
  readonly kpis: readonly KpiEntry[];
  readonly gone: readonly string[];
  readonly figures: FiguresDocument;
}

function Parts({ card, title, name, kpis, gone, figures }: PartsProps) {
  const { by, most, shown } = card;
  const [first] = kpis;
  const [asTable, setAsTable] = useState(false);
  const [sort, setSort] = useState<Sort>({ column: first?.id ?? '', descending: true });
  const lines = useMemo(() => pivotFigures(figures.rows, [by]), [figures, by]);
  const size = (l: PivotLine): number => toNumber(valueOf(l.cells.get(first?.id ?? ''))) ?? -Infinity;
  const largest = [...lines].sort((a, b) => rankOf(a) - rankOf(b) || size(b) - size(a)).slice(0, most);
  const columns = useFigureColumns({ figures, kpis, by: [by], every: undefined, lines: largest });
  const total: PivotLine = { key: TOTAL, dims: [], period: undefined, cells: new Map((figures.totals ?? []).map((r) => [r.kpi, { ...r, dims: {} }])) };
  const bars = shown === 'bars' && !asTable;
  const drawn = largest.filter((l) => size(l) > -Infinity).slice(0, Math.max(1, Math.floor((roomIn(card.height) - 8) / BAR)));
  const left = furtherCount(figures) + lines.length - (bars ? drawn.length : largest.length);
  return (
    <CardFrame
      title={title} note={left > 0 ? `the largest ${formatCount(bars ? drawn.length : largest.length)}; ${formatCount(left)} more${bars ? '' : ' in the total'}` : undefined}
      actions={lines.length > 0 && <>{!bars && <CopyTable name={`${kpis.map((k) => k.id).join('-').slice(0, 60)}-by-${by}`} lines={() => tableText(columns, sortRows(largest, columns, sort, rankOf), total)} />}{shown === 'bars' && <TableSwitch on={asTable} onSwitch={setAsTable} of={name} />}</>}
    >
      {gone.length > 0 && <Gone what={gone.join(', ')} />}
      {lines.length === 0 ? <p className="small faint">Nothing was recorded that fits. Try a longer period or fewer filters.</p>
      : bars && first ? <Bars kpi={first} lines={drawn} currency={figures.currency} />
      : <ScrollRegion className={styles.body} label={name}><DataTable caption={name} columns={columns} rows={largest} keyOf={(l) => l.key} total={total} sort={sort} onSort={setSort} rank={rankOf} /></ScrollRegion>}
    </CardFrame>
  );
}

function Bars({ kpi, lines, currency }: { readonly kpi: KpiEntry; readonly lines: readonly PivotLine[]; readonly currency: string }) {
  const ink = useInk();
  const option = useMemo(() => barsOption(lines, { kpi: kpi.id, unit: kpi.unit, currency, ink }), [lines, kpi, currency, ink]);
  if (lines.length === 0) return <p className="small faint">This figure has no value here, or can not be split this way.</p>;
  const few = lines.some((l) => l.cells.get(kpi.id)?.status === 'few');
  const said = lines.slice(0, 3).map((l) => `${l.dims.join(', ')} ${formatFigure(valueOf(l.cells.get(kpi.id)), { unit: kpi.unit, currency })}`).join(', ');
  return (
    <>
      <Chart label={`${kpi.label}: ${said}. The button “table” shows every value.`} option={option} height={lines.length * BAR + 8} />
      {few && <p className="tiny faint">grey: too few to judge</p>}
    </>
  );
}
