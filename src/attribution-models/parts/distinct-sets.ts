// The different sets of channels that the paths of a table visit, whatever the order, with what became of those who did.
import type { PathTable } from '../../attribution/path-table.js';

export interface ChannelSet {
  /** Numbers of the channels, ascending. */
  readonly members: readonly number[];
  conversions: number;
  value: number;
  nulls: number;
}

export function distinctSets(paths: PathTable): ChannelSet[] {
  const sets = new Map<string, ChannelSet>();
  for (let p = 0; p < paths.conversions.length; p += 1) {
    const members = [...new Set(paths.steps.subarray(paths.starts[p], paths.starts[p + 1]))].sort((a, b) => a - b);
    const key = members.join(',');
    let set = sets.get(key);
    if (set === undefined) sets.set(key, (set = { members, conversions: 0, value: 0, nulls: 0 }));
    set.conversions += paths.conversions[p] ?? 0;
    set.value += paths.values[p] ?? 0;
    set.nulls += paths.nulls[p] ?? 0;
  }
  return [...sets.values()];
}
