// Several questions at once: one statement for the same rows, and to each its own answer or error.
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { at, openPlainStores, type PlainStores, type PlainWorkspace } from '../../test/support/plain-facts.js';
import { toReadable } from '../database/sql.js';
import { AppError } from '../shared/errors.js';
import { figuresQuery } from '../shared/api/figures.js';

let stores: PlainStores;
let plain: PlainWorkspace;

beforeAll(async () => {
  stores = await openPlainStores();
  plain = await stores.workspace({ timeZone: 'UTC', currency: 'EUR' }, '2026-07-01T00:00:00.000Z');
  await plain.add('deals', [['2026-03-10', 'EUR', 'won', 'Fair'], ['2026-04-20', 'EUR', 'won', ''], ['2026-05-05', 'USD', 'open', 'Fair']].map(([day = '', currency, status, source], i) => (
    { person_id: i + 1, account_id: i + 1, deal_source: source, created_at: at(day), created_date_only: true, closed_at: status === 'won' ? at(day) : null, closed_date_only: true, status, type: 'new', amount: '100.00', currency })));
});
afterAll(() => stores.close());

const RANGE = { from: '2026-03-01', to: '2026-05-01' };

/** Statements that read deals while something is asked. */
async function readsOfDeals(ask: () => Promise<unknown>): Promise<number> {
  const query = vi.spyOn(stores.stores.facts, 'query');
  try {
    await ask();
    return query.mock.calls.filter(([, statement]) => toReadable(statement).includes('deal_facts')).length;
  } finally {
    query.mockRestore();
  }
}
const together = (...queries: object[]) => plain.analytics.figuresTogether(plain.workspace, queries.map((query) => figuresQuery.parse({ ...RANGE, ...query })));

it('reads the same rows once, whatever they are divided by', async () => {
  const asked = [{ kpis: ['revenue'] }, { kpis: ['won_deals', 'revenue'], every: 'week' }, { kpis: ['won_deals'], by: ['channel'] }, { kpis: ['won_deals'], compare: 'previous', by: ['channel', 'direction'] }];
  expect((await together(...asked.slice(0, 3))).scans).toEqual({ deals: 1 });
  // Those compared with the two months before, or with the year before, are read with them.
  expect(await readsOfDeals(() => together(...asked))).toBe(1);
  expect(await readsOfDeals(() => together(...asked, { kpis: ['won_deals'], compare: 'year' }))).toBe(1);
  // Of a dimension of many values only what is as finely divided, and the totals, come along.
  expect(await readsOfDeals(() => together({ kpis: ['won_deals'], by: ['deal_source'] }, { kpis: ['won_deals'] }, { kpis: ['opportunities'], by: ['deal_source'] }, { kpis: ['won_deals'], every: 'week' }))).toBe(2);
  // What stands open at the end of each part belongs to its part; other filters are other rows.
  expect(await readsOfDeals(() => together({ kpis: ['won_deals'] }, { kpis: ['open_pipeline'] }, { kpis: ['open_pipeline'], every: 'month' }))).toBe(3);
  expect(await readsOfDeals(() => together({ kpis: ['won_deals'] }, { kpis: ['won_deals'], where: [{ dimension: 'deal_source', values: ['Fair'] }] }))).toBe(2);
});

it('tells apart the days of each, whether they adjoin, overlap or lie apart', async () => {
  const ranges = [['2026-03-01', '2026-03-11'], ['2026-03-01', '2026-03-10'], ['2026-03-10', '2026-04-21'], ['2026-04-01', '2026-06-01'], ['2026-04-20', '2026-04-21'], ['2026-02-01', '2026-03-01']] as const;
  const { answers, scans } = await together(...ranges.map(([from, to]) => ({ kpis: ['won_deals'], from, to })));
  expect(answers.map((one) => (one.status === 'fulfilled' ? one.value.rows[0]?.value : one.status))).toEqual([1, 0, 2, 1, 1, 0]);
  expect(scans).toEqual({ deals: 1 });
});

it('takes the last day of a series from each range', async () => {
  await plain.add('series_points', [['2026-03-05', 1], ['2026-04-07', 2]].map(([day, value]) => ({ day, series: 'reach', value })));
  const { answers } = await together(...['2026-04-01', '2026-05-01'].map((to) => ({ kpis: ['series:reach'], to })));
  expect(answers.map((one) => (one.status === 'fulfilled' ? one.value.rows[0]?.value : one.status))).toEqual([1, 2]);
});

it('answers each for itself: what one lacks is not another’s error', async () => {
  const later = { from: '2026-05-01', to: '2026-06-01' };
  const { answers: [unknown, lacking, whole, good] } = await together({ kpis: ['no_such'] }, { kpis: ['pipeline'], ...later }, { kpis: ['opportunities', 'revenue'], ...later, by: ['deal_source'] }, { kpis: ['won_deals'] });
  const code = (one: PromiseSettledResult<unknown> | undefined): unknown => (one?.status === 'rejected' && one.reason instanceof AppError ? one.reason.code : one?.status);
  expect([unknown, lacking, whole, good].map(code)).toEqual(['unknown_kpi', 'missing_rate', 'fulfilled', 'fulfilled']);
  expect(good?.status === 'fulfilled' && good.value.rows[0]?.value).toBe(2);
});

it('leaves the first values of a course to who asked for them', async () => {
  const course = { kpis: ['won_deals'], by: ['account'], every: 'month' };
  const { answers } = await together({ ...course, top: 1 }, course, { ...course, top: 1 });
  const accounts = answers.map((one) => (one.status === 'fulfilled' ? new Set(one.value.rows.map((row) => row.dims?.['account'])).size : one.status));
  expect(accounts).toEqual([1, 2, 1]);
});
