// The course of the figure over the period, drawn and as a table.
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { ComparedRow, FiguresDocument, KpiEntry, Step } from '../../../shared/api/figures.js';
import { growsByDay } from '../../../shared/grows-by-day.js';
import { goalLine, goalsOf } from '../../analysis/goal-cover.js';
import { figuresQuery, goalsQuery } from '../../api/queries.js';
import { useInk } from '../../components/charts/chart-ink.js';
import { Chart } from '../../components/charts/Chart.js';
import { trendOption, trendPoints } from '../../components/charts/trend-option.js';
import { Change } from '../../components/figures/Change.js';
import { cellView, FigureLink } from '../../components/figures/FigureLink.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { Bone } from '../../components/states/Skeleton.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { DataTable, tableText, type Column } from '../../components/tables/DataTable.js';
import { formatRange } from '../../format/format-date.js';
import { columnDigits, formatCount, formatFigure, unitSign } from '../../format/format-figure.js';
import { stepFor, stepsFor } from '../../view/period-presets.js';
import { useView } from '../../view/use-view.js';
import styles from './kpi.module.css';

const HEIGHT = 300;

export function Trend({ kpi }: { readonly kpi: KpiEntry }) {
  const { view, period, where, compare, basis, credit, change } = useView();
  const steps = stepsFor(period);
  const every: Step = view.every !== undefined && steps.includes(view.every) ? view.every : stepFor(period);
  const course = useQuery(figuresQuery({ kpis: [kpi.id], from: period.from, to: period.to, every, where, compare, basis, ...credit }));
  const goals = useQuery(goalsQuery);
  const aimed = useMemo(() => (basis === 'activity' ? goalsOf(goals.data?.goals ?? [], kpi.id, where) : []), [goals.data, kpi.id, where, basis]);
  const line = useMemo(() => goalLine((course.data?.rows ?? []).flatMap((r) => r.period ?? []), aimed, growsByDay(kpi)), [course.data, aimed, kpi]);
  const columns = useTrendColumns(kpi, course.data, line);
  return (
    <Section
      title={`By ${every}`}
      note={<Legend compared={compare !== 'none'} kpi={kpi} aimed={line.some((g) => g !== null)} />}
      busy={course.isPending}
      actions={<>
        {steps.length > 1 && <label className="small"><span className="sr-only">Step</span><select className={styles.select} value={every} onChange={(e) => change({ every: steps.find((s) => s === e.currentTarget.value) }, { replace: true })}>{steps.map((s) => <option key={s} value={s}>by {s}</option>)}</select></label>}
        {course.data && <CopyTable name={`${kpi.id}-by-${every}`} lines={() => tableText(columns, course.data.rows)} />}
      </>}
    >
      {course.isError ? <ErrorState error={course.error} what="The trend" onRetry={() => void course.refetch()} />
      : !course.data ? <div style={{ height: HEIGHT + 30 }} role="status" aria-label="Loading"><Bone height={`${HEIGHT}px`} /></div>
      : course.data.rows.every((r) => r.value === null && !r.converted?.count) ? <EmptyState>{course.data.rows[0]?.status === 'unsplittable' ? course.data.rows[0].remark : 'There is nothing to draw in this period.'}</EmptyState>
      : (
        <>
          <TrendChart kpi={kpi} figures={course.data} every={every} goal={line} />
          <details className={styles.details}>
            <summary>Table</summary>
            <DataTable caption={`${kpi.label} by ${every}`} columns={columns} rows={course.data.rows} keyOf={(r) => r.period?.from ?? ''} />
          </details>
        </>
      )}
    </Section>
  );
}

interface TrendChartProps {
  readonly kpi: KpiEntry;
  /** Rows of this KPI alone. */
  readonly figures: Pick<FiguresDocument, 'rows' | 'from' | 'to' | 'currency'>;
  readonly every: Step;
  /** What each step needs for its goal; null where it has none. */
  readonly goal: readonly (number | null)[];
  /** CSS pixels. */
  readonly height?: number;
  /** Where every value stands, for those who do not see the drawing. */
  readonly table?: string;
}

export function TrendChart({ kpi, figures, every, goal, height = HEIGHT, table = 'The table below has every value.' }: TrendChartProps) {
  const ink = useInk();
  const navigate = useNavigate();
  const { view } = useView();
  const points = useMemo(() => trendPoints(figures.rows, every), [figures, every]);
  const option = useMemo(() => trendOption(points, { unit: kpi.unit, currency: figures.currency, every, ink, fromZero: kpi.kind === 'amount', label: kpi.label, goal }), [points, kpi, figures.currency, every, ink, goal]);
  const open = useCallback((index: number) => {
    const row = points[index]?.row;
    if (row && points.length > 1) void navigate({ to: '/kpis/$id', params: { id: kpi.id }, search: cellView(view, row) });
  }, [points, navigate, kpi.id, view]);
  const known = points.filter((p) => p.value !== null);
  const label = `${kpi.label} by ${every}, ${formatRange(figures)}: from ${formatFigure(known[0]?.value ?? null, { unit: kpi.unit, currency: figures.currency })} to ${formatFigure(known.at(-1)?.value ?? null, { unit: kpi.unit, currency: figures.currency })}. ${table}`;
  return <Chart label={label} option={option} height={height} onPoint={open} />;
}

function Legend({ compared, kpi, aimed }: { readonly compared: boolean; readonly kpi: KpiEntry; readonly aimed: boolean }) {
  return (
    <span className={styles.legend}>
      {kpi.unit !== 'number' && kpi.kind !== 'times' && <span><i className={`${styles.key} ${styles.band}`} />95 % interval</span>}
      {compared && kpi.kind !== 'times' && <span><i className={`${styles.key} ${styles.before}`} />compared</span>}
      <span><i className={`${styles.key} ${styles.part}`} />not a whole step</span>
      {aimed && <span><i className={`${styles.key} ${styles.goal}`} />goal{growsByDay(kpi) ? ', even by days' : ''}</span>}
    </span>
  );
}

/** Period, value, goal, interval and comparison of each step. */
export function useTrendColumns(kpi: KpiEntry, figures: Pick<FiguresDocument, 'rows' | 'currency'> | undefined, line: readonly (number | null)[]): Column<ComparedRow>[] {
  const { view } = useView();
  const currency = figures?.currency ?? '';
  const unit = unitSign(kpi.unit, currency);
  const valueOf = (r: ComparedRow) => (kpi.kind === 'times' ? r.converted?.median ?? null : r.value);
  const digits = columnDigits(kpi.unit, (figures?.rows ?? []).map(valueOf));
  const show = (v: ComparedRow['value'] | undefined): string => formatFigure(v, { unit: kpi.unit, currency, precision: 'cell', digits });
  const steps = (figures?.rows ?? []).flatMap((r) => r.period?.from ?? []);
  const goal = (r: ComparedRow): string => show(line[steps.indexOf(r.period?.from ?? '')]);
  return [
    { id: 'period', header: 'Period', text: (r) => (r.period ? formatRange(r.period) : ''), cell: (r) => (r.period ? formatRange(r.period) : '') },
    { id: 'value', header: kpi.kind === 'times' ? 'Median of those who converted' : kpi.label, unit, align: 'right', text: (r) => show(valueOf(r)), cell: (r) => <FigureLink row={r} kpi={kpi} view={view} currency={currency}>{show(valueOf(r))}</FigureLink> },
    ...(line.some((g) => g !== null) ? [{ id: 'goal', header: 'Goal', unit, align: 'right' as const, text: goal, cell: goal }] : []),
    { id: 'low', header: 'Low', unit, align: 'right', text: (r) => show(r.low), cell: (r) => <span className="faint">{show(r.low)}</span> },
    { id: 'high', header: 'High', unit, align: 'right', text: (r) => show(r.high), cell: (r) => <span className="faint">{show(r.high)}</span> },
    { id: 'sample', header: 'Cases', align: 'right', text: (r) => formatCount(r.sample), cell: (r) => formatCount(r.sample) },
    ...(figures?.rows.some((r) => r.before !== undefined && r.before.value !== null) ? [
      { id: 'before', header: 'Compared', unit, align: 'right' as const, text: (r: ComparedRow) => show(r.before?.value), cell: (r: ComparedRow) => show(r.before?.value) },
      { id: 'change', header: 'Change', unit: kpi.unit === 'rate' ? 'points' : unit, align: 'right' as const, text: (r: ComparedRow) => show(r.change), cell: (r: ComparedRow) => <Change row={r} kpi={kpi} currency={currency} show="cell" digits={digits} /> },
    ] : []),
  ];
}
