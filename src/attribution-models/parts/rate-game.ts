// The game in which a set of channels is worth the conversion rate (and the value per path) of the paths inside it, and
// its Shapley value: over all sets, or over sampled orders of joining.
// Shapley (1953); sampling with antithetic orders: Castro et al. (2009), Comput. Oper. Res. 36; Mitchell et al. (2022), JMLR 23.
import { seededRandom } from './seeded-random.js';
import type { ChannelSet } from './distinct-sets.js';

export interface RateShares {
  readonly conversions: Float64Array;
  readonly values: Float64Array;
  /** Half the width of a 95 % interval of `conversions`, where they are sampled. */
  readonly errors?: Float64Array;
}

/** Adds to every set what its subsets hold: the sums over subsets, one channel after the other. */
function sumOverSubsets(held: Float64Array, channels: number): void {
  for (let c = 0; c < channels; c += 1) {
    const bit = 1 << c;
    for (let set = 0; set < held.length; set += 1) if ((set & bit) !== 0) held[set] = (held[set] ?? 0) + (held[set ^ bit] ?? 0);
  }
}

/** Weights |S|!(n − |S| − 1)!/n! by size of S. */
function weights(channels: number): Float64Array {
  const of = new Float64Array(channels);
  for (let size = 0; size < channels; size += 1) {
    let weight = 1 / channels;
    for (let k = 1; k <= size; k += 1) weight *= k / (channels - k);
    of[size] = weight;
  }
  return of;
}

/** @param channels 16 at most */
export function exactRates(sets: readonly ChannelSet[], channels: number): RateShares {
  const size = 2 ** channels;
  const [conversions, values, all] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  for (const set of sets) {
    const mask = set.members.reduce((bits, c) => bits | (1 << c), 0);
    conversions[mask] = (conversions[mask] ?? 0) + set.conversions;
    values[mask] = (values[mask] ?? 0) + set.value;
    all[mask] = (all[mask] ?? 0) + set.conversions + set.nulls;
  }
  for (const held of [conversions, values, all]) sumOverSubsets(held, channels);
  const of = weights(channels);
  const shares = { conversions: new Float64Array(channels), values: new Float64Array(channels) };
  const worth = (held: Float64Array, set: number): number => { const n = all[set] ?? 0; return n === 0 ? 0 : (held[set] ?? 0) / n; };
  for (let set = 0; set < size; set += 1) {
    let members = 0;
    for (let bits = set; bits !== 0; bits &= bits - 1) members += 1;
    const [rate, value, weight] = [worth(conversions, set), worth(values, set), of[members] ?? 0];
    for (let c = 0; c < channels; c += 1) {
      if ((set & (1 << c)) !== 0) continue;
      shares.conversions[c] = (shares.conversions[c] ?? 0) + weight * (worth(conversions, set | (1 << c)) - rate);
      shares.values[c] = (shares.values[c] ?? 0) + weight * (worth(values, set | (1 << c)) - value);
    }
  }
  return shares;
}

/** Steps of work that sampling may take: some seconds. */
const WORK = 3e8;
const [FEWEST, MOST] = [100, 10_000];

/** Sampled pairs of an order of joining and its reverse; the same seed gives the same answer. */
export function sampledRates(sets: readonly ChannelSet[], channels: number, seed: number): RateShares {
  const cost = sets.reduce((n, s) => n + s.members.length + 1, channels * 4);
  const pairs = Math.max(FEWEST, Math.min(MOST, Math.floor(WORK / cost / 2)));
  const random = seededRandom(seed);
  const order = Uint32Array.from({ length: channels }, (_, c) => c);
  const place = new Uint32Array(channels);
  const [sums, squares, values, pair] = [new Float64Array(channels), new Float64Array(channels), new Float64Array(channels), new Float64Array(channels)];
  const join = (): void => {
    const [conversions, worths, all] = [new Float64Array(channels), new Float64Array(channels), new Float64Array(channels)];
    order.forEach((c, i) => { place[c] = i; });
    for (const set of sets) {
      let last = 0;
      for (const c of set.members) last = Math.max(last, place[c] ?? 0);
      conversions[last] = (conversions[last] ?? 0) + set.conversions;
      worths[last] = (worths[last] ?? 0) + set.value;
      all[last] = (all[last] ?? 0) + set.conversions + set.nulls;
    }
    let [c, v, n, rate, value] = [0, 0, 0, 0, 0];
    for (let i = 0; i < channels; i += 1) {
      c += conversions[i] ?? 0;
      v += worths[i] ?? 0;
      n += all[i] ?? 0;
      const [nextRate, nextValue] = n === 0 ? [0, 0] : [c / n, v / n];
      const channel = order[i] ?? 0;
      pair[channel] = (pair[channel] ?? 0) + (nextRate - rate) / 2;
      values[channel] = (values[channel] ?? 0) + (nextValue - value) / 2 / pairs;
      [rate, value] = [nextRate, nextValue];
    }
  };
  for (let p = 0; p < pairs; p += 1) {
    for (let i = channels - 1; i > 0; i -= 1) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
    }
    pair.fill(0);
    join();
    order.reverse();
    join();
    pair.forEach((x, c) => {
      sums[c] = (sums[c] ?? 0) + x;
      squares[c] = (squares[c] ?? 0) + x * x;
    });
  }
  const conversions = sums.map((x) => x / pairs);
  const errors = conversions.map((mean, c) => 1.96 * Math.sqrt(Math.max(0, (squares[c] ?? 0) / pairs - mean * mean) / (pairs - 1)));
  return { conversions, values, errors };
}
