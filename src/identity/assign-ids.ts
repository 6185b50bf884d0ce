// Gives the classes of a partition their ids, so that whoever was known keeps theirs: the oldest id
// of identified aliases names the person, the others live on as theirs.

/** One class of a partition: its members (aliases of a person, keys of an account). */
export interface Members<Key> {
  readonly keys: Iterable<Key>;
  /** Order among classes that claim the same id; the smaller one keeps it. */
  readonly rank: number;
  /** Id that it must have, 0n for none. */
  readonly fixed: bigint;
}

export interface Assignment<C> {
  readonly idOf: ReadonlyMap<C, bigint>;
  /** Old id -> the class it stands for now; missing where nothing of it is left. */
  readonly heirs: ReadonlyMap<bigint, C>;
}

/**
 * @param originOf the id as which a key was first known; undefined for a new one
 * @param strong keys whose origins name the class; others only where there are none (an anonymous visitor never names a known contact)
 * @param next takes a new id
 */
export function assignIds<C extends Members<string>>(classes: readonly C[], originOf: (key: string) => bigint | undefined, strong: (key: string) => boolean, next: () => bigint): Assignment<C> {
  /** Origin -> per class, how many of its keys are of that origin. */
  const votes = new Map<bigint, Map<C, { strong: number; all: number }>>();
  for (const c of classes) {
    for (const key of c.keys) {
      const origin = originOf(key);
      if (origin === undefined) continue;
      const byClass = votes.get(origin) ?? new Map<C, { strong: number; all: number }>();
      const vote = byClass.get(c) ?? { strong: 0, all: 0 };
      vote.all += 1;
      if (strong(key)) vote.strong += 1;
      byClass.set(c, vote);
      votes.set(origin, byClass);
    }
  }
  const heirs = new Map<bigint, C>();
  const owned = new Map<C, { id: bigint; strong: boolean }[]>();
  for (const [origin, byClass] of votes) {
    const [heir] = [...byClass].sort(([a, x], [b, y]) => y.strong - x.strong || y.all - x.all || a.rank - b.rank);
    if (heir === undefined) continue;
    const [c, vote] = heir;
    heirs.set(origin, c);
    const mine = owned.get(c) ?? [];
    mine.push({ id: origin, strong: vote.strong > 0 });
    owned.set(c, mine);
  }
  const idOf = new Map<C, bigint>();
  for (const c of classes) {
    const mine = owned.get(c) ?? [];
    const named = mine.some((o) => o.strong) ? mine.filter((o) => o.strong) : mine;
    const oldest = named.reduce<bigint>((least, { id }) => (least === 0n || id < least ? id : least), 0n);
    idOf.set(c, c.fixed !== 0n ? c.fixed : oldest !== 0n ? oldest : next());
  }
  return { idOf, heirs };
}
