// Who made a change: parts that add up to it exactly. Sums by difference; ratios by the symmetric two-factor
// decomposition (Bennet; equal to the Shapley value of numerator and denominator), which needs no order of steps
// and holds for parts with nothing above or below the line.
import type { ComparedRow } from '../../shared/api/figures.js';
import { toNumber } from '../format/format-figure.js';

export interface Contribution {
  readonly label: string;
  /** What this part added to the change of the whole, in the figure's unit. */
  readonly amount: number;
}

const gap = (now: number | null, before: number | null): number => (now ?? 0) - (before ?? 0);

/** Whether each row has below the line what all have together: days, and what the split leaves whole. */
const isUndivided = (rows: readonly ComparedRow[], { denominator, before }: ComparedRow): boolean =>
  rows.length > 1 && rows.every((row) => row.denominator === denominator && row.before?.denominator === before?.denominator);

/**
 * Whether rows of all values divide one side of the whole among them, now and before, or leave it whole. Not so where somebody is in
 * several of them (visitors by channel): then nothing says whose the change is.
 */
export function divideUp(rows: readonly ComparedRow[], total: ComparedRow, side: 'value' | 'denominator'): boolean {
  const adds = (of: (row: ComparedRow) => ComparedRow['value'] | undefined): boolean => {
    const whole = of(total);
    return typeof whole !== 'number' || Math.abs(rows.reduce((sum, row) => sum + (toNumber(of(row)) ?? 0), 0) - whole) <= 1e-6 * Math.max(1, Math.abs(whole));
  };
  return (side === 'denominator' && isUndivided(rows, total)) || (adds((row) => row[side]) && adds((row) => row.before?.[side]));
}

/** What a ratio is multiplied by to be read: the cost of a thousand impressions. Values are rounded for showing, factors are round by nature. */
function factorOf({ value }: ComparedRow, quotient: number): number {
  const shown = toNumber(value);
  return shown !== null && quotient !== 0 && Math.abs(shown / quotient - 1000) < 1 ? 1000 : 1;
}

/** Parts of a change of a sum; largest first. `dimension` names the split whose values label them. */
export function sumContributions(rows: readonly ComparedRow[], dimension: string): Contribution[] {
  return largestFirst(rows.map((row) => ({ label: row.dims?.[dimension] ?? '', amount: gap(toNumber(row.value), toNumber(row.before?.value)) })));
}

/**
 * Parts of the change of a ratio N ÷ D, largest first: part c adds (ΔNc − R̄·ΔDc) · ½(1/D₀ + 1/D₁), where
 * R̄ = (N₀ + N₁) ÷ (D₀ + D₁). In words: the numerator it gained beyond what its gain below the line would have
 * cost at the average ratio. They add up to N₁/D₁ − N₀/D₀. Where no part divides D (days), c adds Nc₁/D₁ − Nc₀/D₀.
 * Undefined where a total is missing or zero.
 */
export function ratioContributions(rows: readonly ComparedRow[], total: ComparedRow, dimension: string): Contribution[] | undefined {
  const [n1, d1] = [toNumber(total.numerator), toNumber(total.denominator)];
  const [n0, d0] = [toNumber(total.before?.numerator), toNumber(total.before?.denominator)];
  if (n1 === null || n0 === null || d1 === null || d0 === null || d1 === 0 || d0 === 0) return undefined;
  const mean = (n0 + n1) / (d0 + d1);
  const weight = (1 / d0 + 1 / d1) / 2;
  const undivided = isUndivided(rows, total);
  const factor = factorOf(total, n1 / d1);
  const part = (row: ComparedRow): number => (undivided
    ? (toNumber(row.numerator) ?? 0) / d1 - (toNumber(row.before?.numerator) ?? 0) / d0
    : weight * (gap(toNumber(row.numerator), toNumber(row.before?.numerator)) - mean * gap(toNumber(row.denominator), toNumber(row.before?.denominator))));
  return largestFirst(rows.map((row) => ({ label: row.dims?.[dimension] ?? '', amount: factor * part(row) })));
}

/** The largest parts, up to `most`, leaving out those under a twentieth of the largest. */
export function leading(parts: readonly Contribution[], most = 3): Contribution[] {
  const largest = Math.abs(parts[0]?.amount ?? 0);
  return parts.filter((p) => p.amount !== 0 && Math.abs(p.amount) >= largest / 20).slice(0, most);
}

const largestFirst = (parts: Contribution[]): Contribution[] => parts.sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount) || a.label.localeCompare(b.label));
