// What every interval of the house looks like, and the one confidence level: 95 %.

/** Bounds of a 95 % confidence interval, both included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The 97.5 % quantile of the standard normal distribution. */
export const Z95 = 1.959963984540054;
