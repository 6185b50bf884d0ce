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

/** Parts of a change of a sum; largest first. `dimension` names the split whose values label them. */
export function sumContributions(rows: readonly ComparedRow[], dimension: string): Contribution[] {
  return largestFirst(rows.map((row) => ({ label: row.dims?.[dimension] ?? '', amount: gap(toNumber(row.value), toNumber(row.before?.value)) })));
}

/**
 * Parts of the change of a ratio N ÷ D, largest first: part c adds (ΔNc − R̄·ΔDc) · ½(1/D₀ + 1/D₁), where
 * R̄ = (N₀ + N₁) ÷ (D₀ + D₁). In words: the numerator it gained beyond what its gain below the line would have
 * cost at the average ratio. They add up to N₁/D₁ − N₀/D₀. Undefined where a total is missing or zero.
 */
export function ratioContributions(rows: readonly ComparedRow[], total: ComparedRow, dimension: string): Contribution[] | undefined {
  const [n1, d1] = [toNumber(total.numerator), toNumber(total.denominator)];
  const [n0, d0] = [toNumber(total.before?.numerator), toNumber(total.before?.denominator)];
  if (n1 === null || n0 === null || d1 === null || d0 === null || d1 === 0 || d0 === 0) return undefined;
  const mean = (n0 + n1) / (d0 + d1);
  const weight = (1 / d0 + 1 / d1) / 2;
  return largestFirst(
    rows.map((row) => ({
      label: row.dims?.[dimension] ?? '',
      amount: weight * (gap(toNumber(row.numerator), toNumber(row.before?.numerator)) - mean * gap(toNumber(row.denominator), toNumber(row.before?.denominator))),
    })),
  );
}

/** The largest parts, up to `most`, leaving out those under a twentieth of the largest. */
export function leading(parts: readonly Contribution[], most = 3): Contribution[] {
  const largest = Math.abs(parts[0]?.amount ?? 0);
  return parts.filter((p) => p.amount !== 0 && Math.abs(p.amount) >= largest / 20).slice(0, most);
}

const largestFirst = (parts: Contribution[]): Contribution[] => parts.sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount) || a.label.localeCompare(b.label));
