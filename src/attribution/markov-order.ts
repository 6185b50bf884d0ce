// Which order of Markov chain foretells best: each order is learned on four fifths of the paths and judged on the fifth that it
// has not seen, by the area under the ROC curve of its probability of converting, five times over. A path goes to the same
// fifth every time, by a hash of its channels.
import type { PathTable } from './path-table.js';

const FOLDS = 5;
const ORDERS = [1, 2, 3, 4] as const;

const hash = (steps: Uint32Array): number => {
  let h = 2166136261;
  for (const step of steps) h = Math.imul(h ^ step, 16777619) >>> 0;
  return Math.imul(h ^ (h >>> 15), 0x85ebca6b) >>> 0;
};

/** Share of converting by the state a path ends in, backing off to shorter memories where a state was not seen. */
function learn(paths: PathTable, order: number, held: (p: number) => boolean): (steps: Uint32Array) => number {
  const seen = new Map<string, { conversions: number; all: number }>();
  for (let p = 0; p < paths.conversions.length; p += 1) {
    if (held(p)) continue;
    const steps = paths.steps.subarray(paths.starts[p], paths.starts[p + 1]);
    for (let k = 0; k <= order; k += 1) {
      const key = steps.slice(Math.max(0, steps.length - k)).join(',');
      const at = seen.get(key) ?? { conversions: 0, all: 0 };
      at.conversions += paths.conversions[p] ?? 0;
      at.all += (paths.conversions[p] ?? 0) + (paths.nulls[p] ?? 0);
      seen.set(key, at);
      if (k >= steps.length) break;
    }
  }
  return (steps) => {
    for (let k = Math.min(order, steps.length); k >= 0; k -= 1) {
      const at = seen.get(steps.slice(steps.length - k).join(','));
      if (at !== undefined && at.all > 0) return at.conversions / at.all;
    }
    return 0;
  };
}

/** Probability that a conversion is rated above a null, ties half (Hanley & McNeil 1982); null without either. */
export function areaUnderCurve(rated: readonly { score: number; conversions: number; nulls: number }[]): number | null {
  const sorted = [...rated].sort((a, b) => a.score - b.score);
  let [below, pairs] = [0, 0];
  for (let i = 0; i < sorted.length;) {
    let [conversions, nulls] = [0, 0];
    const score = sorted[i]?.score;
    for (; i < sorted.length && sorted[i]?.score === score; i += 1) {
      conversions += sorted[i]?.conversions ?? 0;
      nulls += sorted[i]?.nulls ?? 0;
    }
    pairs += conversions * (below + nulls / 2);
    below += nulls;
  }
  const conversions = rated.reduce((n, r) => n + r.conversions, 0);
  return conversions === 0 || below === 0 ? null : pairs / (conversions * below);
}

/** Half the width of a 95 % interval around chance: the area's standard error where scores say nothing is √((n + m + 1) ÷ 12nm) (Mann & Whitney 1947). */
const WIDTH = 1.96;

/** Whether an area under the curve of these paths' scores is above chance, 0.5, by more than chance. */
export function beatsChance(area: number | null, paths: Pick<PathTable, 'conversions' | 'nulls'>): boolean {
  const [n, m] = [paths.conversions, paths.nulls].map((counts) => counts.reduce((sum, c) => sum + c, 0));
  if (area === null || n === undefined || m === undefined || n === 0 || m === 0) return false;
  return area - 0.5 > WIDTH * Math.sqrt((n + m + 1) / (12 * n * m));
}

/** How well each order foretells; a higher order is chosen only where it is better by more than a thousandth. */
export function judgeOrders(paths: PathTable): { order: number; auc: { order: number; auc: number | null }[] } {
  const fold = Uint8Array.from({ length: paths.conversions.length }, (_, p) => hash(paths.steps.subarray(paths.starts[p], paths.starts[p + 1])) % FOLDS);
  const auc = ORDERS.map((order) => {
    const rated: { score: number; conversions: number; nulls: number }[] = [];
    for (let f = 0; f < FOLDS; f += 1) {
      const score = learn(paths, order, (p) => fold[p] === f);
      for (let p = 0; p < paths.conversions.length; p += 1) {
        if (fold[p] === f) rated.push({ score: score(paths.steps.subarray(paths.starts[p], paths.starts[p + 1])), conversions: paths.conversions[p] ?? 0, nulls: paths.nulls[p] ?? 0 });
      }
    }
    return { order, auc: areaUnderCurve(rated) };
  });
  const best = auc.reduce((found, a) => ((a.auc ?? 0) > (found.auc ?? 0) + 0.001 ? a : found));
  return { order: best.order, auc };
}
