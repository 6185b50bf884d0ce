import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { param, sql } from '../database/sql.js';
import { openTestStores, type TestStores } from '../database/test-stores.js';
import type { Who } from '../facts/drafts.js';
import { createResolver, type Resolver } from './resolver.js';

let stores: TestStores;
let resolver: Resolver;
let nextWorkspace = 1000;
beforeAll(async () => {
  stores = await openTestStores();
  resolver = createResolver(stores);
});
afterAll(() => stores.close());

/** What a source says, with small pools of aliases so that they meet. */
interface Saying {
  readonly email: number | undefined;
  readonly ids: readonly number[];
  readonly phone: number | undefined;
  readonly visitor: number | undefined;
  readonly creates: boolean;
  readonly importId: number;
}
/** The same cases each time; other seeds were run while building. */
const RUNS = { seed: 20260101, numRuns: 20 };
const saying: fc.Arbitrary<Saying> = fc.record({
  email: fc.option(fc.nat(4), { nil: undefined }), ids: fc.uniqueArray(fc.nat(4), { maxLength: 2 }), phone: fc.option(fc.nat(1), { nil: undefined }),
  visitor: fc.option(fc.nat(2), { nil: undefined }), creates: fc.boolean(), importId: fc.integer({ min: 1, max: 3 }),
});
const sayings = fc.array(saying, { minLength: 1, maxLength: 9 });

const whoOf = (s: Saying): Who => ({
  ...(s.email !== undefined && { email: `e${s.email}@acme.test` }), ...(s.ids.length > 0 && { ids: s.ids.map((i) => `crm:${i}`) }),
  ...(s.phone !== undefined && { phone: `+42077712345${s.phone}` }), ...(s.visitor !== undefined && { visitorId: `v${s.visitor}` }),
});
/** Each saying has a time of its own, by its place in the list, however it is sent. */
const request = (s: Saying, place: number) => ({ who: whoOf(s), at: new Date(Date.UTC(2026, 0, 1 + place)).toISOString(), createPerson: s.creates });

const namesOf = (s: Saying): string[] => {
  const named = [...(s.email === undefined ? [] : [`email:e${s.email}@acme.test`]), ...s.ids.map((i) => `id:crm:${i}`)];
  return named.length === 0 && s.phone !== undefined ? [`phone:+42077712345${s.phone}`] : named;
};

/** Who is who by the rules as written, computed the slow way. Classes as sorted lists of aliases, `!` for those who exist. */
function expected(all: readonly (readonly [Saying, number])[]): string[] {
  const classes: { aliases: Set<string>; exists: boolean }[] = [];
  const classOf = (alias: string) => classes.find((c) => c.aliases.has(alias));
  const ordered = [...all].sort(([, a], [, b]) => a - b);
  for (const [s] of ordered) {
    const names = namesOf(s);
    if (names.length === 0) continue;
    const met = [...new Set(names.map(classOf).filter((c) => c !== undefined))];
    const joined = { aliases: new Set([...names, ...met.flatMap((c) => [...c.aliases])]), exists: s.creates || met.some((c) => c.exists) };
    for (const c of met) classes.splice(classes.indexOf(c), 1);
    classes.push(joined);
  }
  for (const v of new Set(ordered.map(([s]) => s.visitor).filter((n) => n !== undefined))) {
    const ofVisitor = ordered.map(([s]) => s).filter((s) => s.visitor === v);
    const first = ofVisitor.find((s) => namesOf(s).length > 0);
    const alone = ofVisitor.some((s) => namesOf(s).length === 0 && s.creates);
    const owner = first === undefined ? undefined : classOf(namesOf(first)[0] ?? '');
    if (owner !== undefined) {
      owner.aliases.add(`visitor:v${v}`);
      owner.exists ||= alone;
    } else if (alone) classes.push({ aliases: new Set([`visitor:v${v}`]), exists: true });
  }
  return classes.map((c) => `${c.exists ? '!' : ''}${[...c.aliases].sort().join(' ')}`).sort();
}

/** Who is who in the records, with everything that must hold whatever happened. */
async function actual(ws: number): Promise<string[]> {
  const workspace = sql`workspace_id = ${param('Int32', ws)}`;
  const aliases = await stores.records.query(z.object({ alias: z.string(), person_id: z.bigint(), origin_id: z.bigint() }), sql`SELECT alias, person_id, origin_id FROM identity_aliases WHERE ${workspace}`);
  const persons = await stores.records.query(z.object({ person_id: z.bigint(), merged_into: z.bigint(), created: z.boolean(), identified: z.boolean() }), sql`SELECT person_id, merged_into, created, identified FROM identity_persons WHERE ${workspace}`);
  const statements = await stores.records.query(z.object({ person_id: z.bigint(), aliases: z.array(z.string()) }), sql`SELECT person_id, aliases FROM identity_statements WHERE ${workspace}`);
  const latest = await stores.records.query(z.object({ kind: z.string(), visitor_id: z.string(), from_id: z.bigint(), person_id: z.bigint(), removed: z.boolean() }), sql`
    SELECT DISTINCT ON (kind, visitor_id, from_id) kind, visitor_id, from_id, person_id, removed FROM identity_links WHERE ${workspace} ORDER BY kind, visitor_id, from_id, version DESC`);
  const linkOf = new Map(latest.filter((l) => !l.removed).map((l) => [`${l.kind}:${l.kind === 'visitor' ? l.visitor_id : l.from_id}`, l.person_id]));
  const byId = new Map(persons.map((p) => [p.person_id, p]));
  for (const a of aliases) {
    expect(byId.get(a.person_id)?.merged_into, `${a.alias} belongs to a survivor`).toBe(0n);
    // What facts carry leads to the person.
    expect(a.origin_id === a.person_id ? a.person_id : linkOf.get(`person:${a.origin_id}`), `the link from the origin of ${a.alias}`).toBe(a.person_id);
    const visitor = a.alias.startsWith('visitor:') ? a.alias.slice('visitor:'.length) : undefined;
    if (visitor !== undefined) expect(linkOf.get(`visitor:${visitor}`), `the link of ${a.alias}`).toBe(byId.get(a.person_id)?.created === true ? a.person_id : undefined);
  }
  for (const [subject, person] of linkOf) expect(byId.get(person)?.merged_into, `${subject} leads to a survivor`).toBe(0n);
  for (const p of persons) if (p.merged_into !== 0n) expect(linkOf.get(`person:${p.person_id}`)).toBe(p.merged_into);
  const personOf = new Map(aliases.map((a) => [a.alias, a.person_id]));
  for (const s of statements) for (const alias of s.aliases.slice(0, 1)) expect(s.person_id, `a statement about ${alias}`).toBe(personOf.get(alias));
  const roots = persons.filter((p) => p.merged_into === 0n);
  return roots.map((p) => {
    const own = aliases.filter((a) => a.person_id === p.person_id).map((a) => a.alias).sort();
    expect(p.identified).toBe(own.some((alias) => !alias.startsWith('visitor:')));
    return `${p.created ? '!' : ''}${own.join(' ')}`;
  }).sort();
}

/** Sends sayings in some order, cut into batches; each batch is of one import. */
async function send(ws: number, order: readonly (readonly [Saying, number])[], cuts: readonly boolean[]): Promise<void> {
  let batch: (readonly [Saying, number])[] = [];
  const flush = async (): Promise<void> => {
    const importId = batch[0]?.[0].importId;
    if (importId !== undefined) await resolver.resolve(ws, batch.map(([s, place]) => request(s, place)), { importId: BigInt(importId), reason: 'test' });
    batch = [];
  };
  for (const [i, item] of order.entries()) {
    if (batch.length > 0 && (cuts[i % cuts.length] === true || batch[0]?.[0].importId !== item[0].importId)) await flush();
    batch.push(item);
  }
  await flush();
}

const placed = (all: readonly Saying[]): (readonly [Saying, number])[] => all.map((s, i) => [s, i] as const);

it('finds the same people whatever the order of arrival and however it is cut into batches', async () => {
  await fc.assert(
    fc.asyncProperty(sayings.chain((all) => fc.record({ all: fc.constant(all), order: fc.shuffledSubarray(placed(all), { minLength: all.length, maxLength: all.length }), cuts: fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }) })), async ({ all, order, cuts }) => {
      const ws = (nextWorkspace += 1);
      await send(ws, order, cuts);
      expect(await actual(ws)).toEqual(expected(placed(all)));
      // The same again changes nothing.
      await send(ws, order, [false]);
      expect(await actual(ws)).toEqual(expected(placed(all)));
    }),
    RUNS,
  );
}, 240_000);

it('leaves after an undone import what the others say, and has all back when it comes again', async () => {
  await fc.assert(
    fc.asyncProperty(sayings, fc.integer({ min: 1, max: 3 }), async (all, undone) => {
      const ws = (nextWorkspace += 1);
      await send(ws, placed(all), [false, true]);
      await resolver.undoImport(ws, BigInt(undone));
      expect(await actual(ws)).toEqual(expected(placed(all).filter(([s]) => s.importId !== undone)));
      await send(ws, placed(all).filter(([s]) => s.importId === undone), [false]);
      expect(await actual(ws)).toEqual(expected(placed(all)));
      for (const importId of [1n, 2n, 3n]) await resolver.undoImport(ws, importId);
      expect(await actual(ws)).toEqual([]);
    }),
    RUNS,
  );
}, 240_000);

it('is after an undone merge as if it had never been', async () => {
  const ids = async (ws: number): Promise<bigint[]> => (await stores.records.query(z.object({ person_id: z.bigint() }), sql`SELECT person_id FROM identity_persons WHERE workspace_id = ${param('Int32', ws)} AND merged_into = 0 ORDER BY person_id`)).map((r) => r.person_id);
  await fc.assert(
    fc.asyncProperty(sayings, fc.nat(), fc.nat(), async (all, x, y) => {
      const ws = (nextWorkspace += 1);
      await send(ws, placed(all), [true]);
      const [before, people] = [await actual(ws), await ids(ws)];
      const [one, other] = [people[x % (people.length || 1)], people[y % (people.length || 1)]];
      if (one === undefined || other === undefined || one === other) return;
      const merge = await resolver.merge(ws, one, other, 'test');
      expect((await actual(ws)).length).toBe(before.length - 1);
      // What sources go on saying does not take it apart.
      await send(ws, placed(all), [false]);
      expect((await actual(ws)).length).toBe(before.length - 1);
      await resolver.undoMerge(ws, merge, 'test');
      expect(await actual(ws)).toEqual(before);
      expect(await ids(ws)).toEqual(people);
    }),
    RUNS,
  );
}, 240_000);

it('restores both sides of a merge that a source brought about, and keeps them apart', async () => {
  await fc.assert(
    fc.asyncProperty(sayings, sayings, async (first, second) => {
      const ws = (nextWorkspace += 1);
      await send(ws, placed(first), [true]);
      const before = await actual(ws);
      const bridge: Saying = { email: 0, ids: [0], phone: undefined, visitor: undefined, creates: true, importId: 3 };
      const [answer] = await resolver.resolve(ws, [request(bridge, 50)], { importId: 3n, reason: 'bridge' });
      const merges = (await resolver.history(ws, answer?.personId ?? 0n)).merges.filter((m) => m.reason === 'bridge' && m.undoneAt === null);
      for (const m of merges) await resolver.undoMerge(ws, m.mergeId, 'test');
      // The bridge asked for both: whoever was only talked about exists now.
      const whoever = (classes: string[]): string[] => classes.map((c) => c.replace('!', '')).sort();
      if (merges.length > 0) expect(whoever(await actual(ws))).toEqual(whoever(before));
      // Whatever comes then, nothing may break, and the two stay two.
      await send(ws, second.map((s, i) => [s, 100 + i] as const), [true, false]);
      const after = await actual(ws);
      if (merges.length > 0) expect(after.some((c) => c.includes('email:e0@') && c.split(' ').some((alias) => alias.endsWith('id:crm:0')))).toBe(false);
    }),
    RUNS,
  );
}, 240_000);
