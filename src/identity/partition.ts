// Decides which aliases are one person, from nothing but what sources said and what people decided.
// Pure, and independent of the order in which the statements came; ids are given out by assign-ids.ts.

/** A statement as far as it connects aliases. */
export interface Connection {
  readonly aliases: readonly string[];
  /** Alias of the visitor, '' for none. */
  readonly visitor: string;
  /** First said, epoch milliseconds. */
  readonly firstAt: number;
  readonly hash: bigint;
}

/** A merge that a person decided (`together`), or took back (`apart`). */
export interface Decision {
  readonly kind: 'together' | 'apart';
  readonly left: readonly string[];
  readonly right: readonly string[];
}

/** Somebody outside of what is looked at, whose own statements name one of the visitors too. */
export interface OutsideClaim {
  readonly visitor: string;
  readonly personId: bigint;
  readonly firstAt: number;
  readonly hash: bigint;
}

export interface PersonClass {
  /** Identified aliases and visitors' aliases. */
  readonly aliases: ReadonlySet<string>;
  /** The person outside that it belongs to, 0n for none. */
  readonly outside: bigint;
}

export interface Partition {
  readonly classes: readonly PersonClass[];
  readonly classOf: ReadonlyMap<string, PersonClass>;
  /** Visitor -> when they were identified; only of visitors who were. */
  readonly linkedAt: ReadonlyMap<string, number>;
}

export const earlier = (a: { firstAt: number; hash: bigint }, b: { firstAt: number; hash: bigint }): number =>
  a.firstAt - b.firstAt || (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0);

const outsideNode = (personId: bigint): string => `outside:${personId}`;

/** Union-find that refuses to join what was decided to be apart. */
class Sets {
  private readonly parent = new Map<string, string>();
  /** Root -> decision -> the side it is on. */
  private readonly sides = new Map<string, Map<number, 'left' | 'right'>>();

  add(node: string): void {
    if (!this.parent.has(node)) this.parent.set(node, node);
  }
  has(node: string): boolean {
    return this.parent.has(node);
  }
  nodes(): Iterable<string> {
    return this.parent.keys();
  }
  root(node: string): string {
    let at = node;
    for (let up = this.parent.get(at); up !== undefined && up !== at; up = this.parent.get(at)) at = up;
    for (let step = node; step !== at; ) {
      const up = this.parent.get(step) ?? at;
      this.parent.set(step, at);
      step = up;
    }
    return at;
  }
  /** Puts a node on one side of a decision. */
  keepApart(decision: number, side: 'left' | 'right', node: string): void {
    if (!this.has(node)) return;
    const root = this.root(node);
    const sides = this.sides.get(root) ?? new Map<number, 'left' | 'right'>();
    if (!sides.has(decision)) sides.set(decision, side);
    this.sides.set(root, sides);
  }
  /** Joins two sets; false when a decision forbids it. */
  union(a: string, b: string): boolean {
    const [left, right] = [this.root(a), this.root(b)];
    if (left === right) return true;
    const [mine, theirs] = [this.sides.get(left), this.sides.get(right)];
    if (mine !== undefined && theirs !== undefined) {
      for (const [decision, side] of mine) {
        const other = theirs.get(decision);
        if (other !== undefined && other !== side) return false;
      }
    }
    this.parent.set(right, left);
    if (theirs !== undefined) this.sides.set(left, new Map([...theirs, ...(mine ?? [])]));
    return true;
  }
}

/**
 * - Aliases named by one statement are one person, and so on along the chain.
 * - A visitor belongs to whoever was first identified with them. Another person who is identified later with the same
 *   visitor (a shared computer, a login after a logout) stays a person of their own: one visitor has one link, and
 *   moving it would rewrite what the first person did. Their statement is kept and shown as a conflict.
 * - What people decided goes before what sources say.
 */
export function partition(statements: readonly Connection[], decisions: readonly Decision[], outside: readonly OutsideClaim[]): Partition {
  const sets = new Sets();
  for (const s of statements) {
    for (const alias of s.aliases) sets.add(alias);
    if (s.visitor !== '') sets.add(s.visitor);
  }
  decisions.forEach(({ kind, left, right }, i) => {
    if (kind !== 'apart') return;
    for (const alias of left) sets.keepApart(i, 'left', alias);
    for (const alias of right) sets.keepApart(i, 'right', alias);
  });
  const decide = (known: (alias: string) => boolean): void => {
    for (const { kind, left, right } of decisions) {
      const [one, other] = [left.find(known), right.find(known)];
      if (kind === 'together' && one !== undefined && other !== undefined) sets.union(one, other);
    }
  };
  const visitors = new Set(statements.filter((s) => s.visitor !== '').map((s) => s.visitor));
  decide((alias) => sets.has(alias) && !visitors.has(alias));

  const ordered = [...statements].sort(earlier);
  for (const { aliases } of ordered) {
    const [first, ...rest] = aliases;
    if (first !== undefined) for (const alias of rest) sets.union(first, alias);
  }

  const claims = new Map<string, { node: string; firstAt: number; hash: bigint }[]>();
  const claim = (visitor: string, node: string, firstAt: number, hash: bigint): void => {
    const all = claims.get(visitor);
    if (all === undefined) claims.set(visitor, [{ node, firstAt, hash }]);
    else all.push({ node, firstAt, hash });
  };
  for (const { visitor, aliases, firstAt, hash } of ordered) {
    const [first] = aliases;
    if (visitor !== '' && first !== undefined) claim(visitor, first, firstAt, hash);
  }
  for (const { visitor, personId, firstAt, hash } of outside) {
    sets.add(visitor);
    sets.add(outsideNode(personId));
    claim(visitor, outsideNode(personId), firstAt, hash);
  }
  const linkedAt = new Map<string, number>();
  for (const [visitor, all] of claims) {
    const taken = all.sort(earlier).find(({ node }) => sets.union(node, visitor));
    if (taken !== undefined) linkedAt.set(visitor, taken.firstAt);
  }
  decide((alias) => sets.has(alias));

  const byRoot = new Map<string, { aliases: Set<string>; outside: bigint }>();
  for (const node of sets.nodes()) {
    const root = sets.root(node);
    const found = byRoot.get(root) ?? { aliases: new Set<string>(), outside: 0n };
    if (node.startsWith('outside:')) found.outside = BigInt(node.slice('outside:'.length));
    else found.aliases.add(node);
    byRoot.set(root, found);
  }
  const classes = [...byRoot.values()].filter((c) => c.aliases.size > 0);
  return { classes, classOf: new Map(classes.flatMap((c) => [...c.aliases].map((alias) => [alias, c] as const))), linkedAt };
}
