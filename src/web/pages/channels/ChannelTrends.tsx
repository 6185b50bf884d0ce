// One figure's course in each channel, drawn small to one scale, and the same as a table.
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ComparedRow, FiguresDocument, KpiEntry, Step } from '../../../shared/api/figures.js';
import { shortLabel } from '../../analysis/figure-words.js';
import { findKpi } from '../../analysis/find-kpi.js';
import { groupBy } from '../../analysis/group-by.js';
import { figuresQuery } from '../../api/queries.js';
import { Change } from '../../components/figures/Change.js';
import { cellView, FigureLink, noteOf } from '../../components/figures/FigureLink.js';
import { Sparkline, type SparkPoint } from '../../components/figures/Sparkline.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { Bone } from '../../components/states/Skeleton.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { DataTable, tableText, type Column } from '../../components/tables/DataTable.js';
import { formatStep } from '../../format/format-date.js';
import { columnDigits, formatFigure, toNumber } from '../../format/format-figure.js';
import { isPartial, stepFor } from '../../view/period-presets.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { CHANNEL, DEFAULT_DRAWN } from './channel-asks.js';
import styles from './channels.module.css';

/** Channels drawn at most; all stand in the table. */
const MOST = 12;

interface Course {
  readonly name: string;
  readonly rows: readonly ComparedRow[];
  /** The channel's figure over the whole period. */
  readonly whole: ComparedRow | undefined;
}

export function ChannelTrends({ figures, kpis }: { readonly figures: UseQueryResult<FiguresDocument>; readonly kpis: readonly string[] }) {
  const { catalogue } = useWorkspace();
  const { view, period, where, compare, change } = useView();
  const id = kpis.find((k) => k === view.show) ?? kpis.find((k) => k === DEFAULT_DRAWN) ?? kpis[0] ?? DEFAULT_DRAWN;
  const kpi = findKpi(catalogue, id);
  const every = stepFor(period);
  const course = useQuery({ ...figuresQuery({ kpis: [id], from: period.from, to: period.to, by: [CHANNEL], every, where, compare, intervals: 'exact' }), enabled: kpi !== undefined });
  if (!kpi) return null;
  const size = (c: Course): number => toNumber(c.whole?.value) ?? -1;
  const courses = [...groupBy(course.data?.rows ?? [], (r) => r.dims?.[CHANNEL] ?? '')]
    .map(([name, rows]): Course => ({ name, rows, whole: figures.data?.rows.find((r) => r.kpi === id && r.dims?.[CHANNEL] === name) }))
    .sort((a, b) => size(b) - size(a) || a.name.localeCompare(b.name));
  const columns = courseColumns(kpi, courses, every, course.data?.currency ?? '', view);
  return (
    <Section
      title={`${shortLabel(kpi)} by ${every}`} note="all drawn to one scale; what is not a whole step is dashed" busy={course.isPending || figures.isPending}
      actions={<>
        <label><span className="sr-only">Figure drawn</span><select className={styles.select} value={id} onChange={(e) => change({ show: e.currentTarget.value }, { replace: true })}>{kpis.flatMap((k) => findKpi(catalogue, k) ?? []).map((k) => <option key={k.id} value={k.id}>{shortLabel(k)}</option>)}</select></label>
        {course.data && <CopyTable name={`${id}-by-channel-and-${every}`} lines={() => tableText(columns, courses)} />}
      </>}
    >
      {course.isError ? <ErrorState error={course.error} what="The courses" onRetry={() => void course.refetch()} />
      : !course.data || figures.isPending ? <Bones />
      : courses.length === 0 ? <EmptyState>There is nothing to draw in this period.</EmptyState>
      : (
        <>
          <Multiples kpi={kpi} courses={courses.slice(0, MOST)} every={every} currency={course.data.currency} compared={compare !== 'none'} />
          <details className={styles.details}>
            <summary>Table</summary>
            <DataTable caption={`${kpi.label} by channel and ${every}`} columns={columns} rows={courses} keyOf={(c) => c.name} tight />
          </details>
        </>
      )}
    </Section>
  );
}

interface MultiplesProps {
  readonly kpi: KpiEntry;
  readonly courses: readonly Course[];
  readonly every: Step;
  readonly currency: string;
  readonly compared: boolean;
}

function Multiples({ kpi, courses, every, currency, compared }: MultiplesProps) {
  const { view } = useView();
  const drawn = courses.map((c) => ({ ...c, points: c.rows.map((r): SparkPoint => ({ now: toNumber(r.value), before: toNumber(r.before?.value), partial: r.period !== undefined && isPartial(r.period, every) })) }));
  const top = Math.max(0, ...drawn.flatMap((d) => d.points.flatMap((p) => [p.now ?? 0, p.before ?? 0])));
  return (
    <ul className={styles.multiples}>
      {drawn.map(({ name, points, whole }) => (
        <li key={name}>
          <Link to="/kpis/$id" params={{ id: kpi.id }} search={cellView(view, { dims: { [CHANNEL]: name } })} className={styles.multiple} data-note={whole && noteOf(whole, kpi, currency)}>
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

const Bones = () => <div className={styles.multiples} role="status" aria-label="Loading">{Array.from({ length: 8 }, (_, i) => <div key={i} className={styles.multiple}><Bone width="60%" height="11px" /><Bone width="40%" height="15px" /><Bone height="40px" /></div>)}</div>;

function courseColumns(kpi: KpiEntry, courses: readonly Course[], every: Step, currency: string, view: Parameters<typeof FigureLink>[0]['view']): Column<Course>[] {
  const digits = columnDigits(kpi.unit, courses.flatMap((c) => c.rows.map((r) => r.value)));
  const show = (r: ComparedRow | undefined): string => formatFigure(r?.value, { unit: kpi.unit, currency, precision: 'cell', digits });
  const steps = courses[0]?.rows.flatMap((r) => r.period ?? []) ?? [];
  return [
    { id: CHANNEL, header: 'Channel', text: (c) => c.name, cell: (c) => c.name },
    ...steps.map((part): Column<Course> => {
      const at = (c: Course): ComparedRow | undefined => c.rows.find((r) => r.period?.from === part.from);
      return {
        id: part.from, header: formatStep(part, every), align: 'right', text: (c) => show(at(c)),
        cell: (c) => {
          const row = at(c);
          return row ? <FigureLink row={row} kpi={kpi} view={view} currency={currency}>{show(row)}</FigureLink> : '–';
        },
      };
    }),
  ];
}
