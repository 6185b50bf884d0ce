// How far a goal is, drawn: so far as a bar, expected by then and the target as ticks, the forecast as a pale band. Only a
// picture: what it shows stands beside it in figures.
import type { PacingDocument } from '../../../shared/api/pacing.js';
import { toNumber } from '../../format/format-figure.js';
import styles from './PaceBar.module.css';

export function PaceBar({ pacing }: { readonly pacing: Pick<PacingDocument, 'value' | 'expected' | 'target' | 'forecast' | 'status'> }) {
  const [value, expected, target] = [toNumber(pacing.value), toNumber(pacing.expected), Number(pacing.target)];
  const { forecast } = pacing;
  const most = Math.max(target, value ?? 0, expected ?? 0, forecast?.p90 ?? 0);
  if (most <= 0) return <span className={styles.bar} aria-hidden="true" />;
  const at = (v: number): string => `${Math.max(0, Math.min(100, (v / most) * 99))}%`;
  return (
    <span className={styles.bar} aria-hidden="true">
      {forecast !== null && <i className={styles.band} style={{ left: at(forecast.p10), width: `max(2px, calc(${at(forecast.p90)} - ${at(forecast.p10)}))` }} />}
      {value !== null && <i className={styles.value} style={{ width: at(value) }} />}
      {expected !== null && expected !== target && <i className={styles.expected} style={{ left: at(expected) }} />}
      <i className={styles.target} style={{ left: at(target) }} />
    </span>
  );
}
