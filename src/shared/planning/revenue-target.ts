// A revenue target from the years before: mean growth plus an uplift; and its spread over months or quarters.
import type { Decimal } from 'decimal.js';
import { AppError } from '../errors.js';
import { Exact, readDecimal, readPositive, type DecimalInput } from './exact.js';

/** Growths that the mean is taken of, at most: the last ones. */
const GROWTHS = 3;
/** Percentage points, where no uplift is named. */
export const DEFAULT_UPLIFT_POINTS = 5;

/** In percentage points added to the mean growth, or relative to it (0.1 makes 10 % growth 11 %). */
export type Uplift = { readonly points: DecimalInput } | { readonly relative: DecimalInput };

export interface RevenueTarget {
  /** The revenues that were used, oldest first. */
  readonly history: readonly string[];
  /** Growth of each year against the one before, as a plain number. */
  readonly growths: readonly number[];
  readonly meanGrowth: number;
  readonly growth: number;
  readonly target: string;
  /** Named where fewer years were at hand than the method takes. */
  readonly remark?: string;
}

/**
 * `last × (1 + mean of the last three growths + uplift)` (METRICS.md, revenue target).
 *
 * 800, 880, 990, 1,108.8 and 5 points give 1,291.752.
 * @param history revenue by year, oldest first, in one currency; the last four count
 * @throws AppError invalid_input: no number, a year without revenue; history_too_short below two years
 */
export function revenueTarget(history: readonly DecimalInput[], uplift: Uplift = { points: DEFAULT_UPLIFT_POINTS }): RevenueTarget {
  const years = history.map((value) => readPositive('history', value)).slice(-(GROWTHS + 1));
  const last = years.at(-1);
  if (last === undefined || years.length < 2) {
    throw new AppError('history_too_short', { where: 'history', found: `${years.length} year${years.length === 1 ? '' : 's'} of revenue, which show no growth`, enough: `two years, four for a mean of ${GROWTHS} growths`, remedy: 'type the revenue of more years, or the target itself' });
  }
  const growths = years.slice(1).map((year, i) => year.div(years[i] ?? year).minus(1));
  // The mean and the target are of the unrounded growths.
  const mean = growths.reduce((sum, growth) => sum.plus(growth), new Exact(0)).div(growths.length);
  const growth = 'points' in uplift ? mean.plus(readDecimal('upliftPoints', uplift.points).div(100)) : mean.times(readDecimal('upliftRelative', uplift.relative).plus(1));
  if (growth.lte(-1)) throw new AppError('invalid_input', { where: 'uplift', reason: `growth of ${growth.times(100).toDecimalPlaces(1).toFixed()} % leaves no revenue`, remedy: 'Give an uplift that leaves a target above zero.' });
  const target = last.times(growth.plus(1));
  return {
    history: years.map((year) => year.toFixed()),
    growths: growths.map((g) => g.toNumber()),
    meanGrowth: mean.toNumber(),
    growth: growth.toNumber(),
    target: target.toDecimalPlaces(30).toFixed(),
    ...(growths.length < GROWTHS && { remark: `The mean is of ${growths.length} growth${growths.length === 1 ? '' : 's'} instead of ${GROWTHS}: ${years.length} years of revenue are at hand, ${GROWTHS + 1} are meant.` }),
  };
}

/**
 * Parts of an amount in proportion to weights, each rounded to `digits`, that add up to it exactly: largest remainder, ties to the
 * earliest. A target that has more digits than the currency is rounded first, half up.
 *
 * `spreadAmount('100', [1, 1, 1], 2)` is 33.34, 33.33, 33.33.
 * @throws RangeError for a negative weight, or when all are zero
 */
export function spreadAmount(amount: DecimalInput, weights: readonly DecimalInput[], digits: number): string[] {
  const shares = weights.map((weight) => new Exact(weight));
  const all = shares.reduce((sum, share) => sum.plus(share), new Exact(0));
  if (shares.some((share) => share.lt(0)) || all.lte(0)) throw new RangeError('weights must not be negative, nor all zero');
  const unit = new Exact(10).pow(-digits);
  const units = readDecimal('amount', amount).toDecimalPlaces(digits).div(unit);
  const parts = shares.map((share, i) => {
    const exact = units.times(share).div(all);
    const floor = exact.floor();
    return { i, floor, rest: exact.minus(floor) };
  });
  const left = units.minus(parts.reduce((sum: Decimal, part) => sum.plus(part.floor), new Exact(0))).toNumber();
  const raised = new Set(parts.toSorted((a, b) => b.rest.comparedTo(a.rest) || a.i - b.i).slice(0, left).map((part) => part.i));
  return parts.map(({ i, floor }) => floor.plus(raised.has(i) ? 1 : 0).times(unit).toFixed(digits));
}
