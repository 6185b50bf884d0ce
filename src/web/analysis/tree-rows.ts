// Lays a tree of two levels out as the rows of a table: parents in the order asked for, under each unfolded one its parts.

export interface Tree<Row> {
  readonly parents: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Parts of the unfolded parents by the parent's key. */
  readonly parts: ReadonlyMap<string, readonly Row[]>;
  readonly order: (rows: readonly Row[]) => readonly Row[];
  /** Parts that are not among them, by the parent's key: how many. */
  readonly left: ReadonlyMap<string, number>;
  /** The row that stands for the parts that are not shown. */
  readonly further: (parent: Row, count: number) => Row;
}

/** Parents and parts in the order they are seen; both levels are ordered alike. */
export function treeRows<Row>({ parents, keyOf, parts, order, left, further }: Tree<Row>): Row[] {
  return order(parents).flatMap((parent) => {
    const own = parts.get(keyOf(parent));
    if (own === undefined) return [parent];
    const more = left.get(keyOf(parent)) ?? 0;
    return [parent, ...order(own), ...(more > 0 ? [further(parent, more)] : [])];
  });
}
