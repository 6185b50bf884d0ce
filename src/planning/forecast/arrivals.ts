// How much comes in a day from now on: a level that is followed by discounting the past, at the pace and with the uncertainty
// that would have foretold the history best. Counts are negative binomial: Poisson around a level that is itself gamma-distributed.
import { logGamma } from '../../analytics/statistics/log-gamma.js';
import type { Draws } from '../draws.js';
import { dayWeights, type CalendarDay, type DayCount } from './day-weights.js';

/** Days after which a day counts half in the level: short ones follow a turn, long ones are calmer. */
const HALF_LIVES = [5, 10, 20, 40, 80, 160] as const;
/** Chance that from a day on another of the levels is right. */
const SWITCHED = 1 / 60;
/** Part of the days on which something else than the level speaks (a fair, a mailing), and how far off such a day may be. */
const BURSTS = { share: 0.05, spread: 3 };
/** Relative standard deviations of the days to come around the level; a fifth is usual, twice or half of it not rare. */
const SPREADS = [0.03, 0.06, 0.1, 0.15, 0.2, 0.27, 0.35, 0.5, 0.7, 1] as const;
/**
 * Campaigns and budgets go by the month, so that a level may begin anew with it: what came before then counts as one day, as a unit
 * information prior does (Kass & Wasserman 1995), or as all its days.
 */
const BEFORE_MONTH = [Infinity, 1] as const;
/** Part of the blocks in which the level turned altogether, by its own size: how much it wanders otherwise is learnt from the others. */
const TURNS = { share: 0.1, spread: 1 };
const USUAL = { spread: 0.2, factor: 2 };
/** Blocks of days to come begin as far apart as this, on the same weekday as today. */
const STRIDE = 7;
/** Days before the first block, and history without which nothing is foretold. */
const WARM_UP = 28;
const LEAST_HISTORY = 56;

interface Candidate {
  /** How far it is believed, 0 to 1. */
  readonly weight: number;
  /** Expected on a day of weight 1. */
  readonly level: number;
  /** Relative standard deviation of the level over the days to come. */
  readonly spread: number;
}

export interface ArrivalLevel {
  readonly candidates: readonly Candidate[];
  /** Weights of the days to come; 1 is a mean day. */
  readonly days: readonly number[];
  /** What comes at once: 1 for counts; for money the amount in which it behaves as counts do. */
  readonly step: number;
}

/** What is expected of days that have never brought anything. */
const NEVER = 1e-6;

/** Logarithm of a negative binomial's mass with variance µ + µ²/size, less what depends on the count alone. */
const logMass = (count: number, mean: number, size: number): number =>
  logGamma(count + size) - logGamma(size) + size * Math.log(size / (size + mean)) + (count === 0 ? 0 : count * Math.log(Math.max(mean, NEVER) / (size + mean)));

/** The same where a part of all counts has another spread around the same mean (Tukey's contamination): none of them decides alone. */
function mixedMass(count: number, mean: number, variance: number, other: { readonly share: number; readonly spread: number }): number {
  const [usual, odd] = [logMass(count, mean, 1 / variance), logMass(count, mean, 1 / (variance + other.spread ** 2))];
  const most = Math.max(usual, odd);
  return most + Math.log((1 - other.share) * Math.exp(usual - most) + other.share * Math.exp(odd - most));
}

interface Level {
  readonly level: number;
  /** Cases it rests on. */
  readonly cases: number;
}

/**
 * The level before each day, and after the last: a discounted sum of counts over one of weights.
 * @param days one more than there are values
 * @param before days of weight 1 that what came before a month counts for in it
 */
function followLevel(days: readonly CalendarDay[], values: readonly number[], weights: readonly number[], halfLife: number, before: number): Level[] {
  const usual = values.reduce((sum, v) => sum + v, 0) / weights.reduce((sum, w) => sum + w, 0);
  const kept = 0.5 ** (1 / halfLife);
  // Half a case of what is usual keeps a level above zero.
  let [cases, exposure] = [0, 0];
  const levels: Level[] = [];
  for (let i = 0; i <= values.length; i += 1) {
    if (days[i]?.day.endsWith('-01') === true && exposure > before) [cases, exposure] = [(cases * before) / exposure, before];
    levels.push({ level: (cases + 0.5) / (exposure + 0.5 / usual), cases: cases + 0.5 });
    cases = cases * kept + (values[i] ?? 0);
    exposure = exposure * kept + (weights[i] ?? 0);
  }
  return levels;
}

/** How many times as much days vary within four weeks as counts that come one by one: Pearson's χ² over its degrees of freedom. */
function scatterOf(values: readonly number[], weights: readonly number[]): number {
  let [found, byChance] = [0, 0];
  for (let end = values.length; end >= WARM_UP; end -= WARM_UP) {
    const [own, of] = [values.slice(end - WARM_UP, end), weights.slice(end - WARM_UP, end)];
    const level = own.reduce((sum, v) => sum + v, 0) / of.reduce((sum, w) => sum + w, 0);
    own.forEach((value, i) => {
      const usual = level * (of[i] ?? 0);
      found += (value - usual) ** 2;
      byChance += usual * (1 - 1 / WARM_UP);
    });
  }
  return byChance === 0 ? 1 : Math.max(1, found / byChance);
}

/**
 * How far each of several levels is believed before each day, and after the last: by how likely they made the days before, of which each may
 * have been the one from which another level is right.
 * @param scatter counts and levels are divided by it, so that days which bring many at once prove as little as they should
 * @see Herbster, M. & Warmuth, M. K. (1998), Mach. Learn. 32, 151–178 (fixed share); Raftery, Kárný & Ettler (2010), Technometrics 52, 52–66
 */
function believe(followed: readonly (readonly Level[])[], values: readonly number[], weights: readonly number[], scatter: number): number[][] {
  let belief = followed.map(() => 1 / followed.length);
  const beliefs: number[][] = [];
  for (let i = 0; i <= values.length; i += 1) {
    beliefs.push(belief);
    const scores = followed.map((levels, k) => {
      const { level, cases } = levels[i] ?? { level: 0, cases: 1 };
      const [count, expected] = [(values[i] ?? 0) / scatter, (level * (weights[i] ?? 0)) / scatter];
      return Math.log(belief[k] ?? 0) + mixedMass(count, expected, scatter / cases, BURSTS);
    });
    const best = Math.max(...scores);
    const likely = scores.map((score) => Math.exp(score - best));
    const total = likely.reduce((sum, v) => sum + v, 0);
    belief = likely.map((v) => (v / total) * (1 - SWITCHED) + SWITCHED / followed.length);
  }
  return beliefs;
}

/** In steps of what size a series of money varies as counts would: its daily variance over its mean (quasi-Poisson). */
function stepOf(values: readonly number[]): number {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  return values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length / mean;
}

/**
 * Levels discounted at several half-lives are foretold forward over blocks as long as the days to come, each from what lay before it,
 * with several spreads; each pair is believed as far as its foretelling was likely (prequential weights), so that what is drawn from all
 * of them is as uncertain as the level has shown to be.
 * @param history every day until yesterday, oldest first, zeros included
 * @param coming the days to be foretold, today first
 * @param counts whether values are counts; else money or credit, in parts of cases
 * @returns null with less than eight weeks of history, or nothing in it
 * @see Harvey, A. C. & Fernandes, C. (1989), J. Bus. Econ. Stat. 7, 407–417 (discounted gamma–Poisson level); Dawid, A. P. (1984), J. R. Stat. Soc. A 147, 278–292 (prequential)
 */
export function arrivalLevel(history: readonly DayCount[], coming: readonly CalendarDay[], counts: boolean): ArrivalLevel | null {
  const first = history.findIndex((d) => d.value > 0);
  const seen = first < 0 ? [] : history.slice(first);
  if (seen.length < LEAST_HISTORY) return null;
  const step = counts ? 1 : stepOf(seen.map((d) => d.value));
  const weightOf = dayWeights(seen, step);
  const [values, weights, days] = [seen.map((d) => Math.max(0, d.value / step)), seen.map(weightOf), coming.map(weightOf)];
  const block = Math.max(1, coming.length);
  const sum = (list: readonly number[], from: number): number => list.slice(from, from + block).reduce((total, v) => total + v, 0);
  const starts: number[] = [];
  for (let start = seen.length - block; start >= WARM_UP; start -= STRIDE) starts.push(start);
  const blocks = starts.map((start) => ({ start, count: sum(values, start), weight: sum(weights, start) }));
  // Overlapping blocks say the same again.
  const own = Math.min(1, STRIDE / block);
  const known = [...seen, ...coming.slice(0, 1)];
  const followed = HALF_LIVES.flatMap((halfLife) => BEFORE_MONTH.map((before) => followLevel(known, values, weights, halfLife, before)));
  const beliefs = believe(followed, values, weights, scatterOf(values, weights));
  /** Mean of all levels as they are believed before a day, and its relative variance. */
  const levelAt = (i: number): { level: number; variance: number } => {
    let [mean, square] = [0, 0];
    followed.forEach((levels, k) => {
      const { level, cases } = levels[i] ?? { level: 0, cases: 1 };
      const belief = beliefs[i]?.[k] ?? 0;
      mean += belief * level;
      square += belief * level ** 2 * (1 + 1 / cases);
    });
    return { level: mean, variance: square / mean ** 2 - 1 };
  };
  const foretold = blocks.map(({ start, count, weight }) => ({ count, weight, ...levelAt(start) }));
  const spreads = SPREADS.map((spread) => foretold.reduce((score, { count, weight, level, variance }) => {
    return score + own * mixedMass(count, level * weight, spread ** 2 + variance, TURNS);
  }, -0.5 * (Math.log(spread / USUAL.spread) / Math.log(USUAL.factor)) ** 2));
  const best = Math.max(...spreads);
  const total = spreads.reduce((all, score) => all + Math.exp(score - best), 0);
  const candidates = followed.flatMap((levels, k) => {
    const { level, cases } = levels[values.length] ?? { level: 0, cases: 1 };
    return SPREADS.map((spread, j) => ({ weight: (beliefs[values.length]?.[k] ?? 0) * Math.exp((spreads[j] ?? 0) - best) / total, level: level * step, spread: Math.sqrt(spread ** 2 + 1 / cases) }));
  });
  return { candidates, days, step };
}

/** A level for the days to come: one of the candidates, as often as it is believed, off by its spread. */
export function drawLevel({ candidates }: ArrivalLevel, random: Draws): number {
  let at = random.float();
  const drawn = candidates.find(({ weight }) => (at -= weight) < 0) ?? candidates.at(-1);
  return drawn === undefined ? 0 : drawn.level * random.gamma(1 / drawn.spread ** 2) * drawn.spread ** 2;
}
