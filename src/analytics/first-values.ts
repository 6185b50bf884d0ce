// The first values of a split, by a figure of theirs: of a hundred thousand campaigns those that a page shows.
import type { FiguresQuery, TOP_OF } from '../shared/api/figures.js';
import { AppError } from '../shared/errors.js';
import type { Kpi } from './kpi.js';

export interface FirstOrder {
  readonly kpi: Kpi;
  readonly descending: boolean;
  /** Values of the last dimension in each value of the others, or of all values together. */
  readonly top: number;
  readonly of: (typeof TOP_OF)[number];
}

interface Asked {
  readonly query: FiguresQuery;
  readonly kpis: readonly Kpi[];
  /** Those of them that the split divides: the others are the same for every value. */
  readonly divided: readonly Kpi[];
  readonly find: (id: string) => Kpi;
}

/** How a question wants its first values; undefined where it wants all. @throws AppError invalid_input, unknown_kpi */
export function firstOrderOf({ query: { top, topOf, order, by }, kpis, divided, find }: Asked): FirstOrder | undefined {
  if (top === undefined) {
    if (order !== undefined) throw new AppError('invalid_input', { where: 'order', reason: 'it says by what top chooses values, and top is not given', remedy: 'Give top as well, or leave order out.' });
    return undefined;
  }
  if (by.length === 0) throw new AppError('invalid_input', { where: 'top', reason: 'there is no split to take the first values of', remedy: 'Name a dimension in by, or leave top out.' });
  const id = order?.replace(/^-/, '');
  // By id: a KPI between stages is made anew each time it is found.
  const wanted = id === undefined ? (divided[0] ?? kpis[0])?.id : find(id).id;
  const kpi = kpis.find((one) => one.id === wanted);
  if (kpi === undefined) throw new AppError('invalid_input', { where: 'order', reason: `${id ?? ''} is not among the KPIs asked for`, remedy: 'Order by one of them.' });
  return { kpi, top, of: topOf ?? 'each', descending: order === undefined || order.startsWith('-') };
}

interface FirstValues {
  readonly shown: ReadonlyMap<string, readonly string[]>;
  /** How many are left out, by the values of the other dimensions. */
  readonly left: readonly { readonly others: readonly string[]; readonly count: number }[];
}

/**
 * @param values of the split, by their keys
 * @param sizeOf what a value is ordered by; those without come last
 */
export function firstValues(values: ReadonlyMap<string, readonly string[]>, { top, of, descending }: FirstOrder, sizeOf: (key: string) => number | null): FirstValues {
  const shown = new Map<string, readonly string[]>();
  const groups = new Map<string, { readonly key: string; readonly dims: readonly string[]; readonly size: number }[]>();
  for (const [key, dims] of values) {
    // What names no value stays in sight, whatever its size.
    if (of === 'all' ? dims.every((value) => value === '') : dims.at(-1) === '') {
      shown.set(key, dims);
      continue;
    }
    const size = sizeOf(key);
    const one = { key, dims, size: size === null ? Infinity : descending ? -size : size };
    const others = JSON.stringify(of === 'all' ? [] : dims.slice(0, -1));
    const group = groups.get(others);
    if (group === undefined) groups.set(others, [one]);
    else group.push(one);
  }
  const left: { others: readonly string[]; count: number }[] = [];
  for (const group of groups.values()) {
    group.sort((a, b) => (a.size === b.size ? (a.key < b.key ? -1 : 1) : a.size - b.size));
    for (const { key, dims } of group.slice(0, top)) shown.set(key, dims);
    if (group.length > top) left.push({ others: of === 'all' ? [] : group[0]?.dims.slice(0, -1) ?? [], count: group.length - top });
  }
  return { shown, left };
}
