// Takes in a batch of statements: what is plainly new is written at once, in a number of database
// statements that does not grow with the batch; whatever joins, moves or contradicts is decided anew.
import type { RecordsQueries } from '../database/records-store.js';
import { chooseAccount } from './choose-account.js';
import { earlier } from './partition.js';
import { AccountBook } from './place-accounts.js';
import { recomputePersons } from './recompute-persons.js';
import { keysOfAccounts, mergeAccounts, readAccountKeys, writeAccountKeys, writeAccounts } from './records/account-records.js';
import type { IdBlocks } from './records/id-blocks.js';
import { appendLinks, changeLinks, type Link, type LinkReason } from './records/link-log.js';
import { findAliases, insertAliases, insertPersons, NO_ACCOUNT, writeAliases, writePersons, type Alias, type KnownAlias, type Person } from './records/person-records.js';
import { insertStatements, writeStatements } from './records/statement-records.js';
import { isKept, visitorAlias, type Statement } from './statement.js';

/** A statement and when it was said, epoch milliseconds. No two of a batch are equal. */
export interface Said {
  readonly statement: Statement;
  readonly hash: bigint;
  readonly firstAt: number;
  readonly lastAt: number;
}

export interface Outcome {
  /** Id that facts carry: as whom the alias was first known. 0n for nobody, and for a browser alone. */
  readonly personId: bigint;
  readonly accountId: bigint;
}

export interface Applied {
  readonly outcomes: ReadonlyMap<Said, Outcome>;
  /** Somebody known before is another now, or of another account: what was remembered of earlier batches may be wrong. */
  readonly changedKnown: boolean;
}

/** Statements of a batch that share aliases. */
class Group {
  readonly said: Said[] = [];
  readonly aliases: string[] = [];
  personId = 0n;
  /** A person with this id was there before. */
  known: Person | undefined;
  origin = 0n;
  mergedInto: Group | undefined;

  root(): Group {
    return this.mergedInto === undefined ? this : (this.mergedInto = this.mergedInto.root());
  }
  get creates(): boolean {
    return this.said.some((s) => s.statement.creates);
  }
}

function groupByAliases(said: readonly Said[]): { groups: Group[]; groupOf: Map<string, Group> } {
  const groupOf = new Map<string, Group>();
  const all: Group[] = [];
  for (const s of said) {
    let mine: Group | undefined;
    for (const alias of s.statement.aliases) {
      const other = groupOf.get(alias)?.root();
      if (other === undefined || other === mine) continue;
      if (mine === undefined) mine = other;
      else {
        mine.said.push(...other.said);
        mine.aliases.push(...other.aliases);
        other.mergedInto = mine;
      }
    }
    if (mine === undefined) {
      mine = new Group();
      all.push(mine);
    }
    mine.said.push(s);
    for (const alias of s.statement.aliases) {
      if (!groupOf.has(alias)) mine.aliases.push(alias);
      groupOf.set(alias, mine);
    }
  }
  return { groups: all.filter((g) => g.mergedInto === undefined), groupOf };
}

/** One batch on its way in; its methods run in the order in which they stand. */
class Batch {
  private readonly kept: readonly Said[];
  private readonly groups: readonly Group[];
  private readonly groupOf: ReadonlyMap<string, Group>;
  private known: ReadonlyMap<string, KnownAlias> = new Map();
  private readonly newPersons = new Map<bigint, Person>();
  private readonly changedPersons = new Map<bigint, Person>();
  private readonly aliases: Alias[] = [];
  /** New alias -> the id as which it was first known, where that is not its group's. */
  private readonly beside = new Map<string, bigint>();
  private readonly links: Link[] = [];
  /** Persons who must be decided anew. */
  private readonly doubtful = new Set<bigint>();
  /** Of a browser that shall be a person though nobody is known behind it. */
  private readonly personOf = new Map<Said, bigint>();
  private readonly accountOf = new Map<Said, bigint>();
  /** Set when accounts turned out to be others. */
  private book: AccountBook | undefined;
  private moved = false;

  constructor(private readonly tx: RecordsQueries, private readonly workspaceId: number, private readonly ids: IdBlocks, private readonly said: readonly Said[], private readonly why: LinkReason, private readonly accountKeys: Map<string, bigint>) {
    this.kept = said.filter((s) => isKept(s.statement));
    const { groups, groupOf } = groupByAliases(this.kept.filter((s) => s.statement.aliases.length > 0));
    this.groups = groups;
    this.groupOf = groupOf;
  }

  async run(): Promise<Applied> {
    const asked = new Set(this.said.flatMap(({ statement: s }) => (s.visitorId === '' ? s.aliases : [...s.aliases, visitorAlias(s.visitorId)])));
    this.known = await findAliases(this.tx, this.workspaceId, [...asked]);
    await this.ids.reserve(this.tx, this.said.length * 2);
    this.namePersons();
    this.linkVisitors();
    await this.placeAccounts();
    this.chooseAccounts();
    await this.write();
    await appendLinks(this.tx, this.workspaceId, this.links, this.why);
    if (this.doubtful.size > 0) {
      await recomputePersons(this.tx, this.workspaceId, this.ids, { persons: this.doubtful }, this.why);
    }
    if (this.doubtful.size > 0) this.known = await findAliases(this.tx, this.workspaceId, [...asked]);
    return { outcomes: new Map(this.said.map((s) => [s, this.outcomeOf(s)])), changedKnown: this.doubtful.size > 0 || this.book !== undefined || this.moved };
  }

  private async write(): Promise<void> {
    await insertPersons(this.tx, this.workspaceId, [...this.newPersons.values()]);
    await writePersons(this.tx, this.workspaceId, [...this.changedPersons.values()]);
    await insertAliases(this.tx, this.workspaceId, this.aliases.filter((a) => !this.known.has(a.alias)));
    await writeAliases(this.tx, this.workspaceId, this.aliases.filter((a) => this.known.has(a.alias)));
    const placed = this.kept.map((s) => ({ ...s, personId: this.personIdOf(s), accountId: this.accountOf.get(s) ?? 0n }));
    await insertStatements(this.tx, this.workspaceId, this.why.importId, placed.filter((s) => this.newPersons.has(s.personId)));
    await writeStatements(this.tx, this.workspaceId, this.why.importId, placed.filter((s) => !this.newPersons.has(s.personId)));
  }

  /** Finds or opens the person of each group. Aliases of several known persons put them in doubt. */
  private namePersons(): void {
    for (const group of this.groups) {
      const found: KnownAlias[] = [];
      for (const alias of group.aliases) {
        const known = this.known.get(alias);
        if (known !== undefined) found.push(known);
      }
      const oldest = found.reduce<KnownAlias | undefined>((least, a) => (least === undefined || a.personId < least.personId ? a : least), undefined);
      if (oldest === undefined) {
        group.personId = this.ids.take();
        group.origin = group.personId;
        this.newPersons.set(group.personId, { personId: group.personId, mergedInto: 0n, created: group.creates, identified: true, account: NO_ACCOUNT });
      } else {
        group.personId = oldest.personId;
        group.origin = found[0]?.originId ?? oldest.originId;
        group.known = oldest.person;
        const persons = new Set(found.map((a) => a.personId));
        if (persons.size > 1) for (const id of persons) this.doubtful.add(id);
        if (!oldest.person.created && group.creates) this.doubtful.add(group.personId);
      }
      this.nameAliases(group, found.length === 0);
    }
  }

  /** New aliases of a group: each is first known as whoever it was named together with. */
  private nameAliases(group: Group, allNew: boolean): void {
    const { personId, origin } = group;
    if (allNew) {
      for (const alias of group.aliases) this.aliases.push({ alias, personId, originId: origin, linkedAt: Number.NaN });
      return;
    }
    const written = new Set<string>();
    for (const { statement } of group.said) {
      const beside = statement.aliases.map((alias) => this.known.get(alias)?.originId).find((id) => id !== undefined) ?? origin;
      for (const alias of statement.aliases) {
        if (this.known.has(alias) || written.has(alias)) continue;
        written.add(alias);
        this.beside.set(alias, beside);
        this.aliases.push({ alias, personId, originId: beside, linkedAt: Number.NaN });
      }
    }
  }

  /** Links browsers to the people identified with them; see partition.ts for the rule. */
  private linkVisitors(): void {
    const claims = new Map<string, { said: Said; group: Group }>();
    for (const s of this.kept) {
      const [first] = s.statement.aliases;
      const group = first === undefined ? undefined : this.groupOf.get(first)?.root();
      if (group === undefined || s.statement.visitorId === '') continue;
      const best = claims.get(s.statement.visitorId);
      if (best === undefined || earlier(s, best.said) < 0) claims.set(s.statement.visitorId, { said: s, group });
    }
    for (const [visitorId, { said, group }] of claims) {
      const alias = visitorAlias(visitorId);
      const known = this.known.get(alias);
      if (known === undefined) {
        const origin = this.known.get(said.statement.aliases[0] ?? '')?.originId ?? group.origin;
        this.beside.set(alias, origin);
        this.aliases.push({ alias, personId: group.personId, originId: origin, linkedAt: said.firstAt });
        const shown = group.known?.created ?? group.creates;
        if (shown && !this.doubtful.has(group.personId)) this.links.push({ kind: 'visitor', visitorId, fromId: 0n, personId: group.personId, accountId: group.known?.account.accountId ?? 0n, at: said.firstAt, removed: false });
      } else if (known.personId === group.personId) {
        if (said.firstAt < known.linkedAt) this.aliases.push({ alias, personId: known.personId, originId: known.originId, linkedAt: said.firstAt });
      } else if (!known.person.identified || !(said.firstAt > known.linkedAt)) {
        this.doubtful.add(known.personId);
        this.doubtful.add(group.personId);
      }
    }
    const anonymous = new Map<string, bigint>();
    for (const s of this.kept) {
      const { aliases, visitorId, creates } = s.statement;
      if (aliases.length > 0 || visitorId === '' || !creates) continue;
      const known = this.known.get(visitorAlias(visitorId));
      if (known !== undefined && !known.person.created) this.doubtful.add(known.personId);
      const claimed = claims.get(visitorId)?.group;
      if (known === undefined && claimed !== undefined && !(claimed.known?.created ?? claimed.creates)) this.doubtful.add(claimed.personId);
      this.personOf.set(s, known?.personId ?? claimed?.personId ?? anonymous.get(visitorId) ?? this.openAnonymous(visitorId, anonymous));
    }
  }

  private openAnonymous(visitorId: string, anonymous: Map<string, bigint>): bigint {
    const personId = this.ids.take();
    anonymous.set(visitorId, personId);
    this.newPersons.set(personId, { personId, mergedInto: 0n, created: true, identified: false, account: NO_ACCOUNT });
    this.aliases.push({ alias: visitorAlias(visitorId), personId, originId: personId, linkedAt: Number.NaN });
    this.links.push({ kind: 'visitor', visitorId, fromId: 0n, personId, accountId: 0n, at: this.said[0]?.firstAt ?? Date.now(), removed: false });
    return personId;
  }

  /** Whom a statement is stored with: one that was made before must meet itself again, also when its group is in doubt. */
  private personIdOf(s: Said): bigint {
    const [first] = s.statement.aliases;
    return (first === undefined ? this.personOf.get(s) : (this.known.get(first)?.personId ?? this.groupOf.get(first)?.root().personId)) ?? 0n;
  }

  private async placeAccounts(): Promise<void> {
    const naming = this.said.filter((s) => s.statement.accountKeys.length > 0);
    if (naming.length === 0) return;
    const asked = new Set(naming.flatMap((s) => s.statement.accountKeys.filter((key) => !this.accountKeys.has(key))));
    for (const { key, accountId } of await readAccountKeys(this.tx, this.workspaceId, [...asked])) this.accountKeys.set(key, accountId);
    // Where all keys lead to one account there is nothing to decide. For the others, all that is known of theirs.
    const open: Said[] = [];
    for (const s of naming) {
      const [first, ...rest] = s.statement.accountKeys.map((key) => this.accountKeys.get(key));
      if (first !== undefined && rest.every((account) => account === first)) this.accountOf.set(s, first);
      else open.push(s);
    }
    const involved = new Set(open.flatMap((s) => s.statement.accountKeys.map((key) => this.accountKeys.get(key)).filter((a) => a !== undefined)));
    const known = involved.size === 0 ? [] : await keysOfAccounts(this.tx, this.workspaceId, [...involved]);
    const book = new AccountBook(known.map((k) => ({ key: k.key, account: k.accountId })), () => this.ids.take());
    for (const s of open.sort(earlier)) {
      const account = this.opensAccount(s) ? book.place(s.statement.accountKeys) : book.find(s.statement.accountKeys);
      if (account !== undefined) this.accountOf.set(s, account);
    }
    await writeAccounts(this.tx, this.workspaceId, book.opened.map((accountId) => ({ accountId, mergedInto: 0n })));
    await writeAccountKeys(this.tx, this.workspaceId, book.added.map(({ key, account }) => ({ key, accountId: book.survivorOf(account), originId: account })));
    for (const { key, account } of book.added) this.accountKeys.set(key, account);
    if (book.merged.length > 0) await this.mergeAccounts(book);
  }

  /** A company is opened when a source names it, or for a person who exists; mail of somebody who is only talked about opens none. */
  private opensAccount({ statement }: Said): boolean {
    const [first] = statement.aliases;
    const group = first === undefined ? undefined : this.groupOf.get(first)?.root();
    return statement.accountExplicit || (group?.known?.created ?? group?.creates ?? statement.creates);
  }

  private async mergeAccounts(book: AccountBook): Promise<void> {
    this.book = book;
    for (const [s, account] of this.accountOf) this.accountOf.set(s, book.survivorOf(account));
    const merged = await mergeAccounts(this.tx, this.workspaceId, book.merged.map(({ from }) => ({ from, into: book.survivorOf(from) })));
    await changeLinks(this.tx, this.workspaceId, merged.map((a) => ({ kind: 'account', visitorId: '', fromId: a.accountId, personId: 0n, accountId: a.mergedInto, at: Date.now(), removed: false })), this.why);
    for (const group of this.groups) {
      const account = group.known?.account;
      if (group.known !== undefined && account !== undefined && account.accountId !== 0n) group.known = { ...group.known, account: { ...account, accountId: book.survivorOf(account.accountId) } };
    }
  }

  /** The account of each person in the batch; those in doubt are seen to when they are decided. */
  private chooseAccounts(): void {
    for (const group of this.groups) {
      if (this.doubtful.has(group.personId)) continue;
      const now = group.known?.account ?? NO_ACCOUNT;
      const ordered = group.said.length > 1 ? [...group.said].sort(earlier) : group.said;
      const account = chooseAccount(now, ordered.map((s) => ({ accountId: this.accountOf.get(s) ?? 0n, explicit: s.statement.accountExplicit, firstAt: s.firstAt, lastAt: s.lastAt })));
      if (account === now) continue;
      const opened = this.newPersons.get(group.personId);
      if (opened !== undefined) this.newPersons.set(group.personId, { ...opened, account });
      else if (group.known !== undefined) {
        this.changedPersons.set(group.personId, { ...group.known, account });
        if (account.accountId !== now.accountId) {
          this.moved = true;
          if (now.accountId !== 0n) this.links.push({ kind: 'person', visitorId: '', fromId: group.personId, personId: group.personId, accountId: account.accountId, at: account.at, removed: false });
        }
      }
    }
  }

  /** The account of a person after this batch, as far as it is known here. */
  private accountOfPerson(person: Person): bigint {
    const now = (this.newPersons.get(person.personId) ?? this.changedPersons.get(person.personId) ?? person).account.accountId;
    return this.book === undefined || this.doubtful.size > 0 ? now : this.book.survivorOf(now);
  }

  /** Whom facts of this statement are about: the id that its first alias has been known by, and the person behind it. */
  private subjectOf(s: Said): { originId: bigint; person: Person } | undefined {
    const { aliases, visitorId, creates } = s.statement;
    const [first] = aliases;
    // A browser alone stays a browser: its facts follow its link when they are read, so that a link taken back takes them along.
    const name = first ?? (creates && visitorId !== '' ? visitorAlias(visitorId) : undefined);
    if (name === undefined) return undefined;
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const personId = this.personIdOf(s);
    const person = this.newPersons.get(personId) ?? (first === undefined ? undefined : this.groupOf.get(first)?.root().known);
    return person === undefined ? undefined : { originId: this.beside.get(name) ?? (first === undefined ? personId : (this.groupOf.get(first)?.root().origin ?? personId)), person };
  }

  private outcomeOf(s: Said): Outcome {
    const subject = this.subjectOf(s);
    const shown = subject?.person.created === true ? subject : undefined;
    const own = this.accountOf.get(s) ?? 0n;
    const ofPerson = shown === undefined ? 0n : this.accountOfPerson(shown.person);
    return { personId: shown?.originId ?? 0n, accountId: s.statement.accountExplicit && own !== 0n ? own : ofPerson !== 0n ? ofPerson : own };
  }
}

/**
 * Writes what the statements say, within the caller's transaction, and answers who each is about.
 * @param accountKeys whose account keys are known to be, right as of now; what is learnt is added
 */
export function applyStatements(tx: RecordsQueries, workspaceId: number, ids: IdBlocks, said: readonly Said[], why: LinkReason, accountKeys: Map<string, bigint>): Promise<Applied> {
  return new Batch(tx, workspaceId, ids, said, why, accountKeys).run();
}
