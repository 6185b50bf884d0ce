// Customer lifetime value from the survival of customers and what one brings a month. Where lifetimes and
// amounts come from, and its interval (bootstrap over accounts), is the caller's matter.
import { Decimal } from 'decimal.js';
import { kaplanMeier, restrictedMean, type Lifetime } from './kaplan-meier.js';

/** A mean month: 365.25 ÷ 12 days. */
export const DAYS_PER_MONTH = 30.4375;

export interface LifetimeValueInput {
  /** Days from a customer's first paid day to leaving (event) or to the reading (censored). */
  readonly lifetimes: readonly Lifetime[];
  /** Mean lifetime is restricted to this many days. */
  readonly horizonDays: number;
  /** Mean monthly recurring revenue per active customer, in the reporting currency. */
  readonly monthlyRevenue: Decimal.Value;
  /** Gross margin as a share of revenue, 0.8 for 80 %, where known: gives the margin value. */
  readonly marginShare?: Decimal.Value | undefined;
}

export interface LifetimeValue {
  /** Restricted mean lifetime × monthly revenue (× margin), in the reporting currency, unrounded. */
  readonly value: Decimal;
  readonly basis: 'revenue' | 'margin';
  readonly lifetimeMonths: number;
  readonly lifetimeStandardErrorMonths: number;
  /** The horizon used, in days: shorter than asked for where nothing was observed that long. */
  readonly horizonDays: number;
  readonly customers: number;
}

/**
 * Mean lifetime (restricted mean of the Kaplan–Meier curve) × mean monthly revenue per customer.
 * The horizon makes it a lower bound: revenue after it is left out, not guessed.
 * @returns null without customers, or when none has been observed for any time
 * @see kaplan-meier.ts for the method; METRICS: `customer_lifetime_value`
 */
export function lifetimeValue({ lifetimes, horizonDays, monthlyRevenue, marginShare }: LifetimeValueInput): LifetimeValue | null {
  const curve = kaplanMeier(lifetimes);
  const mean = restrictedMean(curve, horizonDays);
  if (mean === null) return null;
  const lifetimeMonths = mean.days / DAYS_PER_MONTH;
  return {
    value: new Decimal(monthlyRevenue).times(marginShare ?? 1).times(lifetimeMonths),
    basis: marginShare === undefined ? 'revenue' : 'margin',
    lifetimeMonths,
    lifetimeStandardErrorMonths: mean.standardError / DAYS_PER_MONTH,
    horizonDays: mean.horizon,
    customers: curve.sample,
  };
}
