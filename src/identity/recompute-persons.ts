// Decides anew who is who among some persons, from all that sources and people said of them, and brings
// aliases, persons, merges and links to what follows. Everything that is not plainly new goes through here.
import type { RecordsQueries } from '../database/records-store.js';
import { assignIds, type Members } from './assign-ids.js';
import { rechooseAccount } from './choose-account.js';
import { earlier, partition, type Decision, type PersonClass } from './partition.js';
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

const isVisitor = (alias: string): boolean => alias.startsWith('visitor:');
const toDecision = (m: Merge): Decision | undefined =>
  m.apart ? { kind: 'apart', left: m.winnerAliases, right: m.loserAliases } : m.manual && m.undoneAt === null ? { kind: 'together', left: m.winnerAliases, right: m.loserAliases } : undefined;

/** The persons asked for with all that were merged into them, and whoever is on the other side of a decision about them. */
async function gatherPersons(tx: RecordsQueries, workspaceId: number, asked: Iterable<bigint>): Promise<{ persons: Person[]; merges: Merge[] }> {
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

/** Everything that deciding rests on, as it is stored. */
interface Material {
  readonly persons: readonly Person[];
  readonly byId: ReadonlyMap<bigint, Person>;
  readonly merges: readonly Merge[];
  /** The earliest first. */
  readonly statements: readonly StoredStatement[];
  /** Alias of a visitor -> their id. */
  readonly visitors: ReadonlyMap<string, string>;
  /** Statements of other people who name one of the visitors, and these people. */
  readonly outside: readonly StoredStatement[];
  readonly outsiders: ReadonlyMap<bigint, Person>;
  readonly before: ReadonlyMap<string, Alias>;
  /** How many aliases there are: no more persons can come of them. */
  readonly aliases: number;
}

async function gather(tx: RecordsQueries, workspaceId: number, what: Recompute): Promise<Material> {
  const { persons, merges } = await gatherPersons(tx, workspaceId, what.persons);
  const roots = persons.filter((p) => p.mergedInto === 0n).map((p) => p.personId);
  const statements = (await statementsOfPersons(tx, workspaceId, roots)).sort(earlier);
  const visitors = new Map<string, string>();
  for (const visitorId of [...(what.visitorIds ?? []), ...statements.map((s) => s.visitorId)]) if (visitorId !== '') visitors.set(visitorAlias(visitorId), visitorId);
  const outside = visitors.size === 0 ? [] : await statementsOfVisitors(tx, workspaceId, [...visitors.values()], roots);
  const outsiders = outside.length === 0 ? [] : await findPersons(tx, workspaceId, [...new Set(outside.map((s) => s.personId))]);
  const asked = new Set([...statements.flatMap((s) => s.aliases), ...visitors.keys(), ...(what.aliases ?? [])]);
  return {
    persons, merges, statements, visitors, outside, aliases: asked.size,
    byId: new Map(persons.map((p) => [p.personId, p])), outsiders: new Map(outsiders.map((p) => [p.personId, p])), before: await readAliases(tx, workspaceId, [...asked]),
  };
}

/** A person as they are from now on. */
interface Found extends Members<string> {
  readonly aliases: ReadonlySet<string>;
  /** Those of an outside person left out. */
  readonly statements: StoredStatement[];
}

interface Decided {
  readonly found: readonly Found[];
  readonly foundOf: (alias: string) => Found | undefined;
  readonly personOf: ReadonlyMap<Found, Person>;
  /** Old id -> whom it stands for now; missing where nothing of it is left. */
  readonly heirOf: ReadonlyMap<bigint, Found>;
  readonly linkedAt: ReadonlyMap<string, number>;
}

/** Pure but for the ids it takes. */
function decide({ persons, byId, merges, statements, outside, outsiders, before }: Material, take: () => bigint): Decided {
  const { classes, classOf, linkedAt } = partition(statements, merges.map(toDecision).filter((d) => d !== undefined), outside);
  const byClass = new Map<PersonClass, Found & { rank: number }>(classes.map((c) => [c, { keys: c.aliases, aliases: c.aliases, fixed: c.outside, rank: Number.POSITIVE_INFINITY, statements: [] }]));
  const foundOf = (alias: string): (Found & { rank: number }) | undefined => {
    const c = classOf.get(alias);
    return c === undefined ? undefined : byClass.get(c);
  };
  const earliestOf = new Map<bigint, Found>();
  statements.forEach((s, rank) => {
    const mine = foundOf(s.aliases[0] ?? s.visitor);
    if (mine === undefined) return;
    mine.statements.push(s);
    mine.rank = Math.min(mine.rank, rank);
    if (!earliestOf.has(s.personId)) earliestOf.set(s.personId, mine);
  });
  const found = [...byClass.values()];
  const originOf = (alias: string): bigint | undefined => {
    const origin = before.get(alias)?.originId;
    return origin !== undefined && byId.has(origin) ? origin : undefined;
  };
  const { idOf, heirs } = assignIds<Found>(found, originOf, (alias) => !isVisitor(alias), take);

  const personOf = new Map(found.map((f): [Found, Person] => {
    const personId = idOf.get(f) ?? 0n;
    const known = byId.get(personId) ?? outsiders.get(personId);
    const created = f.statements.some((s) => s.creates) || (f.fixed !== 0n && known?.created === true);
    if (f.fixed !== 0n && known !== undefined) return [f, { ...known, created }];
    const account = rechooseAccount(known?.account ?? NO_ACCOUNT, f.statements.map((s) => ({ ...s, explicit: s.accountExplicit })));
    return [f, { personId, mergedInto: 0n, created, identified: [...f.aliases].some((alias) => !isVisitor(alias)), account }];
  }));
  const heirOf = new Map<bigint, Found>();
  for (const { personId, mergedInto } of persons) {
    // An id whose aliases are all gone stands for what is left of its person.
    const heir = heirs.get(personId) ?? earliestOf.get(mergedInto === 0n ? personId : mergedInto);
    if (heir !== undefined) heirOf.set(personId, heir);
  }
  return { found, foundOf, personOf, heirOf, linkedAt };
}

/** Runs in the caller's transaction, under the workspace's lock. */
export async function recomputePersons(tx: RecordsQueries, workspaceId: number, ids: IdBlocks, what: Recompute, why: LinkReason): Promise<Recomputed> {
  const material = await gather(tx, workspaceId, what);
  await ids.reserve(tx, material.aliases);
  const decided = decide(material, () => ids.take());
  const { persons, byId, outsiders, before } = material;
  const { found, foundOf, personOf, heirOf, linkedAt } = decided;
  const idOf = (f: Found): bigint => personOf.get(f)?.personId ?? 0n;

  const aliases: Alias[] = [];
  for (const f of found) {
    const personId = idOf(f);
    for (const alias of f.aliases) {
      const old = before.get(alias);
      const at = linkedAt.get(alias) ?? Number.NaN;
      const originId = old !== undefined && (heirOf.get(old.originId) === f || old.originId === personId) ? old.originId : personId;
      if (old?.personId !== personId || old.originId !== originId || !Object.is(old.linkedAt, at)) aliases.push({ alias, personId, originId, linkedAt: at });
    }
  }
  const gone = [...before.values()].filter((a) => foundOf(a.alias) === undefined && byId.has(a.personId)).map((a) => a.alias);
  const lost = persons.filter((p) => !heirOf.has(p.personId)).map((p) => p.personId);
  const merged = [...heirOf].filter(([id, f]) => id !== idOf(f)).map(([personId, f]): Person => ({ personId, mergedInto: idOf(f), created: false, identified: false, account: personOf.get(f)?.account ?? NO_ACCOUNT }));

  await writeAliases(tx, workspaceId, aliases);
  await removeAliases(tx, workspaceId, gone);
  await moveStatements(tx, workspaceId, 'person_id', found.flatMap((f) => f.statements.filter((s) => s.personId !== idOf(f)).map((statement) => ({ statement, to: idOf(f) }))));
  await writePersons(tx, workspaceId, [...personOf.values(), ...merged]);
  await removePersons(tx, workspaceId, lost);
  await keepMergeLog(tx, workspaceId, material, (id) => { const heir = heirOf.get(id); return heir === undefined ? undefined : idOf(heir); }, what.logged, why);
  await changeLinks(tx, workspaceId, [...personLinks(material, decided), ...visitorLinks(material, decided)], why);
  return { removedPersons: lost.length, removedAliases: gone.length, newPersons: [...personOf.values()].filter((p) => !byId.has(p.personId) && !outsiders.has(p.personId)).length };
}

function personLinks({ persons }: Material, { personOf, heirOf }: Decided): Link[] {
  return persons.map((old): Link => {
    const heir = heirOf.get(old.personId);
    const person = heir === undefined ? undefined : personOf.get(heir);
    const merged = person !== undefined && person.personId !== old.personId;
    // A person who has moved to another account stands for themselves, there.
    const moved = person?.personId === old.personId && old.mergedInto === 0n && old.account.accountId !== 0n && person.account.accountId !== 0n && person.account.accountId !== old.account.accountId;
    const to = merged || moved ? person : undefined;
    return { kind: 'person', visitorId: '', fromId: old.personId, personId: to?.personId ?? 0n, accountId: to?.account.accountId ?? 0n, at: Date.now(), removed: to === undefined };
  });
}

function visitorLinks({ visitors }: Material, { foundOf, personOf, linkedAt }: Decided): Link[] {
  return [...visitors].map(([alias, visitorId]): Link => {
    const f = foundOf(alias);
    const person = f === undefined ? undefined : personOf.get(f);
    const to = person?.created === true ? person : undefined;
    return { kind: 'visitor', visitorId, fromId: 0n, personId: to?.personId ?? 0n, accountId: to?.account.accountId ?? 0n, at: linkedAt.get(alias) ?? Date.now(), removed: to === undefined };
  });
}

/** Logs who was merged just now, and closes merges that hold no longer. */
async function keepMergeLog(tx: RecordsQueries, workspaceId: number, { merges, persons, byId, before }: Material, heirOf: (id: bigint) => bigint | undefined, logged: Recompute['logged'], why: LinkReason): Promise<void> {
  const survivorOf = (id: bigint): bigint => heirOf(id) ?? id;
  const fresh = persons.filter((p) => {
    const survivor = survivorOf(p.personId);
    return p.mergedInto === 0n && survivor !== p.personId && !(logged?.loserId === p.personId && logged.winnerId === survivor);
  });
  if (fresh.length > 0) {
    const byPerson = new Map<bigint, string[]>();
    for (const { alias, personId } of before.values()) byPerson.set(personId, [...(byPerson.get(personId) ?? []), alias]);
    const outside = await aliasesOfPersons(tx, workspaceId, fresh.map((p) => survivorOf(p.personId)).filter((id) => !byId.has(id)));
    await logMerges(tx, workspaceId, fresh.map((p): NewMerge => {
      const winnerId = survivorOf(p.personId);
      return { winnerId, loserId: p.personId, winnerAliases: byPerson.get(winnerId) ?? outside.get(winnerId) ?? [], loserAliases: byPerson.get(p.personId) ?? [], manual: false };
    }), why);
  }
  const ended = merges.filter((m) => m.undoneAt === null && survivorOf(m.winnerId) !== survivorOf(m.loserId));
  await closeMerges(tx, workspaceId, ended.map((m) => m.mergeId), why.reason, false);
}
