// Decides which company each statement is about: explicit ids first, then the domain of its mail, the
// domain of its website, its name. Pure; works on what a book knows of accounts and says what to change.

/** `id:zoho:account:386` is of the namespace `id:zoho:account`: one account has one id in each. */
const namespaceOf = (key: string): string => key.slice(0, key.lastIndexOf(':'));
const isId = (key: string): boolean => key.startsWith('id:');
const isDomain = (key: string): boolean => key.startsWith('domain:');

/** Accounts by their keys, as far as they are needed. */
export class AccountBook {
  private readonly owner = new Map<string, bigint>();
  private readonly keys = new Map<bigint, Set<string>>();
  private readonly into = new Map<bigint, bigint>();
  /** Keys that came while placing. */
  readonly added: { key: string; account: bigint }[] = [];
  /** Accounts that turned out to be another, in order. */
  readonly merged: { from: bigint; into: bigint }[] = [];
  readonly opened: bigint[] = [];

  constructor(known: Iterable<{ key: string; account: bigint }>, private readonly next: () => bigint) {
    for (const { key, account } of known) this.put(key, account);
  }

  private put(key: string, account: bigint): void {
    this.owner.set(key, account);
    const keys = this.keys.get(account);
    if (keys === undefined) this.keys.set(account, new Set([key]));
    else keys.add(key);
  }

  ownerOf(key: string): bigint | undefined {
    return this.owner.get(key);
  }

  /** The account that an account turned out to be. */
  survivorOf(account: bigint): bigint {
    let at = account;
    for (let next = this.into.get(at); next !== undefined; next = this.into.get(at)) at = next;
    return at;
  }

  private has(account: bigint, test: (key: string) => boolean): boolean {
    for (const key of this.keys.get(account) ?? []) if (test(key)) return true;
    return false;
  }

  /** Whether the account has another id than these in one of their namespaces. */
  private contradicts(account: bigint, ids: readonly string[]): boolean {
    if (ids.length === 0) return false;
    const namespaces = new Set(ids.map(namespaceOf));
    return this.has(account, (key) => isId(key) && namespaces.has(namespaceOf(key)) && !ids.includes(key));
  }

  private merge(from: bigint, into: bigint): void {
    for (const key of this.keys.get(from) ?? []) this.put(key, into);
    this.keys.delete(from);
    this.into.set(from, into);
    this.merged.push({ from, into });
  }

  /** The account that its keys lead to as things stand; undefined when none does. Changes nothing. */
  find(keys: readonly string[]): bigint | undefined {
    const ids = keys.filter(isId);
    const byId = ids.map((key) => this.owner.get(key)).find((account) => account !== undefined);
    if (byId !== undefined) return byId;
    const domains = keys.filter(isDomain);
    for (const key of domains) {
      const account = this.owner.get(key);
      if (account !== undefined && !this.contradicts(account, ids)) return account;
    }
    const name = keys.find((key) => !isId(key) && !isDomain(key));
    const account = name === undefined ? undefined : this.owner.get(name);
    if (account === undefined || this.contradicts(account, ids)) return undefined;
    // Many companies share a name; two with different domains are two.
    return domains.length > 0 && this.has(account, isDomain) && !domains.some((d) => this.owner.get(d) === account) ? undefined : account;
  }

  /**
   * The account of a statement with these keys (the surest first), opened where there is none. Keys that nobody has
   * become the account's; an account that is known by a weaker key only, and contradicts nothing, turns out to be the same.
   */
  place(keys: readonly string[]): bigint {
    const sure = this.owner.get(keys[0] ?? '');
    if (sure !== undefined && keys.every((key) => this.owner.get(key) === sure)) return sure;
    const ids = keys.filter(isId);
    // The same source says that several ids are one account: the older account wins.
    const byIds = [...new Set(ids.map((key) => this.owner.get(key)).filter((a) => a !== undefined))].sort((a, b) => (a < b ? -1 : 1));
    let account = byIds[0] ?? this.find(keys);
    for (const other of byIds.slice(1)) if (account !== undefined) this.merge(other, account);
    if (account === undefined) {
      account = this.next();
      this.opened.push(account);
    }
    for (const key of keys) {
      const owner = this.owner.get(key);
      if (owner === account) continue;
      if (owner === undefined) {
        this.put(key, account);
        this.added.push({ key, account });
      } else if (this.isSame(owner, account, key)) this.merge(owner, account);
    }
    return account;
  }

  private isSame(weaker: bigint, account: bigint, by: string): boolean {
    const ids = [...(this.keys.get(account) ?? [])].filter(isId);
    if (this.contradicts(weaker, ids)) return false;
    return isDomain(by) || !(this.has(weaker, isDomain) && this.has(account, isDomain));
  }
}
