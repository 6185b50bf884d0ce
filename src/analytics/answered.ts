// What was read for a question, cell by cell, and which part of it is of which of two adjoining ranges.
import type { DayRange } from '../shared/period.js';
import type { Cell } from './cell.js';
import type { GrowthKpi } from './kpi.js';

/** What was read for one range: cells by bucket and dimension values, and over all values. */
export interface Answered {
  readonly buckets: readonly DayRange[];
  readonly cells: readonly ReadonlyMap<string, Cell>[];
  readonly totals: readonly Cell[];
  /** Values of the split in any bucket, by key. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** What growth KPIs compare with, bucket by bucket; only what is asked for. */
export type Earlier = Partial<Record<GrowthKpi['against'], Answered>>;

/** What was read for a range, and what its growth KPIs compare with. */
export interface Read {
  readonly answered: Answered;
  readonly earlier: Earlier;
}

const partOf = (answered: Answered, from: number, until?: number): Answered =>
  ({ ...answered, buckets: answered.buckets.slice(from, until), cells: answered.cells.slice(from, until), totals: answered.totals.slice(from, until) });

/** What was read for some of its buckets. */
export function partRead({ answered, earlier: { year, previous } }: Read, from: number, until?: number): Read {
  return {
    answered: partOf(answered, from, until),
    earlier: { ...(year !== undefined && { year: partOf(year, from, until) }), ...(previous !== undefined && { previous: partOf(previous, from, until) }) },
  };
}

/** Answers to parts of a list of buckets, put together. */
export const joined = (buckets: readonly DayRange[], parts: readonly Answered[]): Answered =>
  ({ buckets, cells: parts.flatMap((p) => p.cells), totals: parts.flatMap((p) => p.totals), values: new Map(parts.flatMap((p) => [...p.values])) });
