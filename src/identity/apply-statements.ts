// Takes in a batch of statements: what is plainly new is written at once, in a number of database
// statements that does not grow with the batch; whatever joins, moves or contradicts is decided anew.
import type { RecordsQueries } from '../database/records-store.js';
import { chooseAccount } from './choose-account.js';
import { byTime, Entry, groupByAliases, type Group, type Said } from './entries.js';
import { AccountBook } from './place-accounts.js';
import { recomputePersons } from './recompute-persons.js';
import { keysOfAccounts, mergeAccounts, readAccountKeys, writeAccountKeys, writeAccounts } from './records/account-records.js';
import type { IdBlocks } from './records/id-blocks.js';
import { appendLinks, changeLinks, type Link, type LinkReason } from './records/link-log.js';
import { findAliases, insertAliases, insertPersons, NO_ACCOUNT, writeAliases, writePersons, type Alias, type KnownAlias, type Person } from './records/person-records.js';
import { insertStatements, writeStatements, type PlacedStatement } from './records/statement-records.js';
import { isKept, visitorAlias } from './statement.js';
import { detach } from '../shared/detach.js';

export interface Outcome {
  /** Id that facts carry: as whom the alias was first known. 0n for nobody, and for a browser alone. */
  readonly personId: bigint;
  readonly accountId: bigint;
  /** Whether the statement names that account itself. */
  readonly accountNamed: boolean;
}

export interface Applied {
  /** In the order of the statements. */
  readonly outcomes: readonly Outcome[];
  /** Somebody known before is another now, or of another account: what was remembered of earlier batches may be wrong. */
  readonly changedKnown: boolean;
}

/** One batch on its way in; its methods run in the order in which they stand. */
class Batch {
  private readonly entries: readonly Entry[];
  private readonly kept: readonly Entry[];
  private readonly groups: readonly Group[];
  private known: ReadonlyMap<string, KnownAlias> = new Map();
  private readonly newPersons = new Map<bigint, Person>();
  private readonly changedPersons = new Map<bigint, Person>();
  private readonly aliases: Alias[] = [];
  /** New alias -> the id as which it was first known, where that is not its group's. */
  private readonly beside = new Map<string, bigint>();
  private readonly links: Link[] = [];
  private readonly anonymous = new Map<string, bigint>();
  /** Persons who must be decided anew. */
  private readonly doubtful = new Set<bigint>();
  /** Set when accounts turned out to be others. */
  private book: AccountBook | undefined;
  private moved = false;

  constructor(private readonly tx: RecordsQueries, private readonly workspaceId: number, private readonly ids: IdBlocks, said: readonly Said[], private readonly why: LinkReason, private readonly accountKeys: Map<string, bigint>) {
    this.entries = said.map((s) => new Entry(s));
    this.kept = this.entries.filter((e) => isKept(e.statement));
    this.groups = groupByAliases(this.kept);
  }

  async run(): Promise<Applied> {
    const asked = this.groups.flatMap((g) => g.aliases);
    for (const visitorId of new Set(this.entries.map((e) => e.statement.visitorId))) if (visitorId !== '') asked.push(visitorAlias(visitorId));
    this.known = await findAliases(this.tx, this.workspaceId, asked);
    await this.ids.reserve(this.tx, this.entries.length * 2);
    this.namePersons();
    this.linkVisitors();
    await this.placeAccounts();
    this.chooseAccounts();
    await this.write();
    await appendLinks(this.tx, this.workspaceId, this.links, this.why);
    if (this.doubtful.size > 0) {
      await recomputePersons(this.tx, this.workspaceId, this.ids, { persons: this.doubtful }, this.why);
      this.known = await findAliases(this.tx, this.workspaceId, asked);
    }
    return { outcomes: this.entries.map((e) => this.outcomeOf(e)), changedKnown: this.doubtful.size > 0 || this.book !== undefined || this.moved };
  }

  private async write(): Promise<void> {
    await insertPersons(this.tx, this.workspaceId, [...this.newPersons.values()]);
    await writePersons(this.tx, this.workspaceId, [...this.changedPersons.values()]);
    await insertAliases(this.tx, this.workspaceId, this.aliases.filter((a) => !this.known.has(a.alias)));
    await writeAliases(this.tx, this.workspaceId, this.aliases.filter((a) => this.known.has(a.alias)));
    for (const e of this.kept) {
      // A statement that was made before must meet itself again, also when its group is in doubt.
      if (e.group !== undefined) e.personId = (this.known.size === 0 ? undefined : this.known.get(e.first ?? '')?.personId) ?? e.group.personId;
    }
    const { importId } = this.why;
    const placed = this.kept.map((e): PlacedStatement => ({ statement: e.said.statement, hash: e.said.hash, firstAt: e.said.firstAt, lastAt: e.said.lastAt, personId: e.personId, accountId: e.accountId }));
    await insertStatements(this.tx, this.workspaceId, importId, placed.filter((s) => this.newPersons.has(s.personId)));
    await writeStatements(this.tx, this.workspaceId, importId, placed.filter((s) => !this.newPersons.has(s.personId)));
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
    for (const { statement } of group.entries) {
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
    const claims = new Map<string, Entry>();
    for (const e of this.kept) {
      const { visitorId } = e.statement;
      if (e.group === undefined || visitorId === '') continue;
      const best = claims.get(visitorId);
      if (best === undefined || byTime(e, best) < 0) claims.set(visitorId, e);
    }
    for (const [visitorId, claim] of claims) if (claim.group !== undefined) this.linkVisitor(visitorId, claim.said.firstAt, claim.first ?? '', claim.group);
    for (const e of this.kept) {
      const { visitorId } = e.statement;
      if (e.group !== undefined || visitorId === '' || !e.statement.creates) continue;
      const known = this.known.get(visitorAlias(visitorId));
      if (known !== undefined && !known.person.created) this.doubtful.add(known.personId);
      const claimed = claims.get(visitorId)?.group;
      if (known === undefined && claimed !== undefined && !claimed.shown) this.doubtful.add(claimed.personId);
      e.personId = known?.personId ?? claimed?.personId ?? this.anonymous.get(visitorId) ?? this.openAnonymous(visitorId, e.said.firstAt);
    }
  }

  private linkVisitor(visitorId: string, firstAt: number, first: string, group: Group): void {
    const alias = visitorAlias(visitorId);
    const known = this.known.get(alias);
    if (known === undefined) {
      const originId = this.known.get(first)?.originId ?? this.beside.get(first) ?? group.origin;
      this.beside.set(alias, originId);
      this.aliases.push({ alias, personId: group.personId, originId, linkedAt: firstAt });
      if (group.shown && !this.doubtful.has(group.personId)) this.links.push({ kind: 'visitor', visitorId, fromId: 0n, personId: group.personId, accountId: group.known?.account.accountId ?? 0n, at: firstAt, removed: false });
    } else if (known.personId === group.personId) {
      if (firstAt < known.linkedAt) this.aliases.push({ alias, personId: known.personId, originId: known.originId, linkedAt: firstAt });
    } else if (!known.person.identified || !(firstAt > known.linkedAt)) {
      this.doubtful.add(known.personId);
      this.doubtful.add(group.personId);
    }
  }

  /** A person of whom only the browser is known. */
  private openAnonymous(visitorId: string, firstAt: number): bigint {
    const personId = this.ids.take();
    this.anonymous.set(visitorId, personId);
    this.newPersons.set(personId, { personId, mergedInto: 0n, created: true, identified: false, account: NO_ACCOUNT });
    this.aliases.push({ alias: visitorAlias(visitorId), personId, originId: personId, linkedAt: Number.NaN });
    this.links.push({ kind: 'visitor', visitorId, fromId: 0n, personId, accountId: 0n, at: firstAt, removed: false });
    return personId;
  }

  private async placeAccounts(): Promise<void> {
    const naming = this.entries.filter((e) => e.statement.accountKeys.length > 0);
    if (naming.length === 0) return;
    const asked = new Set<string>();
    for (const e of naming) for (const key of e.statement.accountKeys) if (!this.accountKeys.has(key)) asked.add(key);
    for (const { key, accountId } of await readAccountKeys(this.tx, this.workspaceId, [...asked])) this.accountKeys.set(detach(key), accountId);
    // Where all keys lead to one account there is nothing to decide. For the others, all that is known of theirs.
    const open = naming.filter((e) => {
      const { accountKeys } = e.statement;
      const account = this.accountKeys.get(accountKeys[0] ?? '');
      if (account === undefined || !accountKeys.every((key) => this.accountKeys.get(key) === account)) return true;
      e.accountId = account;
      return false;
    });
    if (open.length === 0) return;
    const involved = new Set(open.flatMap((e) => e.statement.accountKeys.map((key) => this.accountKeys.get(key)).filter((a) => a !== undefined)));
    const known = involved.size === 0 ? [] : await keysOfAccounts(this.tx, this.workspaceId, [...involved]);
    const book = new AccountBook(known.map((k) => ({ key: k.key, account: k.accountId })), () => this.ids.take());
    for (const e of open.sort(byTime)) {
      // A company is opened when a source names it, or for a person who exists; mail of somebody who is only talked about opens none.
      const opens = e.statement.accountExplicit || (e.group?.shown ?? e.statement.creates);
      e.accountId = (opens ? book.place(e.statement.accountKeys) : book.find(e.statement.accountKeys)) ?? 0n;
    }
    await writeAccounts(this.tx, this.workspaceId, book.opened.map((accountId) => ({ accountId, mergedInto: 0n })));
    await writeAccountKeys(this.tx, this.workspaceId, book.added.map(({ key, account }) => ({ key, accountId: book.survivorOf(account), originId: account })));
    for (const { key, account } of book.added) this.accountKeys.set(detach(key), account);
    if (book.merged.length > 0) await this.mergeAccounts(book);
  }

  private async mergeAccounts(book: AccountBook): Promise<void> {
    this.book = book;
    for (const e of this.entries) if (e.accountId !== 0n) e.accountId = book.survivorOf(e.accountId);
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
      const ordered = group.entries.length > 1 ? [...group.entries].sort(byTime) : group.entries;
      const account = chooseAccount(now, ordered.map((e) => ({ accountId: e.accountId, explicit: e.statement.accountExplicit, firstAt: e.said.firstAt, lastAt: e.said.lastAt })));
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
  private subjectOf(e: Entry): { originId: bigint; person: Person } | undefined {
    const { visitorId, creates } = e.statement;
    // A browser alone stays a browser: its facts follow its link when they are read, so that a link taken back takes them along.
    const name = e.first ?? (creates && visitorId !== '' ? visitorAlias(visitorId) : undefined);
    if (name === undefined) return undefined;
    const known = this.known.size === 0 ? undefined : this.known.get(name);
    if (known !== undefined) return known;
    const person = this.newPersons.get(e.personId) ?? e.group?.known;
    return person === undefined ? undefined : { originId: this.beside.get(name) ?? e.group?.origin ?? e.personId, person };
  }

  private outcomeOf(e: Entry): Outcome {
    const subject = this.subjectOf(e);
    const shown = subject?.person.created === true ? subject : undefined;
    const ofPerson = shown === undefined ? 0n : this.accountOfPerson(shown.person);
    const accountNamed = e.statement.accountExplicit && e.accountId !== 0n;
    return { personId: shown?.originId ?? 0n, accountId: accountNamed || ofPerson === 0n ? e.accountId : ofPerson, accountNamed };
  }
}

/**
 * Writes what the statements say, within the caller's transaction, and answers who each is about.
 * @param accountKeys whose account keys are known to be, right as of now; what is learnt is added
 */
export function applyStatements(tx: RecordsQueries, workspaceId: number, ids: IdBlocks, said: readonly Said[], why: LinkReason, accountKeys: Map<string, bigint>): Promise<Applied> {
  return new Batch(tx, workspaceId, ids, said, why, accountKeys).run();
}
