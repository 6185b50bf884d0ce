// A figure as a dot in its interval, on a scale shared by a column; a bar from zero where it has no interval.
import { toNumber } from '../../format/format-figure.js';
import type { ComparedRow } from '../../../shared/api/figures.js';
import styles from './IntervalBar.module.css';

type Drawn = Pick<ComparedRow, 'value' | 'low' | 'high' | 'status'>;

/** The scale of a column: from zero (or the lowest negative) to what its rows reach, a wide interval cut at three times the largest value. */
export function scaleOf(rows: readonly Omit<Drawn, 'status'>[]): { min: number; max: number } {
  const values = rows.map((r) => toNumber(r.value)).filter((v) => v !== null);
  const largest = Math.max(0, ...values);
  const highs = rows.map((r) => toNumber(r.high)).filter((v) => v !== null);
  return { min: Math.min(0, ...values), max: Math.max(largest, Math.min(largest * 3, Math.max(0, ...highs))) || 1 };
}

export function IntervalBar({ row, scale }: { readonly row: Drawn; readonly scale: { min: number; max: number } }) {
  const value = toNumber(row.value);
  const [low, high] = [toNumber(row.low), toNumber(row.high)];
  if (value === null) return <span className={styles.bar} />;
  const at = (v: number): number => Math.max(0, Math.min(100, ((v - scale.min) / (scale.max - scale.min)) * 100));
  const few = row.status === 'few' ? ` ${styles.few}` : '';
  return (
    <span className={styles.bar + few} aria-hidden="true">
      {low !== null && high !== null ? (
        <>
          <span className={styles.interval} style={{ left: `${at(low)}%`, width: `${Math.max(0.5, at(high) - at(low))}%` }} />
          <span className={styles.dot} style={{ left: `${at(value)}%` }} />
        </>
      ) : (
        <span className={styles.solid} style={{ left: `${at(Math.min(0, value))}%`, width: `${Math.abs(at(value) - at(0))}%` }} />
      )}
    </span>
  );
}
