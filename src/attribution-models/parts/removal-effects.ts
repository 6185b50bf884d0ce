// Removal effects of an absorbing chain, exactly: the share of conversions (and of their value) that is lost when a channel's
// states lead to nothing. The linear system is solved to the last digits: directly for order 1 where that is the shorter
// way, else by Gauss–Seidel sweeps over the expected visits, which always settle because every path ends.
// Method: Anderl et al. (2016), Int. J. Res. Mark. 33, 457–474; Kemeny & Snell (1960), Finite Markov Chains, ch. 3.
import type { PathTable } from '../../attribution/path-table.js';
import { AppError } from '../../shared/errors.js';
import { buildChain, type Chain } from './absorbing-chain.js';

export interface RemovalEffects {
  /** Probability that a journey converts, with every channel; and its expected value. */
  readonly converts: number;
  readonly value: number;
  /** By channel, 0 to 1. */
  readonly conversions: Float64Array;
  readonly values: Float64Array;
}

/** Work units (transitions × channels × usual sweeps, or states cubed) that are solved: some seconds. */
const MOST_WORK = 2e9;
const USUAL_SWEEPS = 60;
const MOST_SWEEPS = 100_000;
/** Relative change of a sweep from which on further ones only move the last bit. */
const SETTLED = 1e-15;

interface Outcome {
  readonly converts: number;
  readonly value: number;
}

function outcome(chain: Chain, visits: Float64Array): Outcome {
  let [converts, value] = [0, 0];
  for (let s = 0; s < chain.size; s += 1) {
    const share = (visits[s] ?? 0) * (chain.converts[s] ?? 0);
    converts += share;
    value += share * (chain.meanValue[s] ?? 0);
  }
  return { converts, value };
}

/** Expected visits of each state, those marked dead left out; `visits` holds a first guess and then the answer. */
function settle(chain: Chain, dead: Uint8Array, visits: Float64Array): void {
  const { size, begins, from, sources, probabilities } = chain;
  for (let s = 0; s < size; s += 1) if (dead[s] === 1) visits[s] = 0;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep += 1) {
    let moved = 0;
    let all = 0;
    for (let s = 0; s < size; s += 1) {
      if (dead[s] === 1) continue;
      let sum = begins[s] as number;
      const end = from[s + 1] as number;
      for (let t = from[s] as number; t < end; t += 1) sum += (visits[sources[t] as number] as number) * (probabilities[t] as number);
      moved += Math.abs(sum - (visits[s] as number));
      all += sum;
      visits[s] = sum;
    }
    if (moved <= SETTLED * all) return;
  }
  throw new AppError('invalid_input', { where: 'paths', reason: 'journeys go on almost for ever before they end', remedy: 'Cut paths to their last few hundred touches.' });
}

/** Diagonal of (I − T)⁻¹ by Gauss–Jordan without pivoting: I − T is an M-matrix, for which that is stable. */
function expectedReturns(chain: Chain): Float64Array {
  const n = chain.size;
  const a = new Float64Array(n * n);
  for (let s = 0; s < n; s += 1) {
    a[s * n + s] = 1;
    for (let t = chain.from[s] ?? 0; t < (chain.from[s + 1] ?? 0); t += 1) {
      const at = (chain.sources[t] ?? 0) * n + s;
      a[at] = (a[at] ?? 0) - (chain.probabilities[t] ?? 0);
    }
  }
  for (let k = 0; k < n; k += 1) {
    const row = k * n;
    const pivot = 1 / (a[row + k] as number);
    a[row + k] = 1;
    for (let j = 0; j < n; j += 1) a[row + j] = (a[row + j] as number) * pivot;
    for (let i = 0; i < n; i += 1) {
      if (i === k) continue;
      const factor = a[i * n + k] as number;
      if (factor === 0) continue;
      a[i * n + k] = 0;
      for (let j = 0; j < n; j += 1) a[i * n + j] = (a[i * n + j] as number) - factor * (a[row + j] as number);
    }
  }
  return Float64Array.from({ length: n }, (_, s) => a[s * n + s] ?? 1);
}

/** Probability of converting and expected value from each state on. */
function prospects(chain: Chain): { converts: Float64Array; value: Float64Array } {
  const n = chain.size;
  const [converts, value] = [new Float64Array(n), new Float64Array(n)];
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep += 1) {
    const [c, v] = [new Float64Array(n), new Float64Array(n)];
    for (let s = 0; s < n; s += 1) {
      c[s] = chain.converts[s] ?? 0;
      v[s] = (chain.converts[s] ?? 0) * (chain.meanValue[s] ?? 0);
    }
    for (let s = 0; s < n; s += 1) {
      for (let t = chain.from[s] ?? 0; t < (chain.from[s + 1] ?? 0); t += 1) {
        const source = chain.sources[t] ?? 0;
        const p = chain.probabilities[t] ?? 0;
        c[source] = (c[source] ?? 0) + p * (converts[s] ?? 0);
        v[source] = (v[source] ?? 0) + p * (value[s] ?? 0);
      }
    }
    let [moved, all] = [0, 0];
    for (let s = 0; s < n; s += 1) {
      moved += Math.abs((c[s] ?? 0) - (converts[s] ?? 0));
      all += c[s] ?? 0;
    }
    converts.set(c);
    value.set(v);
    if (moved <= SETTLED * all) break;
  }
  return { converts, value };
}

/**
 * @param order channels that a state remembers, 1 to 4
 * @throws AppError too_many_channels, no_conversion_reachable
 */
export function removalEffects(paths: PathTable, order: number): RemovalEffects {
  const chain = buildChain(paths, order);
  const channels = paths.channels.length;
  const sweeping = chain.sources.length * (channels + 1) * USUAL_SWEEPS;
  const direct = order === 1 ? 2 * chain.size ** 3 : Infinity;
  if (Math.min(sweeping, direct) > MOST_WORK) {
    throw new AppError('too_many_channels', {
      channels,
      reason: `an exact solution of order ${order} removes each of them in turn from ${chain.sources.length.toLocaleString('en')} transitions`,
      remedy: `${order > 1 ? `Use order ${order - 1}, or group` : 'Group'} rare channels into one, e.g. split by channel or channel_group instead of campaign.`,
    });
  }
  const nobody = new Uint8Array(chain.size);
  const all = new Float64Array(chain.size);
  settle(chain, nobody, all);
  const whole = outcome(chain, all);
  if (!(whole.converts > 0)) throw new AppError('no_conversion_reachable');
  const [conversions, values] = [new Float64Array(channels), new Float64Array(channels)];
  const lost = (part: number, of: number): number => (of === 0 ? 0 : Math.min(1, Math.max(0, 1 - part / of)));
  if (direct < sweeping) {
    const [returns, ahead] = [expectedReturns(chain), prospects(chain)];
    for (let s = 0; s < chain.size; s += 1) {
      const channel = chain.members[chain.of[s] ?? 0] ?? 0;
      const reached = (all[s] ?? 0) / (returns[s] ?? 1);
      conversions[channel] = Math.min(1, (reached * (ahead.converts[s] ?? 0)) / whole.converts);
      values[channel] = whole.value === 0 ? 0 : Math.min(1, (reached * (ahead.value[s] ?? 0)) / whole.value);
    }
  } else {
    const holders: number[][] = Array.from({ length: channels }, () => []);
    for (let s = 0; s < chain.size; s += 1) for (let m = chain.of[s] ?? 0; m < (chain.of[s + 1] ?? 0); m += 1) holders[chain.members[m] ?? 0]?.push(s);
    holders.forEach((states, channel) => {
      const dead = new Uint8Array(chain.size);
      for (const s of states) dead[s] = 1;
      const visits = Float64Array.from(all);
      settle(chain, dead, visits);
      const without = outcome(chain, visits);
      conversions[channel] = lost(without.converts, whole.converts);
      values[channel] = lost(without.value, whole.value);
    });
  }
  return { converts: whole.converts, value: whole.value, conversions, values };
}
