import { Decimal } from 'decimal.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attributionQuery, type AttributionDocument } from '../shared/api/attribution.js';
import type { ExplainDocument, FigureRow, FiguresDocument } from '../shared/api/figures.js';
import { at, moment, openPlainStores, type Asked, type PlainRow, type PlainStores, type PlainWorkspace } from '../../test/support/plain-facts.js';
import { createAttribution } from './create-attribution.js';

const NOW = '2026-07-01T00:00:00.000Z';
const PERIOD = { from: '2026-01-01', to: '2026-07-01' };
let stores: PlainStores;
beforeAll(async () => { stores = await openPlainStores(); });
afterAll(async () => { await stores.close(); });

const PAID = { channel_group: 'Paid', channel: 'Paid Search', direction: 'inbound', source: 'google', medium: 'cpc' };
const EMAIL = { channel_group: 'Email', channel: 'Email', direction: 'inbound', source: 'newsletter', medium: 'email' };
const DIRECT = { channel_group: 'Direct', channel: 'Direct', direction: 'inbound', source: '', medium: '' };
const touch = (person: number, when: string, origin: PlainRow, campaign = ''): PlainRow => ({
  person_id: person, kind: 'page_view', grade: 'human', ...moment(when), visitor_id: `v${person}`, visit_id: `${person} ${when}`, ...origin, campaign,
});
const deal = (person: number, created: string, closed: string, amount: string | null, more: PlainRow = {}): PlainRow => ({
  event_id: `deal ${person} ${created}`, person_id: person, created_at: at(created), created_date_only: false, closed_at: at(closed), closed_date_only: false,
  status: 'won', stage: 'won', type: 'new', amount, currency: 'EUR', ...more,
});
const cost = (kind: string, amount: string, origin: PlainRow): PlainRow => ({ from_day: '2026-03-01', until_day: '2026-03-01', kind, amount, currency: 'EUR', ...origin });
const lead = (person: number, when: string): PlainRow => ({ person_id: person, ...moment(when), outcome: 'accepted', form: 'demo' });

interface Desk extends PlainWorkspace {
  report(query: Record<string, unknown>): Promise<AttributionDocument>;
  ledger(model: string, conversion: string): Promise<{ value: string; credit: number; conversion: string; touch: string | null; channel: string | null }[]>;
}

async function open(settings: Parameters<PlainStores['workspace']>[0] = {}): Promise<Desk> {
  const plain = await stores.workspace({ currency: 'EUR', ...settings }, NOW);
  const attribution = await createAttribution({ facts: stores.stores.facts, records: stores.stores.records, analytics: plain.analytics, now: () => NOW });
  const query = (more: Record<string, unknown>) => attributionQuery.parse({ conversion: 'won', ...PERIOD, by: ['channel'], ...more });
  return {
    ...plain,
    report: (more) => attribution.attribute(plain.workspace, query(more)),
    async ledger(model, conversion) {
      const { rows } = await attribution.ledger(plain.workspace, query({ models: [model], conversion, by: [] }), { rows: 10_000, offset: 0 });
      return rows.map((r) => ({ value: r.value, credit: r.credit, conversion: r.conversion.id, touch: r.touch?.at ?? null, channel: r.touch?.dims['channel'] ?? r.earner }));
    },
  };
}

/** Figures of a KPI by the one dimension that was asked for. */
const byValue = ({ rows }: FiguresDocument, kpi: string): Record<string, FigureRow['value']> => Object.fromEntries(rows.filter((r) => r.kpi === kpi).map((r) => [Object.values(r.dims ?? {}).join(' / '), r.value]));
/** As a figure is compared with one that was rounded to nine digits; nothing is nothing. */
const closeTo = (value: FigureRow['value'] | undefined): unknown => (typeof value === 'number' ? expect.closeTo(value, 8) : null);
const totalOf = ({ totals = [] }: FiguresDocument, kpi: string): FigureRow | undefined => totals.find((r) => r.kpi === kpi);
const contributions = ({ rows, columns }: ExplainDocument, ...cells: string[]): unknown[][] => rows.map((r) => [...cells.map((c) => r.cells[columns.indexOf(c)]), r.contribution]);

describe('three deals worked out by hand', () => {
  let desk: Desk;
  const ask = (kpis: string[], more: Asked = {}): Promise<FiguresDocument> => desk.figures({ kpis, ...PERIOD, by: ['channel'], ...more });

  beforeAll(async () => {
    desk = await open({ fewSample: 0, fewEvents: 0 });
    await desk.add('touches', [
      touch(1, '2026-01-10T10:00Z', PAID, 'spring'), touch(1, '2026-02-01T10:00Z', EMAIL), touch(1, '2026-02-20T10:00Z', DIRECT),
      touch(2, '2026-02-10T10:00Z', PAID, 'summer'), touch(4, '2026-03-01T10:00Z', EMAIL),
    ]);
    await desk.add('submissions', [lead(1, '2026-01-10T10:05Z')]);
    await desk.add('deals', [
      deal(1, '2026-02-02T10:00Z', '2026-03-15T12:00Z', '1000.01'), deal(2, '2026-02-11T10:00Z', '2026-03-20T12:00Z', '500.00'),
      deal(3, '2026-02-11T10:00Z', '2026-04-25T12:00Z', '70.00'), deal(4, '2026-03-11T10:00Z', '2026-04-01T12:00Z', '999.00', { type: 'renewal' }),
    ]);
    await desk.add('costs', [cost('media', '300.00', PAID), cost('agency', '100.00', EMAIL), cost('staff', '50.00', {})]);
  });

  it('credits revenue by the model asked for, and to all touches equally otherwise', async () => {
    const last = await ask(['attributed_revenue'], { model: 'last_non_direct' });
    expect(last.creditedBy).toEqual({ model: 'last_non_direct', label: 'Last non-direct touch', lookbackDays: 90 });
    expect(byValue(last, 'attributed_revenue')).toEqual({ 'Email': '1000.01', 'Paid Search': '500.00', '(none)': '70.00' });
    const linear = await ask(['attributed_revenue']);
    expect(linear.creditedBy?.model).toBe('linear');
    expect(byValue(linear, 'attributed_revenue')).toEqual({ 'Paid Search': '833.34', 'Email': '333.34', 'Direct': '333.33', '(none)': '70.00' });
    for (const document of [last, linear]) expect(totalOf(document, 'attributed_revenue')).toMatchObject({ value: '1570.01', sample: 3 });
    expect(linear.scans).toEqual({ credits: 1 });
    expect((await ask(['attributed_revenue'], { model: 'last_non_direct', lookbackDays: 30 })).rows.map((r) => [r.dims?.['channel'], r.value])).toEqual(expect.arrayContaining([['Direct', '1000.01'], ['(none)', '570.00']]));
    await expect(ask(['attributed_revenue'], { lookbackDays: 400 })).rejects.toMatchObject({ code: 'invalid_input', details: { where: 'lookback', reason: expect.stringContaining('the first touch is of 2026-01-10') as string } });
    // Nobody's lookback where no credit is asked for.
    expect((await ask(['revenue'], { lookbackDays: 400 })).rows.length).toBeGreaterThan(0);
  });

  it('holds what paid channels earned against what ads cost, and what marketing earned against all it costs', async () => {
    const document = await ask(['return_on_ad_spend', 'attributed_marketing_roi', 'marketing_share_of_attributed_revenue', 'revenue_credited_to_marketing', 'cps', 'blended_roas'], { model: 'linear' });
    expect(totalOf(document, 'return_on_ad_spend')).toMatchObject({ value: 833.34 / 300, numerator: '833.34', denominator: '300.00', sample: 2 });
    expect(byValue(document, 'return_on_ad_spend')).toMatchObject({ 'Paid Search': 833.34 / 300, 'Email': null, 'Direct': null, '(none)': null });
    expect(byValue(document, 'revenue_credited_to_marketing')).toMatchObject({ 'Paid Search': '833.34', 'Email': '333.34', 'Direct': '0.00', '(none)': '0.00' });
    expect(totalOf(document, 'attributed_marketing_roi')?.value).toBeCloseTo((1166.68 - 450) / 450, 12);
    expect(byValue(document, 'attributed_marketing_roi')['Email']).toBeCloseTo((333.34 - 100) / 100, 12);
    expect(totalOf(document, 'marketing_share_of_attributed_revenue')?.value).toBeCloseTo(1166.68 / 1570.01, 12);
    expect(byValue(document, 'cps')['Paid Search']).toBe('225.00');
    expect(totalOf(document, 'blended_roas')?.value).toBeCloseTo(2569.01 / 300, 12);
  });

  it.each([['channel'], ['campaign'], ['channel_group'], ['']])('has the same returns beside the table of credit, by %j', async (dimension) => {
    const by = dimension === '' ? [] : [dimension];
    for (const model of ['linear', 'last', 'w_shaped']) {
      const [report, figures] = [await desk.report({ models: [model], by }), await ask(['return_on_ad_spend', 'attributed_marketing_roi', 'revenue_credited_to_paid', 'revenue_credited_to_marketing'], { model, by })];
      const figure = (kpi: string, dims: Readonly<Record<string, string>>): FigureRow['value'] | undefined => figures.rows.find((r) => r.kpi === kpi && Object.entries(dims).every(([d, value]) => r.dims?.[d] === value))?.value;
      for (const row of report.rows) {
        const at = `${model} ${JSON.stringify(row.dims)}`;
        expect(row.returnOnAdSpend ?? null, at).toEqual(closeTo(figure('return_on_ad_spend', row.dims)));
        expect(row.marketingRoi ?? null, at).toEqual(closeTo(figure('attributed_marketing_roi', row.dims)));
      }
      for (const unearned of report.uncredited ?? []) expect(figure('attributed_marketing_roi', unearned.dims), JSON.stringify(unearned)).toBe(-1);
      const total = (kpi: string): FigureRow['value'] | undefined => (by.length === 0 ? figure(kpi, {}) : totalOf(figures, kpi)?.value);
      expect([report.totals[0]?.paidValue, report.totals[0]?.marketingValue]).toEqual([total('revenue_credited_to_paid'), total('revenue_credited_to_marketing')]);
    }
  });

  it('divides cost by the customers, leads and opportunities that a channel is credited with', async () => {
    const document = await ask(['attributed_cac', 'attributed_customers', 'attributed_leads', 'leads', 'cost_per_attributed_lead', 'attributed_pipeline', 'attributed_opportunities', 'cost_per_attributed_opportunity', 'pipeline'], { model: 'linear' });
    expect(byValue(document, 'attributed_cac')).toMatchObject({ 'Paid Search': '225.00', 'Email': '300.00', 'Direct': null, '(none)': null });
    expect(totalOf(document, 'attributed_cac')).toMatchObject({ value: '150.00', numerator: '450.00', denominator: 3, sample: 3 });
    expect(byValue(document, 'attributed_pipeline')).toMatchObject({ 'Paid Search': '1000.01', 'Email': '500.00', '(none)': '70.00' });
    expect(totalOf(document, 'attributed_pipeline')?.value).toBe(totalOf(document, 'pipeline')?.value);
    expect(byValue(document, 'attributed_opportunities')).toMatchObject({ 'Paid Search': 1.5, 'Email': 0.5, '(none)': 1 });
    expect(byValue(document, 'cost_per_attributed_opportunity')).toMatchObject({ 'Paid Search': '200.00', 'Email': '200.00' });
    expect(totalOf(document, 'attributed_leads')?.value).toBe(totalOf(document, 'leads')?.value);
    expect(document.scans['credits']).toBe(1);
  });

  it('dates credit by its conversion, and names the campaign of the touch', async () => {
    const months = await desk.figures({ kpis: ['attributed_revenue'], from: '2026-03-01', to: '2026-05-01', every: 'month', model: 'linear' });
    expect(months.rows.map((r) => r.value)).toEqual(['1500.01', '70.00']);
    expect(byValue(await ask(['attributed_revenue'], { by: ['campaign'], model: 'linear' }), 'attributed_revenue')).toEqual({ 'summer': '500.00', 'spring': '333.34', '(unmatched)': '666.67', '(none)': '70.00' });
    const compared = await desk.figures({ kpis: ['attributed_revenue'], from: '2026-04-01', to: '2026-05-01', compare: 'previous', model: 'linear' });
    expect(compared.rows[0]).toMatchObject({ value: '70.00', before: { value: '1500.01' } });
    expect((await desk.figure('attributed_revenue', PERIOD.from, PERIOD.to, { model: 'first', asOf: '2026-03-18T00:00:00Z' })).value).toBe('1000.01');
  });

  it('opens to the rows of the ledger', async () => {
    const opened = await desk.explain({ kpi: 'attributed_revenue', ...PERIOD, model: 'linear' });
    expect(opened.creditedBy?.model).toBe('linear');
    expect(opened.sum).toBe('1570.01');
    const ledger = await desk.ledger('linear', 'won');
    expect(contributions(opened, 'conversion', 'touch_at', 'channel')).toEqual(ledger.map((r) => [r.conversion, r.touch, r.channel, new Decimal(r.value).toFixed()]));
    const cell = await desk.explain({ kpi: 'return_on_ad_spend', ...PERIOD, model: 'linear', where: [{ dimension: 'channel', values: ['Paid Search'] }] });
    expect(contributions(cell, 'campaign', 'credit')).toEqual([['spring', '0.33333333334', '333.34'], ['summer', '1', '500']]);
    expect([cell.sum, cell.figure.numerator]).toEqual(['833.34', '833.34']);
    expect(cell.measures.map((m) => [m.id, m.value])).toEqual([['revenue_credited_to_paid', '833.34'], ['ad_spend', '300']]);
    const parts = await desk.explain({ kpi: 'attributed_cac', ...PERIOD, model: 'linear', side: 'denominator' });
    expect(parts).toMatchObject({ sum: 3, totalRows: 5 });
  });

  it('says when one deal makes up most of it, its parts together', async () => {
    expect((await desk.figure('attributed_revenue', PERIOD.from, PERIOD.to, { model: 'linear' })).remark).toBe('One deal makes up 64 % of it.');
  });

  it('can be split by what touches have alone', async () => {
    const { rows, totals } = await ask(['attributed_revenue', 'return_on_ad_spend'], { by: ['persona'] });
    expect(rows.map((r) => r.status)).toEqual(['unsplittable', 'unsplittable']);
    expect(totals?.[0]?.value).toBe('1570.01');
    expect((await desk.analytics.catalogue(desk.workspace)).kpis.find((k) => k.id === 'attributed_revenue')).toMatchObject({
      credited: true, dimensions: ['channel_group', 'channel', 'source', 'medium', 'campaign', 'content', 'landing_page', 'country', 'device', 'direction'],
    });
  });

  it('refuses models that give no cell a part, and names that there are not', async () => {
    await expect(ask(['return_on_ad_spend'], { model: 'markov' })).rejects.toMatchObject({ code: 'invalid_input', details: { where: 'model', reason: expect.stringContaining('to channels as a whole') as string } });
    await expect(ask(['leads'], { model: 'shapley_rate' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(ask(['attributed_revenue'], { model: 'custom' })).rejects.toMatchObject({ code: 'invalid_input', details: { reason: 'custom needs weights, and figures take none' } });
    await expect(ask(['attributed_revenue'], { model: 'lineal' })).rejects.toMatchObject({ code: 'unknown_model', details: { nearest: 'linear' } });
  });
});

it('takes the model from the setting', async () => {
  const desk = await open({ attributionModel: 'first' });
  await desk.add('touches', [touch(1, '2026-01-10T10:00Z', PAID), touch(1, '2026-02-01T10:00Z', EMAIL)]);
  await desk.add('deals', [deal(1, '2026-02-02T10:00Z', '2026-03-15T12:00Z', '10.00')]);
  const document = await desk.figures({ kpis: ['attributed_revenue'], ...PERIOD, by: ['channel'] });
  expect([document.creditedBy?.model, byValue(document, 'attributed_revenue')]).toEqual(['first', { 'Paid Search': '10.00' }]);
});

it('needs a rate for money, not for counts', async () => {
  const desk = await open();
  await desk.add('deals', [deal(1, '2026-02-02T10:00Z', '2026-03-15T12:00Z', '10.00', { currency: 'USD' })]);
  await expect(desk.figure('attributed_revenue', PERIOD.from, PERIOD.to)).rejects.toMatchObject({ code: 'missing_rate' });
  expect((await desk.figure('attributed_customers', PERIOD.from, PERIOD.to)).value).toBe(1);
});

describe('journeys drawn at random', () => {
  let desk: Desk;
  const reports = new Map<string, AttributionDocument>();
  const RULES = ['first', 'last', 'last_non_direct', 'linear', 'position', 'u_shaped', 'w_shaped', 'full_path', 'time_decay', 'stage_share', 'shapley'];
  const KINDS = [['won', 'attributed_revenue', undefined], ['opportunity', 'attributed_pipeline', 'attributed_opportunities'], ['customer', undefined, 'attributed_customers'], ['lead', undefined, 'attributed_leads'], ['mql', undefined, 'attributed_mqls'], ['sql', undefined, 'attributed_sqls']] as const;

  beforeAll(async () => {
    desk = await open({ timeZone: 'Europe/Prague', fewSample: 0, fewEvents: 0 });
    let seed = 7;
    const next = (n: number): number => { seed = (seed * 48_271) % 2_147_483_647; return seed % n; };
    const when = (): string => new Date(Date.parse('2025-11-01') + next(200 * 24 * 60) * 60_000).toISOString();
    const origins = [PAID, EMAIL, DIRECT, { channel_group: 'Outbound sales', channel: 'Outbound sales', direction: 'outbound' }, {}];
    const people = Array.from({ length: 60 }, (_, i) => i + 1);
    await desk.add('touches', Array.from({ length: 250 }, () => touch(1 + next(60), when(), origins[next(5)] ?? {}, ['', 'spring', 'summer'][next(3)])));
    await desk.add('submissions', people.filter((p) => p % 3 !== 0).map((p) => lead(p, when())));
    await desk.add('stage_changes', people.flatMap((p) => ['mql', 'sql'].slice(0, p % 3).map((stage) => ({ person_id: p, account_id: 0, stage, ...moment(when()) }))));
    await desk.add('deals', people.filter((p) => p % 2 === 0).map((p) => {
      const [created = '', closed = ''] = [when(), when()].sort();
      return deal(p, created, closed, p % 14 === 0 ? null : `${next(100_000)}.${String(next(100)).padStart(2, '0')}`, { account_id: p % 10 === 0 ? 0 : 100 + (p % 7), type: ['new', 'new', 'existing', 'renewal'][next(4)] });
    }));
    await desk.add('costs', [PAID, EMAIL, {}].map((origin) => cost('media', '1234.56', origin)));
    for (const [conversion] of KINDS) reports.set(conversion, await desk.report({ conversion, models: RULES }));
  });

  it.each(RULES)('%s comes to what the report says, channel by channel and in total', async (model) => {
    const figures = await desk.figures({ kpis: KINDS.flatMap(([, ...ids]) => ids.flatMap((id) => id ?? [])), ...PERIOD, by: ['channel'], model, intervals: 'exact' });
    for (const [conversion, money, count] of KINDS) {
      const report = reports.get(conversion);
      const rows = report?.rows.filter((r) => r.model === model) ?? [];
      expect(report?.conversions, conversion).toBeGreaterThan(5);
      if (money !== undefined) {
        const worth = (all: readonly (readonly [string | undefined, FigureRow['value']])[]): Record<string, FigureRow['value']> => Object.fromEntries(all.flatMap(([of = '', value]) => (Number(value) === 0 ? [] : [[of, value] as const])));
        expect(worth(Object.entries(byValue(figures, money)))).toEqual(worth(rows.map((r) => [r.dims['channel'], r.value])));
        expect(totalOf(figures, money)?.value).toBe(report?.value);
      }
      if (count !== undefined) {
        const credited = new Map(rows.map((r) => [r.dims['channel'], r.credit]));
        for (const [channel, credit] of Object.entries(byValue(figures, count))) expect(Number(credit), `${count} of ${channel}`).toBeCloseTo(credited.get(channel) ?? 0, 8);
        expect(totalOf(figures, count)).toMatchObject({ value: report?.conversions, sample: report?.conversions });
      }
    }
    expect(figures.scans).toEqual({ credits: 1 });
  });

  it('says how unsure it is, the same each time, by drawing accounts', async () => {
    const ask = () => desk.figures({ kpis: ['attributed_revenue', 'return_on_ad_spend', 'cost_per_attributed_lead', 'attributed_leads'], ...PERIOD, model: 'linear' });
    const [one, again] = [await ask(), await ask()];
    expect(again.rows).toEqual(one.rows);
    for (const row of one.rows) {
      expect(Number(row.low), row.kpi).toBeLessThan(Number(row.value));
      expect(Number(row.high), row.kpi).toBeGreaterThan(Number(row.value));
    }
  });

  it('knows what was known at the time', async () => {
    expect((await desk.figure('attributed_revenue', PERIOD.from, PERIOD.to, { knownAt: '2026-06-01T00:00:00Z' })).value).toBe('0.00');
  });
});
