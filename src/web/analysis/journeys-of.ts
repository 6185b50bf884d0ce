// Journeys in words and lines: ledger entries as conversions with their touches in order, paths without needless repetition,
// and long tails of a distribution as one line.
import type { CreditEntry, JourneysDocument, LedgerDocument } from '../../shared/api/attribution.js';
import { groupBy } from './group-by.js';

export interface JourneyStep {
  readonly key: string;
  /** Null for what no touch or sales earned. */
  readonly touch: CreditEntry['touch'];
  readonly earner: CreditEntry['earner'];
  /** By model; a model that is missing gave it nothing. */
  readonly credit: ReadonlyMap<string, Pick<CreditEntry, 'credit' | 'value'>>;
}

export interface Journey {
  readonly conversion: CreditEntry['conversion'];
  /** Touches in the order of time, then what no touch earned. */
  readonly steps: readonly JourneyStep[];
}

/** Conversions of a ledger in its order, each with its touches in the order of time. */
export function journeysOf({ rows }: Pick<LedgerDocument, 'rows'>): Journey[] {
  return [...groupBy(rows, (r) => r.conversion.id).values()].flatMap((entries): Journey[] => {
    const [first] = entries;
    if (first === undefined) return [];
    const place = (e: CreditEntry): number => e.touch?.position ?? Number.POSITIVE_INFINITY;
    const steps = [...groupBy([...entries].sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b))), (e) => (e.touch === null ? e.earner : `${e.touch.position} ${e.touch.id}`))].map(([key, of]): JourneyStep => ({
      key, touch: of[0]?.touch ?? null, earner: of[0]?.earner ?? 'touch', credit: new Map(of.map((e) => [e.model, { credit: e.credit, value: e.value }])),
    }));
    return [{ conversion: first.conversion, steps }];
  });
}

export interface PathStep {
  readonly name: string;
  /** How often in a row. */
  readonly times: number;
}

/** A path with repetitions in a row told once: `Email ×3, Direct`. */
export function pathSteps(path: readonly string[]): PathStep[] {
  const steps: { name: string; times: number }[] = [];
  for (const name of path) {
    const before = steps.at(-1);
    if (before?.name === name) before.times++;
    else steps.push({ name, times: 1 });
  }
  return steps;
}

/** `Email ×3 › Direct`, for text. */
export const pathText = (path: readonly string[]): string => pathSteps(path).map(({ name, times }) => (times > 1 ? `${name} ×${times}` : name)).join(' › ');

export interface Bar {
  readonly from: number;
  /** Inclusive; null where the bar is open to the top. */
  readonly to: number | null;
  readonly conversions: number;
}

/**
 * A distribution in ranges that each begin at one of `starts`, the last open to the top; ranges after the last that holds anything are left out.
 * @param starts ascending, the first at or below the smallest place
 */
export function barsOf(counts: readonly { readonly at: number; readonly conversions: number }[], starts: readonly number[]): Bar[] {
  const bars = starts.map((from, i): Bar => {
    const next = starts[i + 1];
    return { from, to: next === undefined ? null : next - 1, conversions: counts.filter((c) => c.at >= from && (next === undefined || c.at < next)).reduce((n, c) => n + c.conversions, 0) };
  });
  return bars.slice(0, bars.findLastIndex((b) => b.conversions > 0) + 1);
}

/** `3`, `4–7`, `30 or more`. */
export const barName = ({ from, to }: Bar): string => (to === null ? `${from} or more` : to === from ? String(from) : `${from}–${to}`);

/** `6-7`, `3`, `31-`: as the ledger is asked for it. */
export const barRange = ({ from, to }: Bar): string => (to === from ? String(from) : `${from}-${to ?? ''}`);

export interface Link {
  readonly source: string;
  readonly target: string;
  readonly journeys: number;
}

export interface FlowNode {
  readonly id: string;
  readonly name: string;
  /** Place in the path, from 0. */
  readonly depth: number;
}

export interface Flow {
  readonly nodes: readonly FlowNode[];
  /** By ids of nodes. */
  readonly links: readonly Link[];
}

export const [CONVERSION, OTHERS] = ['(conversion)', 'others'];
const START = '(start)';
/** Steps that the answer tells apart one by one: the step after is all from there on. */
const TOLD_APART = 4;

/**
 * The first touches of journeys as a flow from left to right: each value once at each place, with those that end there in a conversion.
 * @param most values shown by name; the rest flow together as `others`
 */
export function flowOf(transitions: JourneysDocument['transitions'], most: number): Flow {
  const told = transitions.filter((t) => t.step <= TOLD_APART);
  const sizes = [...groupBy(told.filter((t) => t.target !== CONVERSION), (t) => t.target)].map(([name, of]) => ({ name, size: of.reduce((n, t) => n + t.journeys, 0) })).sort((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1));
  const named = new Set([CONVERSION, ...sizes.slice(0, most).map((s) => s.name)]);
  const at = (name: string, place: number): FlowNode => { const shown = named.has(name) ? name : OTHERS; return { id: `${place} ${shown}`, name: shown, depth: place - 1 }; };
  const steps = told.filter((t) => t.source !== START).map((t) => ({ source: at(t.source, t.step - 1), target: at(t.target, t.step), journeys: t.journeys }));
  const nodes = new Map(steps.flatMap((s) => [s.source, s.target]).map((n) => [n.id, n]));
  const links = [...groupBy(steps, (s) => JSON.stringify([s.source.id, s.target.id])).values()].flatMap((same): Link[] => {
    const [first] = same;
    return first === undefined ? [] : [{ source: first.source.id, target: first.target.id, journeys: same.reduce((n, s) => n + s.journeys, 0) }];
  });
  return { nodes: [...nodes.values()].sort((a, b) => a.depth - b.depth || (a.id < b.id ? -1 : 1)), links };
}
