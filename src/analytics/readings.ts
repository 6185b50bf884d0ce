// What was read of a cell: the contract between the scan, which reads, and the cells that figures are computed from.

/** What one measure came to in one cell. */
export interface Reading {
  /** Text for money, a number otherwise; null when no row had a value. */
  readonly value: string | number | null;
  /** Rows that had a value. */
  readonly rows: number;
  /** The largest single value of a sum of money. */
  readonly largest: string | null;
  readonly replicates: readonly number[] | null;
  /** Whether something was there, but not how much: another product's count that does not say. */
  readonly unknown?: boolean;
  /** Where the numbers are from, when they are not one's own. */
  readonly remark?: string;
}

/** Whole days (rounded up) with the number of those who converted, left or are still open at that age. */
export interface TimesReading {
  readonly converted: ReadonlyMap<number, number>;
  readonly exited: ReadonlyMap<number, number>;
  readonly open: ReadonlyMap<number, number>;
  /** Median and mean of the exact days of those who converted. */
  readonly median: number | null;
  readonly mean: number | null;
  readonly outOfOrder: number;
}

/** Whole days with the number of accounts that left, or are still there, at that age. */
export interface LifetimesReading {
  readonly gone: ReadonlyMap<number, number>;
  readonly open: ReadonlyMap<number, number>;
}

export interface CellReadings {
  /** Index into the request's buckets. */
  readonly bucket: number;
  /** Values of `by`, '' for unmatched; null in a row over all values. */
  readonly dims: readonly string[] | null;
  readonly measures: ReadonlyMap<string, Reading>;
  readonly times: ReadonlyMap<string, TimesReading>;
  readonly lifetimes: LifetimesReading | null;
}
