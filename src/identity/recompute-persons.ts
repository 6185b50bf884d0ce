// Decides anew who is who among some persons, from all that sources and people said of them, and brings
// aliases, persons, merges and links to what follows. Everything that is not plainly new goes through here.
import type { RecordsQueries } from '../database/records-store.js';
import { assignIds, type Members } from './assign-ids.js';
import { rechooseAccount } from './choose-account.js';
import { earlier, partition, type Decision } from './partition.js';
import type { IdBlocks } from './records/id-blocks.js';
import { changeLinks, type Link, type LinkReason } from './records/link-log.js';
import { aliasesOfPersons, closeMerges, logMerges, mergesOf, type Merge, type NewMerge } from './records/merge-records.js';
import { findPersons, NO_ACCOUNT, readAliases, removeAliases, removePersons, writeAliases, writePersons, type Alias, type Person } from './records/person-records.js';
import { moveStatements, statementsOfPersons, statementsOfVisitors, type StoredStatement } from './records/statement-records.js';
import { visitorAlias } from './statement.js';

export interface Recompute {
  /** Persons to look at; ids of merged ones stand for their survivors. */
  readonly persons: Iterable<bigint>;
  /** Visitors and aliases that statements no longer name. */
  readonly visitorIds?: Iterable<string>;
  readonly aliases?: Iterable<string>;
  /** A merge that a person has decided and that is logged already, not to be logged again. */
  readonly logged?: { readonly winnerId: bigint; readonly loserId: bigint };
}

/** What became of the persons: counts, for reports. */
export interface Recomputed {
  readonly removedPersons: number;
  readonly removedAliases: number;
  readonly newPersons: number;
}

interface Found extends Members<string> {
  readonly aliases: ReadonlySet<string>;
  /** Statements that belong to it; those of an outside person left out. */
  readonly statements: StoredStatement[];
}

const isVisitor = (alias: string): boolean => alias.startsWith('visitor:');
const toDecision = (m: Merge): Decision | undefined =>
  m.apart ? { kind: 'apart', left: m.winnerAliases, right: m.loserAliases } : m.manual && m.undoneAt === null ? { kind: 'together', left: m.winnerAliases, right: m.loserAliases } : undefined;

/** The persons asked for with all that were merged into them, and whoever is on the other side of a decision about them. */
async function gather(tx: RecordsQueries, workspaceId: number, asked: Iterable<bigint>): Promise<{ persons: Person[]; merges: Merge[] }> {
  const known = new Map<bigint, Person>();
  const seen = new Set<bigint>();
  let merges: Merge[] = [];
  for (let next = [...new Set(asked)]; next.length > 0; ) {
    for (const id of next) seen.add(id);
    const found = await findPersons(tx, workspaceId, next);
    for (const person of found) known.set(person.personId, person);
    if (found.length === 0) break;
    merges = await mergesOf(tx, workspaceId, [...known.keys()]);
    const others = merges.filter((m) => toDecision(m) !== undefined).flatMap((m) => [m.winnerId, m.loserId]);
    const roots = found.map((p) => p.mergedInto).filter((id) => id !== 0n);
    next = [...new Set([...others, ...roots])].filter((id) => !seen.has(id));
  }
  return { persons: [...known.values()], merges };
}

export async function recomputePersons(tx: RecordsQueries, workspaceId: number, ids: IdBlocks, what: Recompute, why: LinkReason): Promise<Recomputed> {
  const { persons, merges } = await gather(tx, workspaceId, what.persons);
  const byId = new Map(persons.map((p) => [p.personId, p]));
  const roots = persons.filter((p) => p.mergedInto === 0n).map((p) => p.personId);
  const statements = (await statementsOfPersons(tx, workspaceId, roots)).sort(earlier);

  const rawVisitors = new Map<string, string>();
  for (const visitorId of [...(what.visitorIds ?? []), ...statements.map((s) => s.visitorId)]) if (visitorId !== '') rawVisitors.set(visitorAlias(visitorId), visitorId);
  const outside = rawVisitors.size === 0 ? [] : await statementsOfVisitors(tx, workspaceId, [...rawVisitors.values()], roots);
  const outsiders = new Map((outside.length === 0 ? [] : await findPersons(tx, workspaceId, [...new Set(outside.map((s) => s.personId))])).map((p) => [p.personId, p]));

  const asked = new Set([...statements.flatMap((s) => s.aliases), ...rawVisitors.keys(), ...(what.aliases ?? [])]);
  const before = await readAliases(tx, workspaceId, [...asked]);
  const decisions = merges.map(toDecision).filter((d) => d !== undefined);
  const { classes, classOf, linkedAt } = partition(statements, decisions, outside);

  const firstAlias = (s: StoredStatement): string => s.aliases[0] ?? s.visitor;
  const found = new Map(classes.map((c) => [c, { keys: c.aliases, aliases: c.aliases, fixed: c.outside, rank: Number.POSITIVE_INFINITY, statements: [] as StoredStatement[] }]));
  statements.forEach((s, rank) => {
    const c = classOf.get(firstAlias(s));
    const mine = c === undefined ? undefined : found.get(c);
    if (mine === undefined) return;
    mine.statements.push(s);
    mine.rank = Math.min(mine.rank, rank);
  });
  const all: readonly Found[] = [...found.values()];
  await ids.reserve(tx, all.length);
  const originOf = (alias: string): bigint | undefined => {
    const origin = before.get(alias)?.originId;
    return origin !== undefined && byId.has(origin) ? origin : undefined;
  };
  const { idOf, heirs } = assignIds(all, originOf, (alias) => !isVisitor(alias), () => ids.take());
  const idOfClass = (c: Found): bigint => idOf.get(c) ?? 0n;

  // Whom each old id stands for now; an id whose aliases are all gone stands for what is left of its person.
  const heirOf = new Map<bigint, Found>();
  const earliestOf = new Map<bigint, Found>();
  for (const c of all) for (const s of c.statements) if ((earliestOf.get(s.personId)?.rank ?? Number.POSITIVE_INFINITY) > c.rank) earliestOf.set(s.personId, c);
  for (const { personId, mergedInto } of persons) {
    const heir = heirs.get(personId) ?? earliestOf.get(mergedInto === 0n ? personId : mergedInto);
    if (heir !== undefined) heirOf.set(personId, heir);
  }

  const placeOf = (c: Found): Person => {
    const personId = idOfClass(c);
    const known = byId.get(personId) ?? outsiders.get(personId);
    const created = c.statements.some((s) => s.creates) || (c.fixed !== 0n && known?.created === true);
    if (c.fixed !== 0n && known !== undefined) return { ...known, created };
    return {
      personId, mergedInto: 0n, created, identified: [...c.aliases].some((alias) => !isVisitor(alias)),
      account: rechooseAccount(known?.account ?? NO_ACCOUNT, c.statements.map((s) => ({ ...s, explicit: s.accountExplicit }))),
    };
  };
  const placed = new Map(all.map((c) => [c, placeOf(c)]));

  const aliases: Alias[] = [];
  for (const c of all) {
    const personId = idOfClass(c);
    for (const alias of c.aliases) {
      const old = before.get(alias);
      const at = linkedAt.get(alias) ?? Number.NaN;
      const originId = old !== undefined && (heirOf.get(old.originId) === c || old.originId === personId) ? old.originId : personId;
      if (old?.personId !== personId || old.originId !== originId || !Object.is(old.linkedAt, at)) aliases.push({ alias, personId, originId, linkedAt: at });
    }
  }
  const gone = [...before.values()].filter((a) => !classOf.has(a.alias) && byId.has(a.personId)).map((a) => a.alias);
  const lost = persons.filter((p) => !heirOf.has(p.personId)).map((p) => p.personId);

  await writeAliases(tx, workspaceId, aliases);
  await removeAliases(tx, workspaceId, gone);
  await moveStatements(tx, workspaceId, 'person_id', all.flatMap((c) => c.statements.filter((s) => s.personId !== idOfClass(c)).map((statement) => ({ statement, to: idOfClass(c) }))));
  const merged = [...heirOf].filter(([id, c]) => id !== idOfClass(c)).map(([id, c]): Person => ({ personId: id, mergedInto: idOfClass(c), created: false, identified: false, account: placed.get(c)?.account ?? NO_ACCOUNT }));
  await writePersons(tx, workspaceId, [...placed.values(), ...merged]);
  await removePersons(tx, workspaceId, lost);

  await keepMergeLog(tx, workspaceId, { merges, persons, before, heirOf, idOfClass, logged: what.logged }, why);

  const now = Date.now();
  const links: Link[] = [];
  for (const { personId } of persons) {
    const heir = heirOf.get(personId);
    const person = heir === undefined ? undefined : placed.get(heir);
    const stands = person !== undefined && person.personId !== personId;
    // A person who has moved to another account stands for themselves, there.
    const old = byId.get(personId);
    const moved = person?.personId === personId && old?.mergedInto === 0n && old.account.accountId !== 0n && person.account.accountId !== 0n && person.account.accountId !== old.account.accountId;
    links.push({ kind: 'person', visitorId: '', fromId: personId, personId: stands || moved ? person.personId : 0n, accountId: stands || moved ? person.account.accountId : 0n, at: now, removed: !stands && !moved });
  }
  for (const [alias, visitorId] of rawVisitors) {
    const c = classOf.get(alias);
    const mine = c === undefined ? undefined : found.get(c);
    const person = mine === undefined ? undefined : placed.get(mine);
    const linked = person !== undefined && person.created;
    links.push({ kind: 'visitor', visitorId, fromId: 0n, personId: linked ? person.personId : 0n, accountId: linked ? person.account.accountId : 0n, at: linkedAt.get(alias) ?? now, removed: !linked });
  }
  await changeLinks(tx, workspaceId, links, why);
  return { removedPersons: lost.length, removedAliases: gone.length, newPersons: [...placed.values()].filter((p) => !byId.has(p.personId) && !outsiders.has(p.personId)).length };
}

interface MergeLogInput {
  readonly merges: readonly Merge[];
  readonly persons: readonly Person[];
  readonly before: ReadonlyMap<string, Alias>;
  readonly heirOf: ReadonlyMap<bigint, Found>;
  readonly idOfClass: (c: Found) => bigint;
  readonly logged: Recompute['logged'];
}

/** Logs who was merged just now, and closes merges that hold no longer. */
async function keepMergeLog(tx: RecordsQueries, workspaceId: number, { merges, persons, before, heirOf, idOfClass, logged }: MergeLogInput, why: LinkReason): Promise<void> {
  const survivor = (id: bigint): bigint => {
    const heir = heirOf.get(id);
    return heir === undefined ? id : idOfClass(heir);
  };
  const fresh = persons.filter((p) => p.mergedInto === 0n && heirOf.has(p.personId) && survivor(p.personId) !== p.personId && !(logged?.loserId === p.personId && logged.winnerId === survivor(p.personId)));
  if (fresh.length > 0) {
    const byPerson = new Map<bigint, string[]>();
    for (const { alias, personId } of before.values()) byPerson.set(personId, [...(byPerson.get(personId) ?? []), alias]);
    const inside = new Set(persons.map((p) => p.personId));
    const outsideAliases = await aliasesOfPersons(tx, workspaceId, fresh.map((p) => survivor(p.personId)).filter((id) => !inside.has(id)));
    const entries = fresh.map((p): NewMerge => {
      const winnerId = survivor(p.personId);
      return { winnerId, loserId: p.personId, winnerAliases: byPerson.get(winnerId) ?? outsideAliases.get(winnerId) ?? [], loserAliases: byPerson.get(p.personId) ?? [], manual: false };
    });
    await logMerges(tx, workspaceId, entries, why);
  }
  const ended = merges.filter((m) => m.undoneAt === null && survivor(m.winnerId) !== survivor(m.loserId));
  await closeMerges(tx, workspaceId, ended.map((m) => m.mergeId), why.reason, false);
}
