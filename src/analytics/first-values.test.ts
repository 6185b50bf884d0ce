// The first values of a split by a figure that looks at another period: chosen by it, and the same as among all.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { at, openPlainStores, type PlainStores, type PlainWorkspace } from '../../test/support/plain-facts.js';

let stores: PlainStores;
let plain: PlainWorkspace;
/** Revenue a year before and now: b trebled, f is ten times as much, c halved, and d had none. */
const REVENUE = [['a', 100, 200], ['b', 300, 900], ['c', 500, 250], ['d', 0, 70], ['e', 400, 400], ['f', 50, 500]] as const;

beforeAll(async () => {
  stores = await openPlainStores();
  plain = await stores.workspace({ timeZone: 'UTC', currency: 'EUR' }, '2026-07-01T00:00:00.000Z');
  await plain.add('deals', REVENUE.flatMap(([source, before, now], i) => [['2025-03-10', before] as const, ['2026-03-10', now] as const].flatMap(([day, amount]) => (amount === 0 ? [] : [
    { person_id: i + 1, account_id: i + 1, deal_source: source, created_at: at(day), created_date_only: true, closed_at: at(day), closed_date_only: true, status: 'won', type: 'new', amount: `${amount}.00`, currency: 'EUR' },
  ]))));
});
afterAll(() => stores.close());

it('are those of the whole period, also where each value has all that was sent in below the line', async () => {
  const own = await stores.workspace({ timeZone: 'UTC', currency: 'EUR' }, '2026-07-01T00:00:00.000Z');
  const sent = (day: string, reason: string, count: number) => Array.from({ length: count }, () => ({ person_id: 0, outcome: reason === '' ? 'accepted' : 'scrubbed', reason, at: at(day), date_only: true }));
  await own.add('submissions', [...sent('2026-01-10', 'bot', 3), ...sent('2026-01-10', 'test', 1), ...sent('2026-01-10', '', 4), ...sent('2026-02-10', 'test', 5), ...sent('2026-02-10', '', 5)]);
  const { rows, further } = await own.figures({ kpis: ['scrub_rate'], from: '2026-01-01', to: '2026-03-01', by: ['reason'], every: 'month', top: 1 });
  expect(rows.filter((row) => row.dims?.['reason'] !== '(unmatched)').map((row) => [row.dims?.['reason'], row.numerator, row.denominator])).toEqual([['test', 1, 8], ['test', 5, 10]]);
  expect(further).toEqual([{ dims: {}, count: 1 }]);
});

it.each(['none', 'previous', 'year'])('are those of the figure, and the figures of all (compared with %s)', async (compare) => {
  const ask = (query: object) => plain.figures({ kpis: ['revenue_growth', 'revenue'], from: '2026-03-01', to: '2026-04-01', by: ['deal_source'], compare, ...query });
  const all = await ask({});
  const chosen = async (query: object): Promise<string[]> => {
    const first = await ask(query);
    expect(first.totals).toEqual(all.totals);
    for (const row of first.rows) expect(all.rows).toContainEqual(row);
    return first.rows.filter((row) => row.kpi === 'revenue_growth').map((row) => `${row.dims?.['deal_source'] ?? ''} ${row.value ?? ''}`).sort();
  };
  expect(await chosen({ top: 2 })).toEqual(['b 2', 'f 9']);
  expect(await chosen({ top: 2, order: 'revenue_growth' })).toEqual(['c -0.5', 'e 0']);
  // What has no value comes last, in either order.
  for (const order of ['revenue_growth', '-revenue_growth']) expect(await chosen({ top: 5, order })).not.toContain('d ');
});
