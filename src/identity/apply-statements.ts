// Takes in a batch of statements: what is plainly new is written at once, in a number of database
// statements that does not grow with the batch; whatever joins, moves or contradicts is decided anew.
import type { RecordsQueries } from '../database/records-store.js';
import { chooseAccount } from './choose-account.js';
import { earlier } from './partition.js';
import { AccountBook } from './place-accounts.js';
import { recomputePersons } from './recompute-persons.js';
import { accountsByKeys, mergeAccounts, writeAccountKeys, writeAccounts } from './records/account-records.js';
import type { IdBlocks } from './records/id-blocks.js';
import { appendLinks, changeLinks, type Link, type LinkReason } from './records/link-log.js';
import { findAliases, NO_ACCOUNT, writeAliases, writePersons, type Alias, type KnownAlias, type Person } from './records/person-records.js';
import { writeStatements } from './records/statement-records.js';
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
  private readonly links: Link[] = [];
  /** Persons who must be decided anew. */
  private readonly doubtful = new Set<bigint>();
  /** Of a browser that shall be a person though nobody is known behind it. */
  private readonly personOf = new Map<Said, bigint>();
  private readonly accountOf = new Map<Said, bigint>();
  /** Set when accounts turned out to be others. */
  private book: AccountBook | undefined;
  private moved = false;

  constructor(private readonly tx: RecordsQueries, private readonly workspaceId: number, private readonly ids: IdBlocks, private readonly said: readonly Said[], private readonly why: LinkReason) {
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
    await writePersons(this.tx, this.workspaceId, [...this.newPersons.values(), ...this.changedPersons.values()]);
    await writeAliases(this.tx, this.workspaceId, this.aliases);
    await writeStatements(this.tx, this.workspaceId, this.why.importId, this.kept.map((s) => ({ ...s, personId: this.personIdOf(s), accountId: this.accountOf.get(s) ?? 0n })));
    await appendLinks(this.tx, this.workspaceId, this.links, this.why);
    if (this.doubtful.size > 0) {
      await recomputePersons(this.tx, this.workspaceId, this.ids, { persons: this.doubtful }, this.why);
    }
    if (this.aliases.length > 0 || this.doubtful.size > 0) this.known = await this.refresh(asked);
    return { outcomes: new Map(this.said.map((s) => [s, this.outcomeOf(s)])), changedKnown: this.doubtful.size > 0 || this.book !== undefined || this.moved };
  }

  /** What is known after writing: read again only where persons were decided anew. */
  private async refresh(asked: ReadonlySet<string>): Promise<ReadonlyMap<string, KnownAlias>> {
    if (this.doubtful.size > 0) return findAliases(this.tx, this.workspaceId, [...asked]);
    const known = new Map(this.known);
    for (const alias of this.aliases) {
      const person = this.newPersons.get(alias.personId) ?? this.changedPersons.get(alias.personId) ?? this.known.get(alias.alias)?.person ?? this.personKnown(alias.personId);
      if (person !== undefined) known.set(alias.alias, { ...alias, person });
    }
    return known;
  }

  private personKnown(personId: bigint): Person | undefined {
    return this.groups.find((g) => g.personId === personId)?.known;
  }

  /** Finds or opens the person of each group. Aliases of several known persons put them in doubt. */
  private namePersons(): void {
    for (const group of this.groups) {
      const found = group.aliases.map((alias) => this.known.get(alias)).filter((a) => a !== undefined);
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
      const written = new Set<string>();
      for (const { statement } of group.said) {
        // A new alias is first known as whoever it was named together with.
        const origin = statement.aliases.map((alias) => this.known.get(alias)?.originId).find((id) => id !== undefined) ?? group.origin;
        for (const alias of statement.aliases) {
          if (this.known.has(alias) || written.has(alias)) continue;
          written.add(alias);
          this.aliases.push({ alias, personId: group.personId, originId: origin, linkedAt: Number.NaN });
        }
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
    const keys = await accountsByKeys(this.tx, this.workspaceId, [...new Set(naming.flatMap((s) => s.statement.accountKeys))]);
    const book = new AccountBook(keys.map((k) => ({ key: k.key, account: k.accountId })), () => this.ids.take());
    const placed = new Map<Said, bigint>();
    for (const s of [...naming].sort(earlier)) {
      const [first] = s.statement.aliases;
      const group = first === undefined ? undefined : this.groupOf.get(first)?.root();
      // A company is opened when a source names it, or for a person who exists; mail of somebody who is only talked about opens none.
      const opens = s.statement.accountExplicit || (group?.known?.created ?? group?.creates ?? s.statement.creates);
      const account = opens ? book.place(s.statement.accountKeys) : book.find(s.statement.accountKeys);
      if (account !== undefined) placed.set(s, account);
    }
    for (const [s, account] of placed) this.accountOf.set(s, book.survivorOf(account));
    await writeAccounts(this.tx, this.workspaceId, book.opened.map((accountId) => ({ accountId, mergedInto: 0n })));
    await writeAccountKeys(this.tx, this.workspaceId, book.added.map(({ key, account }) => ({ key, accountId: book.survivorOf(account), originId: account })));
    if (book.merged.length === 0) return;
    this.book = book;
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

  private outcomeOf(s: Said): Outcome {
    const { aliases, visitorId, creates, accountExplicit } = s.statement;
    const [first] = aliases;
    // A browser alone stays a browser: its facts follow its link when they are read, so that a link taken back takes them along.
    const name = first ?? (creates && visitorId !== '' ? visitorAlias(visitorId) : undefined);
    const known = name === undefined ? undefined : this.known.get(name);
    const person = known?.person.created === true ? known : undefined;
    const own = this.accountOf.get(s) ?? 0n;
    const held = person === undefined ? 0n : (this.newPersons.get(person.personId) ?? this.changedPersons.get(person.personId) ?? person.person).account.accountId;
    const ofPerson = this.book === undefined || this.doubtful.size > 0 ? held : this.book.survivorOf(held);
    return { personId: person?.originId ?? 0n, accountId: accountExplicit && own !== 0n ? own : ofPerson !== 0n ? ofPerson : own };
  }
}

/** Writes what the statements say, within the caller's transaction, and answers who each is about. */
export function applyStatements(tx: RecordsQueries, workspaceId: number, ids: IdBlocks, said: readonly Said[], why: LinkReason): Promise<Applied> {
  return new Batch(tx, workspaceId, ids, said, why).run();
}
