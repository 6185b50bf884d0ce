// The course of a figure without axes: now in the accent, the compared period in grey. Steps that are not whole yet are
// dashed. Only a picture: the trend with its table stands on the figure's page.
import styles from './Sparkline.module.css';

export interface SparkPoint {
  readonly now: number | null;
  readonly before: number | null;
  readonly partial: boolean;
}

const [WIDTH, HEIGHT] = [240, 40];

interface Props {
  readonly points: readonly SparkPoint[];
  readonly fromZero: boolean;
  /** The value at the upper edge, for several drawn to one scale; default the largest of its own. */
  readonly top?: number | undefined;
}

export function Sparkline({ points, fromZero, top: shared }: Props) {
  const values = points.flatMap((p) => [p.now, p.before]).filter((v) => v !== null);
  if (points.length < 2 || values.length < 2) return <div className={styles.spark} />;
  const top = shared ?? Math.max(...values, 0);
  const bottom = fromZero ? Math.min(0, ...values) : Math.min(...values) - (top - Math.min(...values)) * 0.15;
  const x = (i: number): number => 2 + (i * (WIDTH - 4)) / (points.length - 1);
  const y = (v: number): number => HEIGHT - 3 - ((v - bottom) / (top - bottom || 1)) * (HEIGHT - 7);
  const line = (of: (p: SparkPoint) => number | null, keep: (i: number) => boolean = () => true): string => {
    let pen = 'M';
    return points.map((p, i) => {
      const v = of(p);
      if (v === null || !keep(i)) {
        pen = 'M';
        return '';
      }
      const step = `${pen}${x(i).toFixed(1)} ${y(v).toFixed(1)}`;
      pen = 'L';
      return step;
    }).join('');
  };
  const whole = (i: number): boolean => points[i]?.partial !== true;
  const dashed = points.map((p, i) => (p.partial ? line((q) => q.now, (j) => Math.abs(j - i) <= 1) : '')).join('');
  return (
    <svg className={styles.spark} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <path d={line((p) => p.before)} className={styles.before} />
      <path d={dashed} className={styles.partial} />
      <path d={line((p) => p.now, whole)} className={styles.now} />
    </svg>
  );
}
