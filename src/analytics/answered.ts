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

function partRead({ answered, earlier: { year, previous } }: Read, from: number, until?: number): Read {
  return {
    answered: partOf(answered, from, until),
    earlier: { ...(year !== undefined && { year: partOf(year, from, until) }), ...(previous !== undefined && { previous: partOf(previous, from, until) }) },
  };
}

/** Reads a range and the one it is compared with; where they adjoin, each model in one scan of both. */
export async function readBoth(read: (buckets: readonly DayRange[]) => Promise<Read>, now: readonly DayRange[], then: readonly DayRange[] | undefined): Promise<{ now: Read; then: Read | undefined }> {
  if (then === undefined) return { now: await read(now), then: undefined };
  if (then.at(-1)?.to !== now[0]?.from) return { now: await read(now), then: await read(then) };
  const both = await read([...then, ...now]);
  return { now: partRead(both, then.length), then: partRead(both, 0, then.length) };
}
