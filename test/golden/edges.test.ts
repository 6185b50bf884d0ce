// Edges that METRICS.md names and the worked examples leave out, each with the figure worked out by hand.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, moment, openPlainStores, type PlainRow, type PlainStores, type PlainWorkspace } from '../support/plain-facts.js';

const NOW = '2026-07-15T00:00:00.000Z';
const PRAGUE = { timeZone: 'Europe/Prague', currency: 'EUR', country: 'CZ' };
let stores: PlainStores;
let house: PlainWorkspace;
const facts: [table: string, rows: readonly PlainRow[]][] = [];
/** Facts of one example, each example in months of its own; all are stored before the first question, so that they are built once. */
const given = (table: string, rows: readonly PlainRow[]): void => void facts.push([table, rows]);
beforeAll(async () => {
  stores = await openPlainStores();
  house = await stores.workspace(PRAGUE, NOW);
  for (const [table, rows] of facts) await house.add(table, rows);
});
afterAll(() => stores.close());

const submission = (person: number, when: string, more: PlainRow = {}): PlainRow => ({ person_id: person, form: 'demo', outcome: 'accepted', ...moment(when), ...more });

describe('cost as of midnight', () => {
  given('costs', [{ from_day: '2025-03-31', until_day: '2025-04-02', kind: 'media', amount: '30.00', currency: 'EUR' }]);
  const cost = async (asOf: string) => (await house.figure('cost', '2025-03-01', '2025-05-01', { asOf })).value;

  it('leaves out the day that has not begun', async () => {
    expect(await cost('2025-04-01T00:00:00+02:00')).toBe('10.00');
    expect(await cost('2025-03-31T00:00:00+02:00')).toBeNull();
  });
  it('takes in the day that has', async () => {
    expect(await cost('2025-04-01T00:00:00.001+02:00')).toBe('20.00');
  });
  it('opens clicks that nobody counted to no sum, as the figure has it', async () => {
    expect(await house.explain({ kpi: 'cpc', side: 'denominator', from: '2025-03-01', to: '2025-05-01' })).toMatchObject({ figure: { numerator: '30.00', denominator: null, value: null }, sum: null, totalRows: 0 });
  });
});

describe('a cost over several days in the reporting currency', () => {
  it('adds up to what it is, in a currency without cents and with fractions of them', async () => {
    const line = (amount: string, currency: string) => ({ from_day: '2026-01-01', until_day: '2026-01-03', kind: 'media', amount, currency });
    const yen = await stores.workspace({ currency: 'JPY' }, NOW);
    await yen.add('costs', [line('100', 'JPY')]);
    expect(await yen.series('cost', '2026-01-01', '2026-01-04', 'day')).toEqual(['33', '34', '33']);
    const cents = await stores.workspace({ currency: 'USD' }, NOW);
    await cents.add('costs', [line('100.1249', 'USD')]);
    expect(await cents.series('cost', '2026-01-01', '2026-01-04', 'day')).toEqual(['33.37', '33.38', '33.37']);
  });
});

describe('the source that a record names', () => {
  given('persons', [
    { person_id: 9101, ...moment('2024-09-10T10:00Z'), received_at: at('2024-09-11'), channel_group: 'Paid', channel: 'Paid Search' },
    { person_id: 9101, ...moment('2024-09-10T10:00Z'), received_at: at('2024-10-11'), channel_group: 'Events', channel: 'Event' },
    // A record of the same person that was made later says nothing of what brought them.
    { person_id: 9101, ...moment('2024-09-20T10:00Z'), received_at: at('2024-11-11'), channel_group: 'Email', channel: 'Email' },
  ]);
  given('stage_changes', [{ person_id: 9101, ...moment('2024-09-10T10:00Z'), stage: 'lead' }]);

  it('is the one it was corrected to, of the record that was made first', async () => {
    const { rows } = await house.figures({ kpis: ['leads'], from: '2024-09-01', to: '2024-10-01', by: ['channel'] });
    expect(rows.map((r) => [r.dims?.['channel'], r.value])).toEqual([['Event', 1]]);
  });
});

describe('a stock of a period that has not begun', () => {
  given('subscriptions', [{ account_id: 9001, amount: '60.00', currency: 'EUR', interval: 'month', starts_at: at('2026-05-10'), starts_date_only: true, ends_at: null }]);
  given('deals', [{ person_id: 9001, account_id: 9001, created_at: at('2026-05-05'), created_date_only: true, status: 'open', type: 'new', amount: '500.00', currency: 'EUR' }]);

  it('has no value, as its instant is to come; what is counted of such a period is 0 so far', async () => {
    expect(await house.series('mrr', '2026-06-01', '2026-10-01', 'month')).toEqual(['60.00', '60.00', null, null]);
    expect(await house.figure('arr', '2026-08-01', '2026-09-01')).toMatchObject({ value: null, status: 'none', remark: 'The period has not begun.' });
    for (const kpi of ['active_customers', 'starting_mrr', 'starting_customers', 'open_pipeline']) expect([kpi, await house.series(kpi, '2026-07-01', '2026-09-01', 'month')]).toEqual([kpi, [expect.anything(), null]]);
    expect(await house.series('new_mrr', '2026-05-01', '2026-09-01', 'month')).toEqual(['60.00', '0.00', '0.00', '0.00']);
    // The reading decides: before May's first instant, May is to come.
    expect((await house.figure('mrr', '2026-05-01', '2026-06-01', { asOf: '2026-05-01T00:00:00+02:00' })).value).toBeNull();
  });
  it('opens to no rows', async () => {
    expect(await house.explain({ kpi: 'mrr', from: '2026-08-01', to: '2026-09-01' })).toMatchObject({ figure: { value: null }, totalRows: 0 });
  });
});

describe('duplicates within 24 hours', () => {
  given('submissions', [
    submission(1, '2025-03-03'), submission(1, '2025-03-04'), submission(1, '2025-03-04'),
    submission(2, '2025-03-03T10:00Z'), submission(2, '2025-03-04T10:00Z'), submission(3, '2025-03-03T10:00Z'), submission(3, '2025-03-04T10:01Z'),
  ]);

  it('are found among times, both ends included, and among bare days only on the same one', async () => {
    expect(await house.figure('scrubbed', '2025-03-01', '2025-04-01')).toMatchObject({ value: 2 });
    expect(await house.figure('inquiries', '2025-03-01', '2025-04-01')).toMatchObject({ value: 5 });
  });
});

describe('a lead from the website', () => {
  given('submissions', [
    submission(11, '2025-05-05T10:00Z', { form: 'fair' }), submission(11, '2025-05-20T10:00Z', { visitor_id: 'late' }),
    submission(12, '2025-05-06T10:00Z', { visitor_id: 'first' }), submission(12, '2025-05-21T10:00Z', { form: 'fair' }),
  ]);

  it('is one whose first inquiry was made there', async () => {
    expect(await house.figure('leads', '2025-05-01', '2025-06-01')).toMatchObject({ value: 2 });
    expect(await house.figure('website_leads', '2025-05-01', '2025-06-01')).toMatchObject({ value: 1 });
  });
});

describe('visits with sessions of the source', () => {
  const view = (visitor: string, when: string): PlainRow => ({ visitor_id: visitor, visit_id: `s-${visitor}`, kind: 'page_view', grade: 'human', channel: 'Direct', ...moment(when) });
  given('touches', [view('a', '2025-06-02T10:00Z'), view('b', '2025-06-02T10:00Z')]);
  given('submissions', [submission(21, '2025-06-02T10:20Z', { visitor_id: 'a' }), submission(22, '2025-06-05T10:00Z', { visitor_id: 'b' })]);

  it('take in a form sent in time and no form of another day', async () => {
    expect(await house.figure('visits', '2025-06-01', '2025-07-01')).toMatchObject({ value: 2 });
    expect(await house.figure('engaged_visits', '2025-06-01', '2025-07-01')).toMatchObject({ value: 1 });
  });
});

describe('few cases', () => {
  given('touches', ['meeting', 'email_sent', 'email_open'].flatMap((kind) => Array.from({ length: kind === 'meeting' ? 40 : 2 }, (_, i) => (
    { person_id: i + 1, kind, grade: 'human', owner: kind === 'meeting' ? 'Ann' : '', at: at('2025-08-04T09:00Z'), date_only: false }))));

  it('are marked in rates without an interval too', async () => {
    expect(await house.figure('email_open_rate', '2025-08-01', '2025-09-01')).toMatchObject({ value: 1, sample: 2, status: 'few' });
  });
  it('are counted where the cases are', async () => {
    expect(await house.figure('meetings_per_owner', '2025-08-01', '2025-09-01')).toMatchObject({ value: 40, sample: 40, status: 'ok' });
  });
});

describe('scrubbed submissions by reason, form and vendor', () => {
  /** In one order, whatever the engine's. */
  const sorted = (rows: readonly unknown[][]): unknown[][] => rows.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  given('submissions', [
    ...Array.from({ length: 6 }, (_, i) => submission(30 + i, '2025-09-02T10:00Z', { vendor: 'LeadHouse' })),
    ...Array.from({ length: 3 }, (_, i) => submission(40 + i, '2025-09-03T10:00Z', { outcome: 'scrubbed', reason: 'bot' })),
    submission(43, '2025-09-03T10:00Z', { outcome: 'scrubbed', reason: 'test', form: 'fair', vendor: 'LeadHouse' }),
  ]);
  const range = { from: '2025-09-01', to: '2025-10-01' };

  it('of each reason stand over all submissions', async () => {
    const { rows, totals } = await house.figures({ ...range, kpis: ['scrub_rate', 'scrubbed', 'submissions'], by: ['reason'] });
    const rates = rows.filter((r) => r.kpi === 'scrub_rate').map((r) => [r.dims?.['reason'], r.numerator, r.denominator]);
    expect(sorted(rates)).toEqual([['(unmatched)', 0, 10], ['bot', 3, 10], ['test', 1, 10]]);
    expect(totals?.find((r) => r.kpi === 'scrub_rate')).toMatchObject({ numerator: 4, denominator: 10, value: 0.4 });
    expect(rows.filter((r) => r.kpi === 'submissions')).toMatchObject([{ status: 'unsplittable' }]);
  });
  it('of each reason and form stand over all submissions of the form', async () => {
    const { rows } = await house.figures({ ...range, kpis: ['scrub_rate'], by: ['reason', 'form'] });
    expect(sorted(rows.map((r) => [r.dims?.['reason'], r.dims?.['form'], r.numerator, r.denominator]))).toEqual([['(unmatched)', 'demo', 0, 9], ['bot', 'demo', 3, 9], ['test', 'fair', 1, 1]]);
  });
  it('open to their rows', async () => {
    const opened = await house.explain({ ...range, kpi: 'scrub_rate', where: [{ dimension: 'reason', values: ['bot'] }], side: 'denominator' });
    expect(opened).toMatchObject({ totalRows: 10, sum: 10, figure: { numerator: 3, denominator: 10 } });
  });
  it('are split by vendor like any dimension', async () => {
    const { rows } = await house.figures({ ...range, kpis: ['scrub_rate'], by: ['vendor'] });
    expect(sorted(rows.map((r) => [r.dims?.['vendor'], r.numerator, r.denominator]))).toEqual([['(unmatched)', 3, 3], ['LeadHouse', 1, 7]]);
  });
});

describe('time to the first answer', () => {
  const answer = (person: number, when: string): PlainRow => ({ person_id: person, kind: 'call', grade: 'human', initiative: 'outbound', ...moment(when) });
  // Friday 27 March 16:30 to Monday 09:30, over the change of clocks; Thursday 2 April 12:00 to Tuesday 10:00, over Easter; Saturday to Sunday.
  given('submissions', [submission(51, '2026-03-27T15:30Z'), submission(52, '2026-04-02T10:00Z'), submission(53, '2026-04-11T10:00Z')]);
  given('touches', [answer(51, '2026-03-30T07:30Z'), answer(52, '2026-04-07T08:00Z'), answer(53, '2026-04-12T10:00Z')]);

  it.each([['2026-03-27', 1, 64 / 24], ['2026-04-02', 6, 118 / 24], ['2026-04-11', 0, 1]])('of %s is given in working and in clock time', async (day, hours, days) => {
    const to = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
    expect((await house.figure('response_time_working', day, to)).value).toBeCloseTo(hours, 9);
    expect((await house.figure('response_time', day, to)).value).toBeCloseTo(days, 9);
  });
});

describe('own series', () => {
  const point = (day: string, value: number, series = 'LinkedIn followers', received = '2026-07-01 00:00:00.000'): PlainRow => ({ series, day, value, received_at: received });
  given('series_points', [
    point('2025-10-01', 100), point('2025-10-30', 120, 'linkedin followers'), point('2025-10-31', 1, 'LinkedIn followers', '2026-06-01 00:00:00.000'), point('2025-10-31', 130), point('2025-11-15', 90), point('2025-11-15', 7, 'Shares'),
  ]);
  const quarter = ['2025-10-01', '2026-01-01', 'month'] as const;

  it('are read as their last value, sum or mean, of each day the value received last', async () => {
    expect(await house.series('series:linkedin_followers', ...quarter)).toEqual([130, 90, null]);
    expect(await house.series('series:LinkedIn followers:sum', ...quarter)).toEqual([350, 90, null]);
    expect(await house.series('series:linkedin_followers:mean', ...quarter)).toEqual([350 / 3, 90, null]);
    expect(await house.figure('series:linkedin_followers', '2025-10-01', '2026-01-01')).toMatchObject({ value: 90, status: 'ok' });
  });
  it('open to their days', async () => {
    const opened = await house.explain({ kpi: 'series:linkedin_followers:mean', from: '2025-10-01', to: '2025-11-01' });
    expect(opened.rows.map((r) => r.contribution)).toEqual([100, 120, 130]);
  });
  it('are listed, and an unknown one is refused with them', async () => {
    const { kpis } = await house.analytics.catalogue(house.workspace);
    expect(kpis.filter((k) => k.group === 'series').map((k) => k.id)).toEqual(['linkedin_followers', 'shares'].flatMap((s) => [`series:${s}`, `series:${s}:sum`, `series:${s}:mean`]));
    await expect(house.figure('series:folowers', '2025-10-01', '2025-11-01')).rejects.toMatchObject({ code: 'unknown_kpi', details: { valid: expect.arrayContaining(['series:shares']) as unknown } });
  });
  it('can not be split', async () => {
    expect((await house.figures({ kpis: ['series:shares'], from: '2025-11-01', to: '2025-12-01', by: ['channel'] })).rows).toMatchObject([{ status: 'unsplittable' }]);
  });
});
