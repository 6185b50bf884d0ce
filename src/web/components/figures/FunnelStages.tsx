// The funnel from visits to customers: entries of each stage, what part of the stage before they are, and how long it took.
import type { ComparedRow, Figure } from '../../../shared/api/figures.js';
import { findKpi } from '../../../shared/find-kpi.js';
import { funnelSteps, type FunnelStep } from '../../analysis/funnel-steps.js';
import { formatFigure, toNumber } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { Bone } from '../states/Skeleton.js';
import { FigureLink } from './FigureLink.js';
import styles from './FunnelStages.module.css';

/** What the rates and times of each basis are. */
export const FUNNEL_NOTES = { activity: 'entries of the period over entries of the period; median days of those who converted', cohort: 'of those who entered in the period, how many went on so far; median days of those who converted' };

/** All that the funnel shows. */
export const funnelKpis = (steps: readonly FunnelStep[]): string[] => steps.flatMap((s) => [s.count, s.rate, s.time]).filter((id) => id !== undefined);

/** @param rows undefined while they are on their way; may hold other KPIs too */
export function FunnelStages({ rows, currency }: { readonly rows: readonly ComparedRow[] | undefined; readonly currency: string }) {
  const { catalogue } = useWorkspace();
  return (
    <div className={styles.box}>
      <ol className={styles.funnel}>
        {funnelSteps(catalogue).map((step) => (
          <li key={step.label} className={styles.stage}>
            <span className="small faint">{step.label}</span>
            <Stage step={step} rows={rows} currency={currency} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function Stage({ step, rows, currency }: { readonly step: FunnelStep; readonly rows: readonly ComparedRow[] | undefined; readonly currency: string }) {
  const { catalogue } = useWorkspace();
  const { view, basis } = useView();
  if (!rows) return <><b><Bone width="64px" height="17px" /></b><span className={styles.track} /><span className={styles.rates}><Bone width="90px" height="11px" /></span></>;
  const row = (id: string | undefined): ComparedRow | undefined => rows.find((r) => r.kpi === id);
  const figure = (id: string | undefined, show: (row: ComparedRow) => string) => {
    const [kpi, found] = [id === undefined ? undefined : findKpi(catalogue, id), row(id)];
    return kpi && found ? <FigureLink row={found} kpi={kpi} view={view} currency={currency}>{show(found)}</FigureLink> : null;
  };
  const count = (value: Figure): string => formatFigure(value, { unit: 'count', currency, precision: 'short' });
  const rate = toNumber(row(step.rate)?.value);
  // A stage that all of the period's persons skipped has no time of its own: what is known is when they reached a later one.
  const isSkipped = basis === 'activity' && toNumber(row(step.count)?.value) === 0;
  const median = isSkipped ? null : row(step.time)?.converted?.median ?? null;
  return (
    <>
      <b>{step.count !== undefined ? figure(step.count, (r) => count(r.value)) : figure(step.rate, (r) => count(r.numerator))}</b>
      <span className={styles.track} aria-hidden="true" style={step.rate === undefined ? { background: 'none' } : undefined}>{rate !== null && <i style={{ width: `${Math.min(100, rate * 100)}%` }} />}</span>
      <span className={styles.rates}>
        <span className={styles.rate}>{figure(step.rate, (r) => formatFigure(r.value, { unit: 'rate', currency }))}</span>
        {step.rate === 'visitor_to_lead_rate' && rate !== null && <span className="faint"> of visitors</span>}
        {median !== null && <span className="faint"> · {figure(step.time, () => formatFigure(median, { unit: 'days', currency }))}</span>}
      </span>
    </>
  );
}
