// How much comes in a day from now on: a level by business days and other days, as uncertain as the level has shown to be when it
// was foretold before. Counts are then negative binomial: Poisson around a level that is itself gamma-distributed.

/** Days whose level may be taken for that of now: the window that would have foretold best is. */
const WINDOWS = [14, 28, 56, 84] as const;
/** Blocks that are looked back at are as long as the days to come, within these bounds. */
const BLOCK = { least: 7, most: 28 };
const BLOCKS = 18;
/** Business days of the period from which its own pace counts, and what a period drifts within itself, as a share. */
const OWN_PACE = { least: 4, drift: 0.15 };
/** History without which nothing is foretold, in days. */
const LEAST_HISTORY = 56;

/** The level never counts as surer than this relative spread, nor less sure than that. */
const SPREAD = { least: 0.05, usual: 0.25, most: 0.8 };

export interface DayCount {
  readonly day: string;
  readonly value: number;
  readonly business: boolean;
}

export interface ArrivalLevel {
  /** Expected on a business day, and on another day. */
  readonly business: number;
  readonly other: number;
  /** Relative standard deviation of the level over the days to come. */
  readonly spread: number;
  /** Days that were looked at. */
  readonly days: number;
}

const levelOf = (days: readonly DayCount[]): { business: number; other: number } => {
  const [on, off] = [days.filter((d) => d.business), days.filter((d) => !d.business)];
  const sum = (list: readonly DayCount[]): number => list.reduce((total, d) => total + d.value, 0);
  return { business: on.length === 0 ? 0 : sum(on) / on.length, other: off.length === 0 ? 0 : sum(off) / off.length };
};

const expected = (level: { business: number; other: number }, days: readonly DayCount[]): number => days.reduce((total, d) => total + (d.business ? level.business : level.other), 0);

/** Squared relative errors of foretelling blocks from the window before each, less what chance alone would give. */
function errorsOf(seen: readonly DayCount[], window: number, block: number, counts: boolean): number[] {
  const errors: number[] = [];
  for (let end = seen.length; end - block >= LEAST_HISTORY / 2 && errors.length < BLOCKS; end -= block) {
    const before = seen.slice(Math.max(0, end - block - window), end - block);
    const days = seen.slice(end - block, end);
    const foretold = expected(levelOf(before), days);
    if (foretold <= 0) continue;
    // Chance in the block, and in the level that was estimated from the window.
    const chance = counts ? (1 / foretold) * (1 + block / before.length) : 0;
    errors.push((days.reduce((sum, d) => sum + d.value, 0) / foretold - 1) ** 2 - chance);
  }
  return errors;
}

/**
 * How many times as much the counts of days vary within four weeks as they would if all came one by one (Pearson's χ² over its degrees of
 * freedom): 1 where they do, more where a fair or a mailing brings many at once. A pace that rests on such a day is that much less sure.
 */
function clustering(seen: readonly DayCount[]): number {
  let [found, byChance] = [0, 0];
  for (let end = seen.length; end >= BLOCK.most; end -= BLOCK.most) {
    const days = seen.slice(end - BLOCK.most, end);
    const level = levelOf(days);
    for (const day of days) {
      const usual = day.business ? level.business : level.other;
      found += (day.value - usual) ** 2;
      // Two means were taken from the same days.
      byChance += usual * (1 - 2 / BLOCK.most);
    }
  }
  return byChance === 0 ? 1 : Math.max(1, found / byChance);
}

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

/**
 * @param history every day until yesterday, oldest first, zeros included
 * @param counts whether values are counts, whose own (Poisson) spread is no spread of the level
 * @param horizon days to be foretold
 * @param elapsed days of the period that are over: the period's own pace counts with the level of before
 * @returns null with less than eight weeks of history, or nothing in it
 */
export function arrivalLevel(history: readonly DayCount[], counts: boolean, horizon: number, elapsed: number): ArrivalLevel | null {
  const first = history.findIndex((d) => d.value > 0);
  const seen = first < 0 ? [] : history.slice(first);
  if (seen.length < LEAST_HISTORY) return null;
  const block = Math.min(BLOCK.most, Math.max(BLOCK.least, horizon));
  // A short window follows a turn, a long one is calmer: the history says which errs less, the chance of its estimate included.
  const tried = WINDOWS.map((window) => {
    const total = seen.slice(-window).reduce((sum, d) => sum + d.value, 0);
    const errors = errorsOf(seen, window, block, counts);
    const estimate = counts ? 1 / Math.max(1, total) : 0;
    return { window, errors, estimate, loss: errors.length === 0 ? Infinity : mean(errors) + estimate };
  });
  const best = tried.reduce((least, one) => (one.loss < least.loss ? one : least));
  const chosen = best.loss === Infinity ? tried.at(-1) ?? best : best;
  const variance = chosen.errors.length === 0 ? SPREAD.most ** 2 : mean(chosen.errors);
  // With few blocks the spread is not trusted to be small.
  const least = SPREAD.least + (chosen.errors.length < 6 ? 0.1 : 0);
  const spread = Math.min(SPREAD.most, Math.sqrt(Math.max(least ** 2, variance) + chosen.estimate));
  const window = levelOf(seen.slice(-chosen.window));
  // A month has a pace of its own (a campaign, a season). Both are weighed by how sure they are, as in any precision-weighted mean:
  // the window's level by its errors in the past, the pace by the chance in its count and what a month drifts within itself.
  const own = elapsed > 0 ? seen.slice(-elapsed) : [];
  const pace = levelOf(own);
  const came = own.reduce((sum, d) => sum + d.value, 0);
  const doubt = (counts ? clustering(seen) / Math.max(1, came) : 0) + OWN_PACE.drift ** 2;
  const weight = own.filter((d) => d.business).length < OWN_PACE.least ? 0 : spread ** 2 / (spread ** 2 + doubt);
  const level = { business: window.business + weight * (pace.business - window.business), other: window.other + weight * (pace.other - window.other) };
  // Where the two disagree, so much is open.
  const apart = level.business > 0 ? ((1 - weight) * (pace.business - window.business)) / level.business : 0;
  // What the pace has settled is no longer open. Below the usual error nothing is taken off: a period drifts within itself, too.
  const settled = Math.max(Math.sqrt((1 - weight) * spread ** 2 + weight * (OWN_PACE.drift ** 2 + least ** 2)), Math.min(spread, SPREAD.usual));
  return { ...level, spread: Math.min(SPREAD.most, weight === 0 ? spread : Math.hypot(settled, apart)), days: seen.length };
}
