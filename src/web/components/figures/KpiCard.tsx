// One KPI as a card: value, change, course, how sure it is and the goal it has. Where it leads to and how it is framed is for the
// page to say.
import type { ComparedRow, KpiEntry, Step } from '../../../shared/api/figures.js';
import { rangeWords, standing, type Benchmark } from '../../analysis/benchmark-words.js';
import { sureness } from '../../analysis/figure-words.js';
import { formatRange } from '../../format/format-date.js';
import { formatFigure, toNumber } from '../../format/format-figure.js';
import { isPartial } from '../../view/period-presets.js';
import type { Aim } from '../../view/use-goals.js';
import { Bone } from '../states/Skeleton.js';
import { Change } from './Change.js';
import { GoalPace } from './GoalPace.js';
import styles from './KpiCard.module.css';
import { Sparkline, type SparkPoint } from './Sparkline.js';

interface Props {
  readonly kpi: KpiEntry;
  readonly row: ComparedRow;
  readonly currency: string;
  readonly points: readonly SparkPoint[];
  readonly compared: boolean;
  readonly aim: Aim | undefined;
  readonly heading?: 'h2' | 'h3';
  /** In place of the KPI's own name. */
  readonly title?: string | undefined;
}

/** The course of one KPI for its sparkline, from an answer that may hold several. */
export const sparkPoints = (rows: readonly ComparedRow[], id: string, every: Step): SparkPoint[] =>
  rows.filter((r) => r.kpi === id).map((r) => ({ now: toNumber(r.value ?? r.converted?.median), before: toNumber(r.before?.value), partial: r.period !== undefined && isPartial(r.period, every) }));

/** What the card says when it is pointed at: what the KPI is, and the goal in words. */
export const kpiCardNote = (kpi: KpiEntry, aim: Aim | undefined): string =>
  [kpi.description, kpi.benchmark ? `Benchmark: ${kpi.benchmark.source}.` : '', aim ? `Goal “${aim.goal.name}”, ${formatRange(aim.goal)}${aim.pacing ? `: ${aim.pacing.reason}` : ''}` : ''].filter(Boolean).join('\n');

/** `benchmark 2 % – 5 %: below`; its source stands on the figure's own page and in the note. */
const benchmarkWords = (benchmark: Benchmark, { unit }: KpiEntry, row: ComparedRow, currency: string): string =>
  [`benchmark ${rangeWords(benchmark, unit, currency)}`, standing(benchmark, row)].filter(Boolean).join(': ');

export function KpiCard({ kpi, row, currency, points, compared, aim, heading: Heading = 'h3', title = kpi.label }: Props) {
  const value = kpi.kind === 'times' ? row.converted?.median ?? null : row.value;
  return (
    <>
      <Heading className={styles.name}>{title}</Heading>
      <span className={row.status === 'ok' ? styles.value : `${styles.value} ${styles.few}`}>{formatFigure(value, { unit: kpi.unit, currency, precision: 'short' })}</span>
      <span className={styles.delta}>{compared && row.status !== 'none' && <Change row={row} kpi={kpi} currency={currency} />}</span>
      <Sparkline points={points} fromZero={kpi.kind === 'amount'} />
      <span className={styles.foot}>{sureness(row, kpi, currency)}</span>
      {kpi.benchmark && <span className={styles.aim}>{benchmarkWords(kpi.benchmark, kpi, row, currency)}</span>}
      {aim && <span className={styles.aim}><GoalPace {...aim} currency={currency} /></span>}
    </>
  );
}

/** The same shape while the figure is on its way. */
export const KpiCardBones = ({ label, heading: Heading = 'h3' }: { readonly label: string; readonly heading?: 'h2' | 'h3' }) => (
  <>
    <Heading className={styles.name}>{label}</Heading><span className={styles.value}><Bone width="110px" height="24px" /></span><span className={styles.delta}><Bone width="80px" height="11px" /></span>
    <Bone height="40px" /><span className={styles.foot}><Bone width="120px" height="10px" /></span>
  </>
);
