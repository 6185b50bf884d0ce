// The worked examples of the KPI catalogue, on the engine: from facts to figures. Where the shared file of examples is
// at hand, it must say what stands here. Attribution (7, 8) is not figures' matter; example 2 starts from known persons.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { at, moment, openPlainStores, type PlainStores, type PlainWorkspace } from '../support/plain-facts.js';

const SHARED = path.resolve(import.meta.dirname, '../../../shared/data/golden/metrics.json');
const examples = existsSync(SHARED) ? z.array(z.object({ id: z.string(), input: z.unknown(), expected: z.unknown() })).parse(JSON.parse(readFileSync(SHARED, 'utf8'))) : undefined;

const NOW = '2026-07-15T00:00:00.000Z';
const PRAGUE = { timeZone: 'Europe/Prague', currency: 'EUR' };
let stores: PlainStores;
beforeAll(async () => {
  stores = await openPlainStores();
});
afterAll(() => stores.close());

/** Holds the inputs written here against the shared example of this number. */
function sameAsShared(number: number, input: unknown): void {
  it.runIf(examples !== undefined)('takes what the shared example gives', () => {
    expect(examples?.find(({ id }) => id.startsWith(`${String(number)}-`))?.input).toMatchObject(input ?? {});
  });
}
const stage = (person: number, name: string, when: string): Record<string, unknown> => ({ person_id: person, stage: name, ...moment(when) });

describe('example 1: cohort and activity', () => {
  const ROWS = [
    ['P1', '2026-02-20T10:00Z', '2026-03-05T10:00Z', null], ['P2', '2026-03-02T09:00Z', '2026-03-20T09:00Z', null],
    ['P3', '2026-03-10T09:00Z', '2026-04-15T09:00Z', null], ['P4', '2026-03-15T09:00Z', null, null],
    ['P5', '2026-03-31T22:30Z', '2026-04-30T09:00Z', null], ['P6', '2026-02-27T09:00Z', '2026-03-31T21:59Z', null],
    ['P7', '2026-03-20T09:00Z', null, 'disqualified 2026-03-25T09:00Z'],
  ] as const;
  sameAsShared(1, { rows: ROWS });

  let prague: PlainWorkspace;
  let utc: PlainWorkspace;
  beforeAll(async () => {
    [prague, utc] = [await stores.workspace(PRAGUE, NOW), await stores.workspace({ timeZone: 'UTC', currency: 'EUR' }, NOW)];
    const changes = ROWS.flatMap(([, mql, sql, exit], i) => [
      stage(i + 1, 'mql', mql), ...(sql === null ? [] : [stage(i + 1, 'sql', sql)]), ...(exit === null ? [] : [stage(i + 1, 'disqualified', exit.slice('disqualified '.length))]),
    ]);
    for (const workspace of [prague, utc]) await workspace.add('stage_changes', changes);
  });
  const march = (workspace: PlainWorkspace, more: Record<string, unknown>) => workspace.figure('mql_to_sql_rate', '2026-03-01', '2026-04-01', more);

  it('sets entries against entries', async () => {
    const figure = await march(prague, {});
    expect(figure).toMatchObject({ numerator: 3, denominator: 4, value: 0.75 });
    expect(figure.low).toBeUndefined();
    expect(await march(utc, {})).toMatchObject({ numerator: 3, denominator: 5, value: 0.6 });
  });

  it.each([['2026-03-31T22:00:00Z', 1, 0.25, 0.5, 0.045587, 0.699358], ['2026-04-30T22:00:00Z', 2, 0.5, 0.25, 0.150039, 0.849961]])('follows the cohort until %s', async (asOf, numerator, value, openShare, low, high) => {
    const figure = await march(prague, { basis: 'cohort', asOf });
    expect(figure).toMatchObject({ numerator, denominator: 4, value, openShare });
    expect(figure.low).toBeCloseTo(low, 6);
    expect(figure.high).toBeCloseTo(high, 6);
  });

  it('takes days of the zone', async () => {
    expect(await march(utc, { basis: 'cohort', asOf: '2026-05-01T00:00:00Z' })).toMatchObject({ numerator: 3, denominator: 5, value: 0.6, openShare: 0.2 });
  });
});

describe('example 2: three inquiries of one person', () => {
  const SUBMISSIONS = [['2026-01-30T10:00Z', 'webinar'], ['2026-02-03T10:00:00Z', 'whitepaper'], ['2026-02-03T10:00:40Z', 'whitepaper'], ['2026-02-10T09:00Z', 'demo']] as const;
  sameAsShared(2, { won: ['2026-03-15', '12000.00 EUR'], cost: { '2026-01': '100.00', '2026-02': '80.00' } });

  let eva: PlainWorkspace;
  beforeAll(async () => {
    eva = await stores.workspace(PRAGUE, NOW);
    await eva.add('submissions', SUBMISSIONS.map(([when, form]) => ({ person_id: 1, account_id: 1, form, outcome: 'accepted', ...moment(when) })));
    await eva.add('deals', [{ person_id: 1, account_id: 1, created_at: at('2026-03-01'), created_date_only: true, closed_at: at('2026-03-15'), closed_date_only: true, status: 'won', type: 'new', amount: '12000.00', currency: 'EUR' }]);
    await eva.add('costs', [['01', '100.00'], ['02', '80.00']].map(([month, amount]) => ({ from_day: `2026-${month ?? ''}-05`, until_day: `2026-${month ?? ''}-05`, kind: 'media', amount, currency: 'EUR' })));
  });

  it.each([
    ['inquiries', [1, 2, 0], 3], ['scrubbed', [0, 1, 0], 1], ['scrub_rate', [0, 1 / 3, null], 0.25], ['leads', [1, 0, 0], 1], ['customers', [0, 0, 1], 1],
    ['cost_per_inquiry', ['100.00', '40.00', null], '60.00'], ['cost_per_lead', ['100.00', null, null], '180.00'], ['marketing_cac', [null, null, null], '180.00'],
  ])('%s is %j, and %s in the quarter', async (kpi, months, quarter) => {
    expect(await eva.series(kpi, '2026-01-01', '2026-04-01', 'month')).toEqual(months);
    expect((await eva.figure(kpi, '2026-01-01', '2026-04-01')).value).toBe(quarter);
  });
});

describe('example 3: recycled', () => {
  const EVENTS = [['2026-01-05', 'lead'], ['2026-01-10', 'mql'], ['2026-01-20', 'sql'], ['2026-02-01', 'rejected+recycled: no budget'], ['2026-06-02', 're-entry'], ['2026-06-03', 'mql'], ['2026-06-09', 'sql'], ['2026-06-15', 'opportunity'], ['2026-07-01', 'won']] as const;
  sameAsShared(3, { events: EVENTS });

  let person: PlainWorkspace;
  beforeAll(async () => {
    person = await stores.workspace(PRAGUE, NOW);
    await person.add('stage_changes', EVENTS.flatMap(([day, what]) => (what.startsWith('rejected') ? [stage(1, 'rejected', day), { ...stage(1, 'recycled', day), reason: 'no budget' }] : [stage(1, what.replace('-', '_'), day)])));
  });
  const [JAN, FEB, JUN, H1] = [['2026-01-01', '2026-02-01'], ['2026-02-01', '2026-03-01'], ['2026-06-01', '2026-07-01'], ['2026-01-01', '2026-07-01']] as const;

  it.each([
    ['leads', JAN, 1], ['leads', JUN, 0], ['re_entries', JUN, 1], ['mqls', JAN, 1], ['mqls', JUN, 1], ['mqls', H1, 2], ['sqls', H1, 2], ['sqls_rejected', FEB, 1], ['recycled', FEB, 1],
    ['sql_quality', JAN, 0], ['sql_quality', JUN, 1], ['sql_quality', H1, 0.5], ['sql_quality', FEB, null],
  ] as const)('%s in %j is %s', async (kpi, [from, to], value) => {
    expect((await person.figure(kpi, from, to)).value).toBe(value);
  });

  it('takes the whole way, over the pause', async () => {
    const { converted } = await person.figure('time_to_convert:lead:won', ...JAN);
    // 177 days of the calendar: the last Sunday of March had 23 hours and is one day.
    expect(converted).toMatchObject({ count: 1 });
    expect(converted?.median).toBeCloseTo(177, 9);
  });

  it.each([['2026-01-25T00:00:00Z', 1], ['2026-03-01T00:00:00Z', 0], ['2026-06-10T00:00:00Z', 1], ['2026-07-02T00:00:00Z', 0]])('knows as of %s whether the lead was still on the way', async (asOf, open) => {
    expect((await person.figure('lead_to_customer_rate', ...JAN, { basis: 'cohort', asOf })).openShare).toBe(open);
    expect((await person.figure('time_to_convert:lead:won', ...JAN, { asOf })).openShare).toBe(open);
  });

  it.each([['2026-06-30T00:00:00Z', 0], ['2026-07-02T00:00:00Z', 1]])('knows as of %s whether the lead became a customer', async (asOf, value) => {
    expect((await person.figure('lead_to_customer_rate', ...JAN, { basis: 'cohort', asOf })).value).toBe(value);
  });
});

describe('example 4: cost over several days', () => {
  const COSTS = [['1000.00 EUR', '2026-01-25', '2026-02-10'], ['3100.00 EUR', '2026-03-01', '2026-03-31']] as const;
  sameAsShared(4, { costs: COSTS });

  let costs: PlainWorkspace;
  beforeAll(async () => {
    costs = await stores.workspace(PRAGUE, NOW);
    await costs.add('costs', COSTS.map(([amount, from_day, until_day]) => ({ from_day, until_day, kind: 'media', amount: amount.slice(0, -4), currency: 'EUR' })));
  });

  it.each([
    ['month', '2026-01-01', '2026-03-01', ['411.76', '588.24']], ['day', '2026-01-25', '2026-01-27', ['58.82', '58.83']],
    ['week', '2026-01-19', '2026-02-16', ['58.82', '411.77', '411.76', '117.65']], ['week', '2026-03-23', '2026-03-30', ['700.00']],
  ])('adds up by %s from %s', async (every, from, to, values) => {
    expect(await costs.series('cost', from, to, every)).toEqual(values);
  });
});

describe('example 5: exchange rates', () => {
  const RATES = [['2026-04-30', 'USD 1.1000', 'GBP 0.8800', 'CZK N/A'], ['2026-05-04', 'USD 1.1200', 'GBP 0.8700', 'CZK N/A']] as const;
  sameAsShared(5, { rates: RATES });

  const workspaceWith = async (currency: string, deals: readonly (readonly [string, string, string, string])[]): Promise<PlainWorkspace> => {
    const workspace = await stores.workspace({ ...PRAGUE, currency }, NOW);
    await workspace.add('rates', RATES.flatMap(([day, ...rates]) => rates.map((r) => r.split(' ')).filter(([, rate]) => rate !== 'N/A').map(([code, per_euro]) => ({ day, currency: code, per_euro }))));
    await workspace.add('deals', deals.map(([day, amount, code, product], i) => ({ account_id: i + 1, product, created_at: at(day), created_date_only: true, closed_at: at(day), closed_date_only: true, status: 'won', type: 'new', amount, currency: code })));
    return workspace;
  };
  const revenueOn = async (workspace: PlainWorkspace, day: string, product: string) =>
    (await workspace.figure('revenue', day, new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10), { where: [{ dimension: 'product', values: [product] }] })).value;

  it('takes the last rate on or before the day, and rounds each fact once', async () => {
    const euro = await workspaceWith('EUR', [
      ['2026-05-02', '11000.00', 'USD', 'one'], ['2026-05-04', '870.00', 'GBP', 'one'], ...Array.from({ length: 6 }, () => ['2026-05-02', '1.00', 'USD', 'six'] as const),
      ['2026-05-03', '100.00', 'CZK', 'none'], ['2026-05-12', '100.00', 'USD', 'old'],
    ]);
    expect(await revenueOn(euro, '2026-05-02', 'one')).toBe('10000.00');
    expect(await revenueOn(euro, '2026-05-04', 'one')).toBe('1000.00');
    expect(await revenueOn(euro, '2026-05-02', 'six')).toBe('5.46');
    await expect(revenueOn(euro, '2026-05-03', 'none')).rejects.toMatchObject({ code: 'missing_rate', details: { day: '2026-05-03', currency: 'CZK', reporting: 'EUR' } });
    await expect(revenueOn(euro, '2026-05-12', 'old')).rejects.toMatchObject({ code: 'missing_rate', details: { day: '2026-05-12', currency: 'USD', reporting: 'EUR' } });
  });

  it('tells recurring revenue of days before the first rate: nothing where nothing was paid, else what is missing', async () => {
    const euro = await workspaceWith('EUR', []);
    await euro.add('subscriptions', [['2026-05-04', 'USD'], ['2026-03-10', 'GBP']].map(([day, currency], i) => ({ account_id: i + 1, amount: '56.00', currency, interval: 'month', starts_at: at(day ?? ''), starts_date_only: true, ends_at: null })));
    const mrr = async (from: string, to: string) => (await euro.figure('mrr', from, to)).value;
    expect(await mrr('2026-02-01', '2026-03-01')).toBe('0.00');
    expect(await mrr('2026-05-01', '2026-05-06')).toBe('114.37');
    await expect(mrr('2026-03-01', '2026-04-01')).rejects.toMatchObject({ code: 'missing_rate', details: { currency: 'GBP', reporting: 'EUR' } });
  });

  it('refuses movements of recurring revenue whose rate lacks at either end, names the day and currency of it, and counts who pays all the same', async () => {
    const euro = await stores.workspace({ timeZone: 'UTC', currency: 'EUR' }, NOW);
    await euro.add('rates', ['2026-03-25', '2026-03-31'].map((day) => ({ currency: 'USD', day, per_euro: '1.25' })));
    const paid = (account: number, currency: string, amount: string, from: string, until?: string) => ({ account_id: account, currency, amount, interval: 'month', starts_at: at(from), ends_at: until === undefined ? null : at(until) });
    // From euros to dollars: what they were worth when March began nobody knows.
    await euro.add('subscriptions', [paid(1, 'EUR', '100.00', '2026-01-01', '2026-03-10'), paid(1, 'USD', '200.00', '2026-03-10'), paid(2, 'EUR', '30.00', '2026-01-01')]);
    const movements = ['expansion_mrr', 'contraction_mrr', 'fx_mrr', 'churned_mrr', 'net_new_mrr', 'mrr'];
    for (const kpi of movements) await expect(euro.figure(kpi, '2026-03-01', '2026-04-01'), kpi).rejects.toMatchObject({ code: 'missing_rate', details: { day: '2026-02-28', currency: 'USD', reporting: 'EUR' } });
    for (const kpi of movements) await expect(euro.figure(kpi, '2026-04-01', '2026-04-20'), kpi).rejects.toMatchObject({ code: 'missing_rate', details: { day: '2026-04-19', currency: 'USD', reporting: 'EUR' } });
    expect((await euro.figure('mrr', '2026-03-28', '2026-04-01')).value).toBe('190.00');
    for (const [kpi, value] of [['active_customers', 2], ['logo_churn_rate', 0]] as const) expect((await euro.figure(kpi, '2026-04-01', '2026-04-20')).value).toBe(value);
  });

  it('crosses through the euro unrounded', async () => {
    expect(await revenueOn(await workspaceWith('USD', [['2026-05-03', '999.99', 'GBP', 'one']]), '2026-05-03', 'one')).toBe('1249.99');
  });
});

describe('example 6: business days', () => {
  sameAsShared(6, { calendars: ['CZ', 'DE', 'US', 'GB'] });

  it.each([
    ['CZ', '', [['2026-03-01', '2026-04-01', 22], ['2026-04-01', '2026-05-01', 20], ['2026-05-01', '2026-06-01', 19]]], ['DE', '', [['2026-05-01', '2026-06-01', 18]]],
    ['DE', 'BY', [['2026-06-01', '2026-07-01', 21]]], ['US', '', [['2018-01-01', '2018-02-01', 21], ['2018-02-01', '2018-03-01', 19]]], ['GB', '', [['2027-12-01', '2028-01-01', 21]]],
  ] as const)('%s %s has %j', async (country, region, months) => {
    const workspace = await stores.workspace({ ...PRAGUE, country, region }, NOW);
    for (const [from, to, days] of months) expect((await workspace.figure('business_days', from, to)).value).toBe(days);
    if (country === 'US') expect((await workspace.figure('required_daily_uplift', '2018-02-01', '2018-03-01')).value).toBeCloseTo(0.105263, 6);
  });

  it('is fair to months of few days and to a running one', async () => {
    const cz = await stores.workspace({ ...PRAGUE, country: 'CZ' }, NOW);
    const [april, may] = await cz.series('required_daily_uplift', '2026-04-01', '2026-06-01', 'month');
    expect(april).toBeCloseTo(0.1, 12);
    expect(may).toBeCloseTo(0.052632, 6);
    // 16 to 31 March has 12 and the 16 days before it 10; April has 20 and March 22.
    expect(await cz.series('required_daily_uplift', '2026-03-16', '2026-05-01', 'month')).toEqual([expect.closeTo(10 / 12 - 1, 12), expect.closeTo(0.1, 12)]);
    await cz.add('stage_changes', Array.from({ length: 61 }, (_, i) => stage(i + 1, 'lead', i < 60 ? `2026-05-${String((i % 12) + 1).padStart(2, '0')}` : '2026-05-13')));
    const asOf = '2026-05-13T10:00:00+02:00';
    expect((await cz.figure('completed_business_days', '2026-05-01', '2026-06-01', { asOf })).value).toBe(6);
    const perDay = await cz.figure('leads_per_business_day', '2026-05-01', '2026-06-01', { asOf });
    expect(perDay).toMatchObject({ value: 10, numerator: 60, denominator: 6, sample: 60, status: 'ok' });
    // Garwood's bounds of 60 are 45.79 and 77.23.
    expect(perDay.low).toBeCloseTo(45.7863 / 6, 3);
    expect(perDay.high).toBeCloseTo(77.2319 / 6, 3);
  });
});

describe('example 9: recurring revenue', () => {
  const SUBS = [
    ['A', '100/month', '2026-01-01', '2026-03-20'], ['A', '160/month', '2026-03-20', null], ['B', '1000/year, cancel requested 2026-03-10', '2026-01-15', '2027-01-15'],
    ['C', '3 x 50/month', '2026-02-01', '2026-03-17'], ['C', '150/month', '2026-04-05', null], ['D', '80/month, trial 2026-02-20..03-06', '2026-03-06', null], ['E', '70/month', '2026-01-10', '2026-04-01T00:00'],
  ] as const;
  sameAsShared(9, { subs: SUBS });

  let subs: PlainWorkspace;
  beforeAll(async () => {
    subs = await stores.workspace(PRAGUE, NOW);
    await subs.add('subscriptions', SUBS.flatMap(([account, plan, starts, ends]) => {
      const [, copies, amount, interval] = /^(?:(\d) x )?(\d+)\/(month|year)/.exec(plan) ?? [];
      const trial = plan.includes('trial');
      return Array.from({ length: Number(copies ?? 1) }, () => ({
        account_id: account.charCodeAt(0), amount, currency: 'EUR', interval, starts_at: at(trial ? '2026-02-20' : starts), starts_date_only: true,
        ends_at: ends === null ? null : at(ends.slice(0, 10)), ends_date_only: true, trial_ends_at: trial ? at(starts) : null, trial_date_only: true,
      }));
    }));
  });

  it.each([
    ['mrr', ['253.33', '403.33', '393.33', '473.33']], ['arr', ['3040.00', '4840.00', '4720.00', '5680.00']], ['active_customers', [3, 4, 4, 4]],
    ['new_mrr', ['253.33', '150.00', '80.00', '0.00']], ['expansion_mrr', ['0.00', '0.00', '60.00', '0.00']], ['contraction_mrr', ['0.00', '0.00', '0.00', '0.00']],
    ['reactivation_mrr', ['0.00', '0.00', '0.00', '150.00']], ['churned_mrr', ['0.00', '0.00', '150.00', '70.00']], ['net_new_mrr', ['253.33', '150.00', '-10.00', '80.00']],
    ['logo_churn_rate', [null, 0, 0.25, 0.25]],
  ])('%s is %j from January to April', async (kpi, values) => {
    expect(await subs.series(kpi, '2026-01-01', '2026-05-01', 'month')).toEqual(values);
  });

  it.each([['gross_mrr_churn', 0.371901, 0.177966], ['net_revenue_retention', 0.77686, 0.822034]])('%s is %f in March and %f in April', async (kpi, march, april) => {
    const [m, a] = await subs.series(kpi, '2026-03-01', '2026-05-01', 'month');
    expect(Number(m)).toBeCloseTo(march, 6);
    expect(Number(a)).toBeCloseTo(april, 6);
  });
});

describe('example 10: times', () => {
  const [EVENTS, CENSORED] = [[2, 3, 5, 5, 9, 12], [3, 6, 10, 14]];
  sameAsShared(10, { events: EVENTS, censored: CENSORED });

  const READ = '2026-06-15';
  const NOW_THEN = `${READ}T00:00:00.000Z`;
  const days = (from: string, n: number): string => new Date(Date.parse(from) + n * 86_400_000).toISOString().slice(0, 10);
  const range = ['2026-05-01', '2026-06-15'] as const;
  const curveOf = (points: readonly { day: number; share: number }[] | undefined): Map<number, number> => new Map(points?.map(({ day, share }) => [day, Math.round(share * 1e6) / 1e6]));

  const entered = async (disqualified: readonly number[]): Promise<PlainWorkspace> => {
    const workspace = await stores.workspace({ timeZone: 'UTC', currency: 'EUR' }, NOW_THEN);
    const gone = (d: number): boolean => disqualified.includes(d);
    await workspace.add('stage_changes', [
      ...EVENTS.flatMap((d, i) => [stage(i + 1, 'mql', '2026-05-10'), stage(i + 1, 'sql', days('2026-05-10', d))]),
      ...CENSORED.flatMap((d, i) => (gone(d) ? [stage(i + 50, 'mql', '2026-05-10'), stage(i + 50, 'disqualified', days('2026-05-10', d))] : [stage(i + 50, 'mql', days(READ, -d))])),
    ]);
    return workspace;
  };

  it('reads the curve of those who convert', async () => {
    const figure = await (await entered([])).figure('time_to_convert:mql:sql', ...range);
    expect(figure).toMatchObject({ numerator: 6, denominator: 10, quantiles: { p25: 5, p50: 9, p75: 12, p90: null }, converted: { count: 6, median: 5 } });
    const curve = curveOf(figure.incidence?.curve);
    expect([2, 3, 5, 9, 12].map((day) => curve.get(day))).toEqual([0.1, 0.2, 0.428571, 0.571429, 0.785714]);
  });

  it('lets those who left compete', async () => {
    const figure = await (await entered([3, 6])).figure('time_to_convert:mql:sql', ...range);
    const curve = curveOf(figure.incidence?.curve);
    expect([2, 3, 5, 9, 12].map((day) => curve.get(day))).toEqual([0.1, 0.2, 0.4, 0.5, 0.65]);
    expect(figure.quantiles?.p75).toBeNull();
  });

  describe('as lifetimes of accounts', () => {
    let customers: PlainWorkspace;
    beforeAll(async () => {
      customers = await stores.workspace({ timeZone: 'UTC', currency: 'EUR' }, NOW_THEN);
      const paid = (account_id: number, starts: string, ends: string | null): Record<string, unknown> => ({ account_id, amount: '100', currency: 'EUR', interval: 'month', starts_at: at(starts), starts_date_only: true, ends_at: ends === null ? null : at(ends), ends_date_only: true });
      await customers.add('subscriptions', [...EVENTS.map((d, i) => paid(i + 1, '2026-05-10', days('2026-05-10', d))), ...CENSORED.map((d, i) => paid(i + 50, days(READ, -d), null))]);
      await customers.add('costs', [{ from_day: '2026-06-01', until_day: '2026-06-01', kind: 'media', amount: '20', currency: 'EUR' }]);
      await customers.add('deals', [['1000', '400'], ['500', null]].map(([amount, margin], i) => ({ account_id: 60 + i, created_at: at('2026-06-02'), created_date_only: true, closed_at: at('2026-06-03'), closed_date_only: true, status: 'won', type: 'new', amount, margin, currency: 'EUR' })));
    });
    const june = ['2026-06-01', '2026-07-01'] as const;

    it('multiplies the area under the curve with the revenue a month', async () => {
      const figure = await customers.figure('customer_lifetime_value', ...june);
      // 2 + 0.9 + 2 × 0.8 + 4 × 4/7 + 3 × 3/7 + 2 × 3/14 = 8.5 days within the 14 that were observed.
      expect(figure).toMatchObject({ value: '27.93', numerator: 6, denominator: 10, status: 'few', lifetime: { horizonDays: 14, monthly: '100.00', margin: null } });
      expect(figure.lifetime?.months).toBeCloseTo(8.5 / 30.4375, 9);
      expect(figure.remark).toContain('14 days');
      expect(Number(figure.low)).toBeLessThan(27.93);
      expect(Number(figure.high)).toBeLessThanOrEqual(46);
    });

    it('takes the margin of the deals that name it, and what full CAC is', async () => {
      expect((await customers.figure('gross_margin', ...june)).value).toBe(0.4);
      expect((await customers.figure('customer_lifetime_value_margin', ...june)).value).toBe('11.17');
      expect((await customers.figure('clv_after_cac', ...june)).value).toBe('17.93');
      const ratio = await customers.figure('ltv_to_cac', ...june);
      expect(ratio).toMatchObject({ numerator: '11.17', denominator: '10.00', parts: { left: 'customer_lifetime_value_margin', right: 'full_cac' } });
      // From exact values: 11.170431 ÷ 10, not 11.17 ÷ 10.
      expect(Number(ratio.value)).toBeCloseTo(1.1170431, 6);
      expect(ratio.remark).toContain('Without sales cost');
    });

    it('lets revenue stand in where no margin is known, and says so', async () => {
      const may = await customers.figure('ltv_to_cac', '2026-06-04', '2026-07-01');
      expect(may).toMatchObject({ value: null, parts: { left: 'customer_lifetime_value' } });
    });

    it('opens to the accounts with their days', async () => {
      const left = await customers.explain({ kpi: 'customer_lifetime_value', from: '2026-06-01', to: '2026-07-01' });
      expect(left).toMatchObject({ totalRows: 6, sum: 6 });
      expect(left.rows.map((r) => Number(r.cells[left.columns.indexOf('life_days')])).sort((a, b) => a - b)).toEqual(EVENTS);
      expect(left.numbers).toBe('0.2793 months (6 of 10 accounts left, within 14 days) × 100.00 EUR a month = 27.93 EUR');
      expect(await customers.explain({ kpi: 'customer_lifetime_value', from: '2026-06-01', to: '2026-07-01', side: 'denominator' })).toMatchObject({ totalRows: 10, sum: 10 });
    });
  });
});
