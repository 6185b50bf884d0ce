// What became of each month's entries: the share that went on within so many days, darker where it is larger; a cell is told
// only once the whole month is old enough.
import { useQuery } from '@tanstack/react-query';
import type { ComparedRow, FiguresDocument } from '../../../shared/api/figures.js';
import { daysBetween } from '../../../shared/period.js';
import { COHORT_DAYS, cohortRange, isMature, shareAt, stagePath } from '../../analysis/cohorts.js';
import { stagePlural } from '../../analysis/figure-words.js';
import { findKpi } from '../../../shared/find-kpi.js';
import { stageName } from '../../../shared/stages.js';
import { figuresQuery } from '../../api/queries.js';
import { FigureLink } from '../../components/figures/FigureLink.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { DataTable, tableText, type Column } from '../../components/tables/DataTable.js';
import { formatRange, formatStep } from '../../format/format-date.js';
import { formatCount, formatFigure } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';
import styles from './funnel.module.css';

/** What stands for "not old enough to tell". */
const IMMATURE = '—';
/** Beyond three years of months, quarters. */
const MOST_DAYS = 1100;

export function CohortTable() {
  const { catalogue, extent } = useWorkspace();
  const { view, period, where, change } = useView();
  const path = stagePath(catalogue.stages, view.path);
  const range = cohortRange(period, extent);
  const every = daysBetween(range.from, range.to) > MOST_DAYS ? 'quarter' : 'month';
  const id = path ? `time_to_convert:${path.from}:${path.to}` : '';
  const cohorts = useQuery({ ...figuresQuery({ kpis: [id], ...range, every, where, basis: 'cohort' }), enabled: path !== undefined });
  const columns = useCohortColumns(id, every, cohorts.data);
  if (!path) return null;
  const set = (from: string, to: string): void => change({ path: `${from}:${to}` }, { replace: true });
  const earlier = catalogue.stages.slice(0, -1);
  const later = (from: string): readonly string[] => catalogue.stages.slice(catalogue.stages.indexOf(from) + 1);
  const rows = cohorts.data?.rows ?? [];
  return (
    <Section
      title={`Cohorts, ${stageName(path.from)} → ${stageName(path.to)}`} busy={cohorts.isFetching}
      note={<>share of the {stagePlural(path.from)} of each {every} that became {stagePlural(path.to)} within so many days; {IMMATURE} where not all have been seen that long. {formatRange(range)}</>}
      actions={<>
        <label><span className="sr-only">From stage</span><select className={styles.select} value={path.from} onChange={(e) => { const from = e.currentTarget.value; set(from, later(from).includes(path.to) ? path.to : later(from)[0] ?? path.to); }}>{earlier.map((s) => <option key={s} value={s}>{stageName(s)}</option>)}</select></label>
        <span aria-hidden="true">→</span>
        <label><span className="sr-only">To stage</span><select className={styles.select} value={path.to} onChange={(e) => set(path.from, e.currentTarget.value)}>{later(path.from).map((s) => <option key={s} value={s}>{stageName(s)}</option>)}</select></label>
        {cohorts.data && <CopyTable name={`cohorts-${path.from}-${path.to}`} lines={() => tableText(columns, rows)} />}
      </>}
    >
      {cohorts.isError ? <ErrorState error={cohorts.error} what="The cohorts" holds="The figures above hold." onRetry={() => void cohorts.refetch()} />
      : !cohorts.data ? <TableBones rows={12} rowHeight={31} />
      : rows.every((r) => r.sample === 0) ? <EmptyState>Nobody entered {stageName(path.from)} in these months. A later period, or fewer filters, may.</EmptyState>
      : <DataTable caption={`Cohorts by ${every}: share converted from ${stageName(path.from)} to ${stageName(path.to)} by days since entry`} columns={columns} rows={rows} keyOf={(r) => r.period?.from ?? ''} tight />}
    </Section>
  );
}

function useCohortColumns(id: string, every: 'month' | 'quarter', data: FiguresDocument | undefined): Column<ComparedRow>[] {
  const { catalogue } = useWorkspace();
  const { view } = useView();
  const kpi = findKpi(catalogue, id);
  const share = (r: ComparedRow, days: number): number | null =>
    data && r.period && r.incidence && isMature(r.period, days, data.asOf, data.timeZone) ? shareAt(r.incidence.curve, days) : null;
  const largest = Math.max(0, ...(data?.rows ?? []).flatMap((r) => (r.status === 'ok' ? COHORT_DAYS.map((d) => share(r, d) ?? 0) : [])));
  const rate = (v: number | null | undefined): string => formatFigure(v, { unit: 'rate', currency: '', precision: 'cell', digits: 1 });
  const door = (r: ComparedRow, text: string) => (kpi ? <FigureLink row={r} kpi={kpi} view={view} currency="">{text}</FigureLink> : text);
  const text = (r: ComparedRow, days: number): string => (r.sample === 0 ? '' : share(r, days) === null ? IMMATURE : rate(share(r, days)));
  return [
    { id: 'cohort', header: every === 'month' ? 'Month' : 'Quarter', text: (r) => (r.period ? formatStep(r.period, every) : ''), cell: (r) => (r.period ? formatStep(r.period, every) : '') },
    { id: 'entered', header: 'Entered', align: 'right', text: (r) => formatCount(r.sample), cell: (r) => door(r, formatCount(r.sample)) },
    ...COHORT_DAYS.map((days): Column<ComparedRow> => ({
      id: `d${String(days)}`, header: `${String(days)} days`, unit: '%', align: 'right', text: (r) => text(r, days),
      cell: (r) => {
        const value = share(r, days);
        if (value === null) return <span className="faint">{text(r, days)}{r.sample > 0 && <span className="sr-only"> not old enough to tell</span>}</span>;
        // Few cases are shown, but not ranked by colour.
        return <span className={styles.heat} style={r.status === 'ok' && largest > 0 ? { background: `color-mix(in srgb, var(--accent) ${String(Math.round((value / largest) * 34))}%, transparent)` } : undefined}>{door(r, text(r, days))}</span>;
      },
    })),
    { id: 'sofar', header: 'So far', unit: '%', align: 'right', text: (r) => rate(r.sample > 0 ? (r.converted?.count ?? 0) / r.sample : null), cell: (r) => door(r, rate(r.sample > 0 ? (r.converted?.count ?? 0) / r.sample : null)) },
    { id: 'open', header: 'Still open', unit: '%', align: 'right', text: (r) => rate(r.openShare), cell: (r) => <span className="faint">{rate(r.openShare)}</span> },
  ];
}
