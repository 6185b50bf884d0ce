// A cumulative incidence drawn small: share converted by day as steps, from 0 to 100 %. Only a picture; its table stands below.
import type { FigureRow } from '../../../shared/api/figures.js';
import { formatFigure } from '../../format/format-figure.js';
import { shareAt } from '../../analysis/cohorts.js';
import styles from './funnel.module.css';

const [WIDTH, HEIGHT] = [240, 76];

interface Props {
  readonly curve: NonNullable<FigureRow['incidence']>['curve'];
  /** Days from the left edge to the right. */
  readonly reach: number;
  /** Days that anybody has been seen for: the line ends there. */
  readonly seen: number;
  readonly few: boolean;
}

export function StepCurve({ curve, reach, seen, few }: Props) {
  const x = (day: number): string => ((day / reach) * WIDTH).toFixed(1);
  const y = (share: number): string => (HEIGHT - share * (HEIGHT - 2)).toFixed(1);
  const end = Math.max(0, Math.min(reach, seen));
  const line = `M0 ${HEIGHT}${curve.filter((p) => p.day <= end).map((p) => `H${x(p.day)}V${y(p.share)}`).join('')}H${x(end)}`;
  const last = shareAt(curve, end);
  return (
    <span className={few ? `${styles.curve ?? ''} ${styles.few ?? ''}` : styles.curve} aria-hidden="true">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
        {[30, 90].map((day) => <path key={day} d={`M${x(day)} 0V${HEIGHT}`} className={styles.mark} />)}
        <path d={`${line}V${HEIGHT}Z`} className={styles.area} />
        <path d={line} className={styles.line} />
      </svg>
      <small style={{ bottom: `${Math.min(74, last * 100)}%`, right: `${100 - (end / reach) * 100}%` }}>{formatFigure(last, { unit: 'rate', currency: '', digits: 0 })}</small>
      <span className={styles.days}><span style={{ left: `${3000 / reach}%` }}>30 d</span><span style={{ left: `${9000 / reach}%` }}>90 d</span></span>
    </span>
  );
}
