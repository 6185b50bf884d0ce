// Read models on the real engines: built for the settings of whoever asks, and told of without being built first.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { param, sql } from '../database/sql.js';
import { openTestStores, type TestStores } from '../database/test-stores.js';
import { openImportHouse, type ImportHouse } from '../../test/support/import-house.js';
import { explainQuery, figuresQuery } from '../shared/api/figures.js';
import { addDays } from '../shared/period.js';
import { createAnalytics } from './create-analytics.js';

let stores: TestStores;
let house: ImportHouse;

beforeAll(async () => {
  stores = await openTestStores();
  house = await openImportHouse(stores);
});
afterAll(async () => {
  await house.close();
  await stores.close();
});

const MAPPING = 'who: { visitorId: v }\nfacts: [{ kind: touch, at: t, touch: { value: page_view } }]\n';
const daysOf = async (id: number): Promise<string[]> =>
  (await stores.facts.query(z.object({ day: z.string() }), sql`SELECT toString(day) AS day FROM visits WHERE workspace_id = ${param('UInt32', id)} ORDER BY day`)).map(({ day }) => day);

test('a question that waited while the settings changed leaves none of its own behind', async () => {
  const analytics = await createAnalytics(stores);
  const before = await house.workspace({ timeZone: 'UTC' });
  await house.bringIn(before, 'v,t\na,2026-03-01T20:00:00Z\n', { mapping: MAPPING });
  const after = await house.workspaces.set(before, { timeZone: 'Asia/Tokyo' });
  await analytics.refresh(before);
  await analytics.refresh(after);
  expect(await daysOf(after.id)).toEqual(['2026-03-02']);
});

test('the extent is what has come in, and nothing when all is taken back', async () => {
  const analytics = await createAnalytics({ ...stores, patience: 60_000 });
  const w = await house.workspace();
  const first = await house.bringIn(w, 'v,t\na,2026-03-01T20:00:00Z\n', { mapping: MAPPING });
  const second = await house.bringIn(w, 'v,t\na,2026-04-01T20:00:00Z\n', { mapping: MAPPING });
  expect(await analytics.extent(w)).toEqual({ from: '2026-03-01', to: '2026-04-01' });
  for (const { id } of [first, second]) await house.imports.undo(w, id);
  expect(await analytics.extent(w)).toBeNull();
});

test('the extent of a rebuild that takes long is that of the read models as they stand; only while there are none it waits', async () => {
  const analytics = await createAnalytics({ ...stores, patience: 0 });
  const w = await house.workspace();
  await house.bringIn(w, 'v,t\na,2026-03-01T20:00:00Z\n', { mapping: MAPPING });
  expect(await analytics.extent(w)).toEqual({ from: '2026-03-01', to: '2026-03-01' });
  await house.bringIn(w, 'v,t\na,2026-04-01T20:00:00Z\n', { mapping: MAPPING });
  expect(await analytics.extent(w)).toEqual({ from: '2026-03-01', to: '2026-03-01' });
  await analytics.refresh(w);
  expect(await analytics.extent(w)).toEqual({ from: '2026-03-01', to: '2026-04-01' });
});

test('an earlier state of knowledge stays while somebody reads it, however many others are asked for', async () => {
  const analytics = await createAnalytics(stores);
  const w = await house.workspace({ timeZone: 'UTC' });
  const rows = Array.from({ length: 3 }, (_, i) => `v${i},2026-03-0${i + 1}T20:00:00Z`);
  await house.bringIn(w, `v,t\n${rows.join('\n')}\n`, { mapping: MAPPING });
  const range = { from: '2026-03-01', to: '2026-04-01' };
  const later = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();
  const csv = analytics.explainCsv(w, explainQuery.parse({ ...range, kpi: 'visits', knownAt: later(1) }))[Symbol.asyncIterator]();
  const first = await csv.next();
  for (let i = 2; i < 8; i += 1) {
    const { rows: [figure] } = await analytics.figures(w, figuresQuery.parse({ ...range, kpis: ['visits'], knownAt: later(i) }));
    expect(figure?.value).toBe(3);
  }
  let text = String(first.value);
  for (let next = await csv.next(); next.done !== true; next = await csv.next()) text += next.value;
  expect(text.trim().split('\n')).toHaveLength(1 + rows.length);
  const kept = await stores.facts.query(z.object({ n: z.coerce.number() }), sql`SELECT uniqExact(workspace_id) AS n FROM visits WHERE workspace_id >= 4000000000`);
  expect(kept[0]?.n).toBeLessThanOrEqual(4);
});

test('a visitor counts once in each month, also one who comes on its first day and again', async () => {
  const analytics = await createAnalytics(stores);
  const w = await house.workspace({ timeZone: 'UTC' });
  await house.bringIn(w, `v,t\n${['2026-03-01', '2026-03-01T22', '2026-03-05', '2026-04-01', '2026-04-02'].map((t) => `a,${t.length === 10 ? `${t}T08` : t}:00:00Z`).join('\n')}\nb,2026-03-31T23:59:00Z\nb,2026-04-01T08:00:00Z\n`, { mapping: MAPPING });
  const { rows } = await analytics.figures(w, figuresQuery.parse({ from: '2026-03-01', to: '2026-05-01', every: 'month', kpis: ['visitors'] }));
  expect(rows.map((row) => row.value)).toEqual([2, 2]);
});

test('of a split with many values the first ones are answered, and how many are left out of each', async () => {
  const analytics = await createAnalytics(stores);
  const w = await house.workspace({ timeZone: 'UTC' });
  // Campaign c1 has one visit, c2 two and so on to c6; x has one campaign more, and visits without any.
  const visits = [1, 2, 3, 4, 5, 6].flatMap((n) => Array.from({ length: n }, (_, i) => `v${n}.${i},2026-03-01T20:00:00Z,s,c${n}`));
  await house.bringIn(w, ['v,t,s,c', ...visits, 'x1,2026-03-01T20:00:00Z,x,d1', 'x2,2026-03-01T20:00:00Z,x,', ''].join('\n'), { mapping: 'who: { visitorId: v }\norigin: { source: s, campaign: c }\nfacts: [{ kind: touch, at: t, touch: { value: page_view } }]\n' });
  const ask = (query: object) => analytics.figures(w, figuresQuery.parse({ kpis: ['visits', 'leads'], from: '2026-03-01', to: '2026-03-02', by: ['campaign'], ...query }));
  const told = ({ rows }: Awaited<ReturnType<typeof ask>>): string[] => rows.filter((r) => r.kpi === 'visits').map((r) => `${Object.values(r.dims ?? {}).join(' ')} ${r.value ?? ''}`).sort();
  const first = await ask({ top: 2 });
  expect(told(first)).toEqual(['(unmatched) 1', 'c5 5', 'c6 6']);
  expect(first.further).toEqual([{ dims: {}, count: 5 }]);
  expect(first.totals?.find((r) => r.kpi === 'visits')?.value).toBe(23);
  expect(told(await ask({ top: 1, order: 'visits', where: [{ dimension: 'source', values: ['s'] }] }))).toEqual(['c1 1']);
  const each = await ask({ top: 1, by: ['source', 'campaign'], compare: 'previous' });
  expect(told(each)).toEqual(['s c6 6', 'x (unmatched) 1', 'x d1 1']);
  expect(each.further).toEqual([{ dims: { source: 's' }, count: 5 }]);
  expect((await ask({ top: 9 })).further).toEqual([]);
  const pairs = await ask({ top: 2, topOf: 'all', by: ['source', 'campaign'] });
  expect(told(pairs)).toEqual(['s c5 5', 's c6 6']);
  expect(pairs.further).toEqual([{ dims: {}, count: 6 }]);
  await expect(ask({ top: 1, order: 'mqls' })).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(ask({ top: 1, by: [] })).rejects.toMatchObject({ code: 'invalid_input' });
});

test('over time the first values are those of the whole period, and each step keeps its total', async () => {
  const analytics = await createAnalytics(stores);
  const w = await house.workspace({ timeZone: 'UTC' });
  // b leads on the second day, a over both; c is left out; one visit names no campaign. Visitor r comes on both days.
  const visits = [['01', 'a', 5], ['01', 'b', 1], ['02', 'b', 4], ['02', 'a', 1], ['01', 'c', 1], ['02', 'c', 2], ['02', '', 1]] as const;
  const lines = visits.flatMap(([day, campaign, n]) => Array.from({ length: n }, (_, i) => `${i === 0 && campaign === 'a' ? 'r' : `${day}${campaign}${String(i)}`},2026-03-${day}T${String(8 + i).padStart(2, '0')}:00:00Z,s,${campaign}`));
  await house.bringIn(w, ['v,t,s,c', ...lines, ''].join('\n'), { mapping: 'who: { visitorId: v }\norigin: { source: s, campaign: c }\nfacts: [{ kind: touch, at: t, touch: { value: page_view } }]\n' });
  const ask = (query: object) => analytics.figures(w, figuresQuery.parse({ kpis: ['visits', 'visitors'], from: '2026-03-01', to: '2026-03-03', every: 'day', by: ['campaign'], ...query }));
  const all = await ask({});
  for (const [query, dims] of [[{ top: 1 }, ['a', '(unmatched)']], [{ top: 1, order: 'visits' }, ['c', '(unmatched)']], [{ top: 2, compare: 'previous' }, ['a', 'b', '(unmatched)']]] as const) {
    const first = await ask(query);
    expect(new Set(first.rows.map((r) => r.dims?.['campaign']))).toEqual(new Set(dims));
    expect(first.rows.map(({ kpi, period, dims: at, value }) => ({ kpi, period, dims: at, value }))).toEqual(expect.arrayContaining(all.rows.filter((r) => (dims as readonly string[]).includes(r.dims?.['campaign'] ?? '')).map(({ kpi, period, dims: at, value }) => ({ kpi, period, dims: at, value }))));
    expect(first.totals?.map(({ kpi, period, value }) => ({ kpi, period, value }))).toEqual(all.totals?.map(({ kpi, period, value }) => ({ kpi, period, value })));
    expect(first.further).toEqual(dims.length === 3 ? [{ dims: {}, count: 1 }] : [{ dims: {}, count: 2 }]);
  }
  const pairs = await ask({ top: 1, topOf: 'all', by: ['source', 'campaign'] });
  expect(pairs.rows.filter((r) => r.kpi === 'visits').map((r) => [r.dims, r.value])).toEqual([[{ source: 's', campaign: 'a' }, 5], [{ source: 's', campaign: 'a' }, 1]]);
  // What has nothing of the figure that orders them is a value as well: shown where there is room, counted where not.
  await house.bringIn(w, 'day,c,amount\n2026-03-01,poster,100\n2026-03-02,poster,50\n', { mapping: 'currency: EUR\nkey: [c, day]\nfacts: [{ kind: cost, period: day, cost: { value: media }, amount: amount, campaign: c }]\n' });
  const spent = { kpis: ['visits', 'cost'] };
  const posters = async (query: object) => (await ask({ ...spent, ...query })).rows.filter((r) => r.dims?.['campaign'] === 'poster').map((r) => [r.kpi, r.value]);
  expect(await posters({ top: 9 })).toEqual([['visits', 0], ['visits', 0], ['cost', '100.00'], ['cost', '50.00']]);
  expect(await posters({ top: 9 })).toEqual(await posters({}));
  expect((await ask({ ...spent, top: 2 })).further).toEqual([{ dims: {}, count: 2 }]);
});

test('over time the first values are those of the whole period, too, where each is a share of all', async () => {
  const analytics = await createAnalytics(stores);
  const w = await house.workspace({ timeZone: 'UTC' });
  // Bots lead on the first day, what was over a cap over both; four of the twelve are good.
  const sent = [['01', 'bot', 2], ['01', 'over_cap', 1], ['02', 'over_cap', 4], ['02', 'test', 1], ['01', '', 1], ['02', '', 3]] as const;
  const lines = sent.flatMap(([day, reason, n]) => Array.from({ length: n }, (_, i) => `${day}${reason}${String(i)}@x.example,2026-03-${day}T${String(8 + i).padStart(2, '0')}:00:00Z,${reason === '' ? 'accepted' : 'scrubbed'},${reason}`));
  await house.bringIn(w, ['e,t,o,r', ...lines, ''].join('\n'), { mapping: 'who: { email: e }\nfacts: [{ kind: submission, at: t, form: { value: demo }, outcome: o, reason: r }]\n' });
  const ask = (query: object) => analytics.figures(w, figuresQuery.parse({ kpis: ['scrub_rate'], from: '2026-03-01', to: '2026-03-03', every: 'day', by: ['reason'], ...query }));
  const [all, first] = [await ask({}), await ask({ top: 1 })];
  const told = (rows: typeof all.rows): unknown[] => rows.filter((r) => r.dims?.['reason'] === 'over_cap').map((r) => [r.period?.from, r.numerator, r.denominator]);
  expect(told(first.rows)).toEqual([['2026-03-01', 1, 4], ['2026-03-02', 4, 8]]);
  expect(told(first.rows)).toEqual(told(all.rows));
  expect(first.rows.some((r) => r.dims?.['reason'] === 'bot')).toBe(false);
  expect(first.further).toEqual([{ dims: {}, count: 2 }]);
});

test('the first values are chosen by what is shown: growth, medians of times, and a KPI that the split divides', async () => {
  const analytics = await createAnalytics(stores);
  const w = await house.workspace({ timeZone: 'UTC' });
  // Personas with revenue in two years, and days from lead to won.
  const deals = [['p1', 10, 40, 9], ['p2', 10, 10, 30], ['p3', 10, 90, 2]] as const;
  const rows = deals.flatMap(([persona, before, now, days]) => [['2025-03-20', before], ['2026-03-20', now]].map(([lead, amount]) =>
    [`${String(lead)}@${persona}.example`, persona, lead, addDays(String(lead), days), `${persona} ${String(lead)}`, amount].join(',')));
  await house.bringIn(w, ['e,p,lead,won,deal,amount', ...rows, ''].join('\n'), {
    mapping: 'who: { email: e }\nstages: { lead: lead, won: won }\nfacts:\n  - { kind: person, at: lead, persona: p }\n  - { kind: deal, key: deal, createdAt: lead, closedAt: won, amount: amount, currency: { value: EUR }, status: { value: won } }\n',
  });
  const first = async (query: object): Promise<unknown[]> => {
    const { rows: found } = await analytics.figures(w, figuresQuery.parse({ from: '2026-03-01', to: '2026-05-01', by: ['persona'], top: 1, ...query }));
    return [...new Set(found.map((r) => r.dims?.['persona']).filter((c) => c !== undefined && c !== '(unmatched)'))];
  };
  expect(await first({ kpis: ['revenue_growth'] })).toEqual(['p3']);
  expect(await first({ kpis: ['time_to_convert:lead:won'], basis: 'cohort' })).toEqual(['p2']);
  expect(await first({ kpis: ['leads', 'time_to_convert:lead:won'], order: 'time_to_convert:lead:won', basis: 'cohort' })).toEqual(['p3']);
  // Cost knows no persona.
  expect(await first({ kpis: ['cost', 'revenue'] })).toEqual(['p3']);
});

test('an order without top, or one that cannot be, is refused before anything is read', async () => {
  const analytics = await createAnalytics(stores);
  const w = await house.workspace({ timeZone: 'UTC' });
  const ask = (query: object) => analytics.figures(w, figuresQuery.parse({ kpis: ['visits'], from: '2026-03-01', to: '2026-03-02', by: ['campaign'], ...query }));
  await expect(ask({ order: 'visits' })).rejects.toMatchObject({ code: 'invalid_input', details: { where: 'order' } });
  await expect(ask({ top: 1, order: '-' })).rejects.toMatchObject({ code: 'unknown_kpi' });
});
