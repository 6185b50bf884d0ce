// One figure's course in each value of a dimension: drawn small to one scale, and the same as a table. Which figure and which
// step is the reader's choice; the figures of the whole period are the page's and given.
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { FiguresDocument, KpiEntry, Step } from '../../../shared/api/figures.js';
import { coursesOf, type Course } from '../../analysis/courses.js';
import { shortLabel } from '../../analysis/figure-words.js';
import { dimensionLabel } from '../../analysis/catalogue-names.js';
import { findKpi } from '../../../shared/find-kpi.js';
import { figuresQuery } from '../../api/queries.js';
import { formatFigure, toNumber } from '../../format/format-figure.js';
import { isPartial, stepFor, stepsFor } from '../../view/period-presets.js';
import { OF_FEW_VALUES } from '../../../shared/of-few-values.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { Change } from '../figures/Change.js';
import { cellView, noteOf } from '../figures/FigureLink.js';
import { Sparkline, type SparkPoint } from '../figures/Sparkline.js';
import { Section } from '../Section.js';
import { EmptyState } from '../states/EmptyState.js';
import { ErrorState } from '../states/ErrorState.js';
import { Bone, TableBones } from '../states/Skeleton.js';
import { CopyTable } from '../tables/CopyTable.js';
import { DataTable, tableText } from '../tables/DataTable.js';
import { furtherCount } from '../tables/further-of.js';
import { courseColumns } from './course-columns.js';
import styles from './Courses.module.css';

/** Values drawn at most; the table has more. */
const MOST = 12;
/** Values of the table where there are too many for all: each is a row of a figure for every step. */
const FIRST = 50;

interface Props {
  readonly dimension: string;
  /** Figures to choose from, all of them in `figures`. */
  readonly kpis: readonly string[];
  /** What is drawn unless the address says otherwise. */
  readonly drawn: string;
  /** The figures by the dimension over the whole period. */
  readonly figures: UseQueryResult<FiguresDocument>;
  /** Values that stand there with 0 also where nothing happened. */
  readonly known?: readonly string[];
  /** The table stands open, its cells darker where they are larger. */
  readonly open?: boolean;
}

export function Courses({ dimension, kpis, drawn, figures, known = [], open = false }: Props) {
  const { catalogue } = useWorkspace();
  const { view, period, where, compare, credit, change } = useView();
  const id = kpis.find((k) => k === view.show) ?? kpis.find((k) => k === drawn) ?? drawn;
  const kpi = findKpi(catalogue, id);
  const steps = stepsFor(period);
  const every: Step = view.every !== undefined && steps.includes(view.every) ? view.every : stepFor(period);
  // Where the page's figures are of the first values only, those drawn are the first by what is drawn.
  const isCut = furtherCount(figures.data) > 0;
  const ask = { kpis: [id], from: period.from, to: period.to, by: [dimension], where, compare, ...credit, ...(isCut && { top: FIRST, order: `-${id}` }) };
  // Of few values it is asked for along with the page's figures: both are then read at once.
  const course = useQuery({ ...figuresQuery({ ...ask, every }), enabled: kpi !== undefined && (figures.isSuccess || OF_FEW_VALUES.has(dimension)) });
  const own = useQuery({ ...figuresQuery({ ...ask, intervals: 'exact' }), enabled: kpi !== undefined && isCut });
  const whole = isCut ? own : figures;
  if (!kpi) return null;
  const currency = course.data?.currency ?? '';
  const courses = coursesOf({ kpi, dimension, rows: course.data?.rows ?? [], whole: whole.data?.rows ?? [], periods: (course.data?.totals ?? []).flatMap((r) => r.period ?? []), known: isCut ? [] : known });
  const further = { count: furtherCount(course.data) };
  const total: Course = { name: 'Total', rows: (course.data?.totals ?? []).map((r) => ({ ...r, dims: {} })), whole: figures.data?.totals?.filter((r) => r.kpi === id).map((r) => ({ ...r, dims: {} }))[0] };
  const name = dimensionLabel(catalogue, dimension);
  const columns = courseColumns({ kpi, name, courses, periods: total.rows.flatMap((r) => r.period ?? []), every, currency, view, heat: open });
  const table = <DataTable caption={`${kpi.label} by ${name.toLowerCase()} and ${every}`} columns={columns} rows={courses} keyOf={(c) => c.name} total={total} further={further} tight />;
  return (
    <Section
      title={`${shortLabel(kpi)} by ${every}`} note="all drawn to one scale; what is not a whole step is dashed" busy={course.isPending || whole.isPending}
      actions={<>
        <label><span className="sr-only">Figure drawn</span><select className={styles.select} value={id} onChange={(e) => change({ show: e.currentTarget.value }, { replace: true })}>{kpis.flatMap((k) => findKpi(catalogue, k) ?? []).map((k) => <option key={k.id} value={k.id}>{shortLabel(k)}</option>)}</select></label>
        {steps.length > 1 && <label><span className="sr-only">Step</span><select className={styles.select} value={every} onChange={(e) => change({ every: steps.find((s) => s === e.currentTarget.value) }, { replace: true })}>{steps.map((s) => <option key={s} value={s}>by {s}</option>)}</select></label>}
        {course.data && <CopyTable name={`${id}-by-${dimension}-and-${every}`} lines={() => tableText(columns, courses, total, further)} />}
      </>}
    >
      {course.isError ? <ErrorState error={course.error} what="The courses" onRetry={() => void course.refetch()} />
      : figures.isError ? <ErrorState error={figures.error} what="The figures of the whole period" onRetry={() => void figures.refetch()} />
      : own.isError ? <ErrorState error={own.error} what="The figures of the whole period" onRetry={() => void own.refetch()} />
      : !course.data || whole.isPending ? <><Bones />{open && <TableBones rows={8} />}</>
      : courses.length === 0 ? <EmptyState>There is nothing to draw in this period. A longer period or fewer filters may.</EmptyState>
      : (
        <>
          <Multiples kpi={kpi} dimension={dimension} courses={courses.slice(0, MOST)} every={every} currency={currency} compared={compare !== 'none'} />
          {open ? <div className={styles.spaced}>{table}</div> : <details className={styles.details}><summary>Table</summary>{table}</details>}
        </>
      )}
    </Section>
  );
}

interface MultiplesProps {
  readonly kpi: KpiEntry;
  readonly dimension: string;
  readonly courses: readonly Course[];
  readonly every: Step;
  readonly currency: string;
  readonly compared: boolean;
}

function Multiples({ kpi, dimension, courses, every, currency, compared }: MultiplesProps) {
  const { view } = useView();
  const drawn = courses.map((c) => ({ ...c, points: c.rows.map((r): SparkPoint => ({ now: toNumber(r.value), before: toNumber(r.before?.value), partial: r.period !== undefined && isPartial(r.period, every) })) }));
  const top = Math.max(0, ...drawn.flatMap((d) => d.points.flatMap((p) => [p.now ?? 0, p.before ?? 0])));
  return (
    <ul className={styles.multiples}>
      {drawn.map(({ name, points, whole }) => (
        <li key={name}>
          <Link to="/kpis/$id" params={{ id: kpi.id }} search={cellView(view, { dims: { [dimension]: name } })} className={styles.multiple} data-note={whole && noteOf(whole, kpi, currency)}>
            <span className={styles.name}>{name}</span>
            <span className={whole?.status === 'ok' ? styles.value : `${styles.value ?? ''} faint`}>
              {formatFigure(whole?.value, { unit: kpi.unit, currency, precision: 'short' })} <small>{compared && whole?.before && <Change row={whole} kpi={kpi} currency={currency} />}</small>
            </span>
            <Sparkline points={points} fromZero top={top} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

const Bones = () => <div className={styles.multiples} role="status" aria-label="Loading">{Array.from({ length: 8 }, (_, i) => <div key={i} className={styles.multiple}><Bone width="60%" height="11px" /><Bone width="40%" height="15px" /><Bone height="56px" /></div>)}</div>;
