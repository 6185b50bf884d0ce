// An absorbing Markov chain over the last k channels of a path, and its exact solution: how likely a journey ends in a
// conversion, with every channel and with one of them removed. Solved as a linear system; nothing is simulated.
import type { PathTable } from '../../attribution/path-table.js';
import { AppError } from '../../shared/errors.js';

/** The chain's states, without start, conversion and null; transitions by their origin in compressed rows. */
export interface Chain {
  readonly size: number;
  /** Probability of the first state. */
  readonly begins: Float64Array;
  /** Transitions *into* state s: `sources[from[s] … from[s + 1])` with their probabilities. */
  readonly from: Uint32Array;
  readonly sources: Uint32Array;
  readonly probabilities: Float64Array;
  /** Probability that the next step is the conversion, and the mean value of a conversion there. */
  readonly converts: Float64Array;
  readonly meanValue: Float64Array;
  /** Channels that a state holds, `members[of[s] … of[s + 1])`. */
  readonly of: Uint32Array;
  readonly members: Uint32Array;
}

/** States a chain may have: beyond it a solution would take minutes. */
const MOST_STATES = 2_000_000;

const tooMany = (channels: number, order: number, reason: string): AppError => new AppError('too_many_channels', {
  channels, reason,
  remedy: order > 1 ? `Use order ${order - 1} or lower, or group rare channels into one.` : 'Group rare channels into one, e.g. split by channel or channel_group instead of campaign.',
});

/** Numbers the different states; a state is the number of its predecessor's last channels and the channel added. */
class States {
  private readonly numbers = new Map<number, Map<number, number>>();
  readonly windows: number[][] = [];
  /** By state: its channels without the oldest, as a state key for the next step. */
  private readonly keys = new Map<string, number>();

  constructor(private readonly order: number) {}

  /** The state after `state` (-1: the start) when `channel` follows. */
  next(state: number, channel: number): number {
    const known = this.numbers.get(state)?.get(channel);
    if (known !== undefined) return known;
    const window = [...(this.windows[state] ?? []), channel].slice(-this.order);
    const key = window.join(',');
    let number = this.keys.get(key);
    if (number === undefined) {
      number = this.windows.length;
      this.windows.push(window);
      this.keys.set(key, number);
    }
    let row = this.numbers.get(state);
    if (row === undefined) this.numbers.set(state, (row = new Map<number, number>()));
    row.set(channel, number);
    return number;
  }
}

const compressed = (rows: readonly (readonly number[])[]): { starts: Uint32Array; flat: Uint32Array } => {
  const starts = new Uint32Array(rows.length + 1);
  rows.forEach((row, i) => { starts[i + 1] = (starts[i] ?? 0) + row.length; });
  return { starts, flat: Uint32Array.from(rows.flat()) };
};

/**
 * Builds the chain of a table of paths. A state is the last `order` channels (fewer at the start of a path); the same state
 * again right after itself is no step. A path counts as often as it converted and did not.
 * @throws AppError too_many_channels
 */
export function buildChain(paths: PathTable, order: number): Chain {
  const states = new States(order);
  const counts: Map<number, number>[] = [];
  const starts = new Map<number, number>();
  const totals: { all: number; conversions: number; value: number }[] = [];
  const total = (state: number): { all: number; conversions: number; value: number } => (totals[state] ??= { all: 0, conversions: 0, value: 0 });
  let begun = 0;
  for (let p = 0; p < paths.conversions.length; p += 1) {
    const conversions = paths.conversions[p] ?? 0;
    const weight = conversions + (paths.nulls[p] ?? 0);
    if (weight === 0) continue;
    begun += weight;
    let state = -1;
    for (let i = paths.starts[p] ?? 0; i < (paths.starts[p + 1] ?? 0); i += 1) {
      const next = states.next(state, paths.steps[i] ?? 0);
      if (next === state) continue;
      if (next >= MOST_STATES) throw tooMany(paths.channels.length, order, `order ${order} gives more than ${MOST_STATES.toLocaleString('en')} states`);
      if (state < 0) starts.set(next, (starts.get(next) ?? 0) + weight);
      else {
        const row = (counts[state] ??= new Map<number, number>());
        row.set(next, (row.get(next) ?? 0) + weight);
      }
      total(next).all += weight;
      state = next;
    }
    if (state < 0) continue;
    total(state).conversions += conversions;
    total(state).value += paths.values[p] ?? 0;
  }

  const size = states.windows.length;
  const into: { source: number; probability: number }[][] = Array.from({ length: size }, () => []);
  counts.forEach((row, source) => {
    const all = totals[source]?.all ?? 1;
    for (const [target, count] of row) into[target]?.push({ source, probability: count / all });
  });
  const sources = compressed(into.map((list) => list.map((t) => t.source)));
  const members = compressed(states.windows.map((window) => [...new Set(window)]));
  const begins = new Float64Array(size);
  for (const [state, count] of starts) begins[state] = count / begun;
  return {
    size, begins,
    from: sources.starts, sources: sources.flat, probabilities: Float64Array.from(into.flatMap((list) => list.map((t) => t.probability))),
    converts: Float64Array.from(Array.from({ length: size }, (_, s) => { const t = totals[s]; return t === undefined ? 0 : t.conversions / t.all; })),
    meanValue: Float64Array.from(Array.from({ length: size }, (_, s) => { const t = totals[s]; return t === undefined || t.conversions === 0 ? 0 : t.value / t.conversions; })),
    of: members.starts, members: members.flat,
  };
}
