// Goals as a tree: company, team, person. Lays it out as rows, keeps the way from the top to whatever is looked for, and
// says what may stand above what.

interface Node {
  readonly goal: { readonly id: string; readonly parent: string | null };
}

export type TreeRow<N extends Node> = N & {
  /** 0 at the top. */
  readonly depth: number;
  /** Goals right under it that are in the tree. */
  readonly parts: number;
  readonly folded: boolean;
  /** Not looked for itself: it stands there because something under it is. */
  readonly above: boolean;
};

interface Options<N extends Node> {
  readonly wanted: (node: N) => boolean;
  readonly folded: ReadonlySet<string>;
  /** Of goals side by side. */
  readonly order: (rows: readonly TreeRow<N>[]) => readonly TreeRow<N>[];
}

/** The rows in the order they are seen. A goal whose parent is not among the nodes stands at the top. */
export function goalTree<N extends Node>(nodes: readonly N[], { wanted, folded, order }: Options<N>): TreeRow<N>[] {
  const ids = new Set(nodes.map((n) => n.goal.id));
  const under = new Map<string | null, N[]>();
  for (const node of nodes) {
    const parent = node.goal.parent !== null && ids.has(node.goal.parent) ? node.goal.parent : null;
    under.set(parent, [...(under.get(parent) ?? []), node]);
  }
  const kept = new Set<string>();
  const keep = (node: N): boolean => {
    // Every part is asked, so that each one that is wanted stays.
    const parts = (under.get(node.goal.id) ?? []).map(keep);
    const stays = wanted(node) || parts.includes(true);
    if (stays) kept.add(node.goal.id);
    return stays;
  };
  const rows = (parent: string | null, depth: number): TreeRow<N>[] => {
    const side = (under.get(parent) ?? []).filter((n) => kept.has(n.goal.id)).map((n): TreeRow<N> => ({
      ...n, depth, parts: (under.get(n.goal.id) ?? []).filter((p) => kept.has(p.goal.id)).length, folded: folded.has(n.goal.id), above: !wanted(n),
    }));
    return order(side).flatMap((row) => [row, ...(row.folded ? [] : rows(row.goal.id, depth + 1))]);
  };
  for (const top of under.get(null) ?? []) keep(top);
  return rows(null, 0);
}

/** Goals that may stand above one: all but itself and those under it. */
export function possibleParents<G extends { readonly id: string; readonly parent: string | null }>(goals: readonly G[], id: string): G[] {
  const barred = new Set([id]);
  for (let grown = true; grown;) {
    const more = goals.filter((g) => g.parent !== null && barred.has(g.parent) && !barred.has(g.id));
    for (const goal of more) barred.add(goal.id);
    grown = more.length > 0;
  }
  return goals.filter((g) => !barred.has(g.id));
}
