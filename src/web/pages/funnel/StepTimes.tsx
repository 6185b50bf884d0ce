// How fast each step goes: the share converted by day, drawn to one scale, and what became of all who entered.
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ComparedRow, FiguresDocument } from '../../../shared/api/figures.js';
import { daysBetween, dayOf } from '../../../shared/period.js';
import { COHORT_DAYS, knownShareAt } from '../../analysis/cohorts.js';
import { findKpi } from '../../../shared/find-kpi.js';
import type { FunnelStep } from '../../analysis/funnel-steps.js';
import { noteOf } from '../../components/figures/FigureLink.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { Bone } from '../../components/states/Skeleton.js';
import { CopyTable } from '../../components/tables/CopyTable.js';
import { DataTable, tableText, type Column } from '../../components/tables/DataTable.js';
import { formatCount, formatFigure } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { carried } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import styles from './funnel.module.css';
import { StepCurve } from './StepCurve.js';

/** How far the curves are drawn, in days. */
const REACH = 180;

interface Step {
  readonly id: string;
  readonly label: string;
  readonly row: ComparedRow;
}

const rate = (v: number): string => formatFigure(v, { unit: 'rate', currency: '', digits: 0 });

interface Props {
  readonly figures: UseQueryResult<FiguresDocument>;
  readonly steps: readonly FunnelStep[];
}

export function StepTimes({ figures: { data, isError, error, isPending, refetch }, steps }: Props) {
  const all = steps.flatMap((s, i): Step[] => {
    const row = data?.rows.find((r) => r.kpi === s.time);
    return row && s.time !== undefined ? [{ id: s.time, label: `${steps[i - 1]?.label ?? ''} → ${s.label}`, row }] : [];
  });
  const some = all.filter((s) => s.row.sample > 0);
  const columns = data ? tableColumns(data) : [];
  return (
    <Section title="How fast each step goes" note={`share converted within ${REACH} days of entering; being lost competes with converting`} busy={isPending} actions={some.length > 0 && <CopyTable name="funnel-times" lines={() => tableText(columns, some)} />}>
      {isError ? <ErrorState error={error} what="The times" onRetry={() => void refetch()} />
      : !data ? <div className={styles.times} role="status" aria-label="Loading">{steps.slice(2).map((s) => <div key={s.label} className={styles.step}><Bone width="60%" height="11px" /><Bone height="76px" /><Bone height="30px" /></div>)}</div>
      : some.length === 0 ? <EmptyState>Nobody entered a stage in this period. A longer period or fewer filters may show how fast steps go.</EmptyState>
      : (
        <>
          <ul className={styles.times}>{some.map((s) => <li key={s.id}><StepTime step={s} seen={seenDays(data)} /></li>)}</ul>
          <details className={styles.details}><summary>Table</summary><DataTable caption="Share converted by day, each step" columns={columns} rows={some} keyOf={(s) => s.id} /></details>
        </>
      )}
    </Section>
  );
}

function StepTime({ step: { id, label, row }, seen }: { readonly step: Step; readonly seen: number }) {
  const { catalogue } = useWorkspace();
  const { view } = useView();
  const kpi = findKpi(catalogue, id);
  const [converted, open] = [(row.converted?.count ?? 0) / row.sample, row.openShare ?? 0];
  const gone = Math.max(0, 1 - converted - open);
  return (
    <Link to="/kpis/$id" params={{ id }} search={carried(view)} className={styles.step} data-note={kpi && noteOf(row, kpi, '')}>
      <span className={styles.label}>{label}</span>
      <StepCurve curve={row.incidence?.curve ?? []} reach={REACH} seen={seen} few={row.status !== 'ok'} />
      <span className={styles.fates} aria-hidden="true"><i className={styles.converted} style={{ flexGrow: converted }} /><i className={styles.gone} style={{ flexGrow: gone }} /><i className={styles.open} style={{ flexGrow: open }} /></span>
      <span className="tiny muted">{rate(converted)} converted · {rate(gone)} gone · {rate(open)} still open</span>
      <span className="tiny faint">{row.status === 'few' ? `${formatCount(row.sample)} entered, too few to judge` : `of ${formatCount(row.sample)} who entered`}</span>
    </Link>
  );
}

/** Nobody of the period has been seen for longer than since its first day. */
const seenDays = (data: FiguresDocument): number => daysBetween(data.from, dayOf(data.asOf, data.timeZone));

function tableColumns(data: FiguresDocument): Column<Step>[] {
  const at = (s: Step, day: number): string => {
    const share = s.row.incidence ? knownShareAt(s.row.incidence, day, seenDays(data)) : null;
    return share === null ? '—' : formatFigure(share, { unit: 'rate', currency: '', precision: 'cell', digits: 1 });
  };
  const column = (id: string, header: string, text: (s: Step) => string, unit = ''): Column<Step> => ({ id, header, unit, align: 'right', text, cell: text });
  return [
    { id: 'step', header: 'Step', text: (s) => s.label, cell: (s) => s.label },
    column('entered', 'Entered', (s) => formatCount(s.row.sample)),
    ...COHORT_DAYS.map((day) => column(`d${String(day)}`, `${String(day)} days`, (s) => at(s, day), '%')),
    column('open', 'Still open', (s) => formatFigure(s.row.openShare, { unit: 'rate', currency: '', precision: 'cell', digits: 1 }), '%'),
  ];
}
