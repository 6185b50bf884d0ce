// Cost that names no channel or campaign, divided by leads and by visits: parts add up to the cent in every split, filter
// and step, each says of itself what it is, and what nothing divides stays unmatched.
import { Decimal } from 'decimal.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { moment, openPlainStores, type Asked, type PlainRow, type PlainStores, type PlainWorkspace } from '../../test/support/plain-facts.js';
import type { FigureRow } from '../shared/api/figures.js';
import type { Settings } from '../shared/api/settings.js';

const [FROM, TO, NOW] = ['2026-01-01', '2026-04-01', '2026-05-01T00:00:00.000Z'];
const place = (channel_group: string, channel: string, campaign: string): PlainRow => ({ channel_group, channel, campaign });
const ADS = place('Paid', 'Paid Search', 'spring');
const AUTUMN = place('Paid', 'Paid Search', 'autumn');
const ORGANIC = place('Organic', 'Organic Search', '');
const NOWHERE = place('', '', '');

let stores: PlainStores;
beforeAll(async () => { stores = await openPlainStores(); });
afterAll(async () => { await stores.close(); });

let people = 0;
/** A lead, and the visit that brought it, on a day of its own origin. */
async function lead(w: PlainWorkspace, day: string, from: PlainRow, country = ''): Promise<void> {
  const person_id = (people += 1);
  await w.add('touches', [{ ...from, ...moment(`${day}T08:00Z`), person_id, account_id: 0, visitor_id: `v${String(person_id)}`, kind: 'page_view', grade: 'human', country }]);
  await w.add('submissions', [{ ...from, ...moment(`${day}T08:05Z`), person_id, account_id: 0, visitor_id: `v${String(person_id)}`, form: 'demo', outcome: 'accepted' }]);
}
const cost = (day: string, amount: string, more: PlainRow = {}): PlainRow => ({ ...NOWHERE, from_day: day, until_day: day, kind: 'staff', amount, currency: 'EUR', impressions: null, clicks: null, ...more });

async function workspace(settings: Partial<Settings>): Promise<PlainWorkspace> {
  const w = await stores.workspace({ currency: 'EUR', fewSample: 0, fewEvents: 0, ...settings }, NOW);
  for (const [day, from, country] of [['2026-01-05', ADS, 'CZ'], ['2026-01-06', ADS, 'DE'], ['2026-01-30', AUTUMN, 'CZ'], ['2026-01-31', ORGANIC, 'CZ'], ['2026-02-10', ORGANIC, 'DE'], ['2026-02-11', ADS, ''], ['2026-02-12', NOWHERE, 'CZ']] as const) await lead(w, day, from, country);
  // A stage that a lead reaches later weighs nothing.
  await w.add('stage_changes', [{ ...moment('2026-01-20T09:00Z'), person_id: people - 6, account_id: 0, stage: 'mql', reason: '' }]);
  await w.add('costs', [
    cost('2026-01-03', '100.00'), cost('2026-01-20', '0.01', { kind: 'tools' }), cost('2026-02-02', '10.00'), cost('2026-02-03', '-1.00', { kind: 'other' }), cost('2026-03-05', '77.77'),
    cost('2026-01-10', '50.05', { ...place('Paid', 'Paid Search', ''), kind: 'media', impressions: 1000, clicks: 7 }),
    cost('2026-01-11', '30.00', { ...ADS, kind: 'media', impressions: 500, clicks: 5 }),
  ]);
  return w;
}

const range = { from: FROM, to: TO };
const name = ({ dims = {} }: FigureRow): string => Object.values(dims).join(' / ');
const values = async (w: PlainWorkspace, query: Asked): Promise<Record<string, unknown>> => Object.fromEntries((await w.figures({ ...range, kpis: ['cost'], ...query })).rows.map((r) => [name(r), r.value]));
const sum = (of: Record<string, unknown>): string => Object.values(of).reduce<Decimal>((total, value) => total.plus(value === null ? 0 : String(value)), new Decimal(0)).toFixed(2);

describe('without an allocation', () => {
  it('leaves what names no channel unmatched', async () => {
    const w = await workspace({});
    expect(await values(w, { by: ['channel'] })).toEqual({ 'Paid Search': '80.05', '(unmatched)': '186.78' });
  });
});

describe('by leads', () => {
  let w: PlainWorkspace;
  beforeAll(async () => { w = await workspace({ costAllocation: 'leads' }); });

  it('divides a month among its leads, and leaves a month without any as it is', async () => {
    // January: 3 of 4 leads by Paid Search: 75.00 and 25.00 of 100, the cent to the later; February: of 10.00 and -1.00 a third each, one of them without channel.
    expect(await values(w, { by: ['channel'], from: '2026-01-01', to: '2026-02-01' })).toEqual({ 'Paid Search': '155.06', 'Organic Search': '25.00' });
    expect(await values(w, { by: ['channel'], from: '2026-02-01', to: '2026-03-01' })).toEqual({ 'Paid Search': '3.00', 'Organic Search': '3.00', '(unmatched)': '3.00' });
    expect(await values(w, { by: ['channel'], from: '2026-03-01', to: '2026-04-01' })).toEqual({ '(unmatched)': '77.77' });
  });

  it('divides a day by the leads of its whole month', async () => {
    expect(await values(w, { by: ['channel'], from: '2026-01-03', to: '2026-01-04' })).toEqual({ 'Paid Search': '75.00', 'Organic Search': '25.00' });
  });

  it('holds a line against what it does name', async () => {
    // 50.05 of Paid Search name no campaign: two of three leads of the channel are spring's, and the 30.00 are its own.
    const media = await values(w, { by: ['campaign'], kpis: ['ad_spend'], to: '2026-02-01' });
    expect(media).toEqual({ spring: '63.37', autumn: '16.68', '(unmatched)': null });
  });

  it.each([[['channel']], [['channel_group']], [['campaign']], [['channel', 'campaign']], [['country']], [['channel', 'country']], [['landing_page']], [['direction', 'device']]])('adds up to the cent, split by %j', async (by) => {
    const whole = await w.figure('cost', FROM, TO);
    expect(whole.value).toBe('266.83');
    const document = await w.figures({ ...range, kpis: ['cost', 'impressions', 'clicks'], by });
    expect(sum(Object.fromEntries(document.rows.filter((r) => r.kpi === 'cost').map((r) => [name(r), r.value])))).toBe('266.83');
    expect(document.totals?.map((r) => r.value)).toEqual(['266.83', 1500, 12]);
    expect(document.rows.filter((r) => r.kpi === 'clicks').reduce((n, r) => n + Number(r.value), 0)).toBe(12);
    const months = await w.figures({ ...range, kpis: ['cost'], by, every: 'month' });
    const ofMonths = new Map<string, Decimal>();
    for (const row of months.rows) ofMonths.set(name(row), (ofMonths.get(name(row)) ?? new Decimal(0)).plus(row.value ?? 0));
    for (const row of document.rows.filter((r) => r.kpi === 'cost')) expect(ofMonths.get(name(row))?.toFixed(2)).toBe(new Decimal(row.value ?? 0).toFixed(2));
  });

  it('says the same of a channel in every split that has it', async () => {
    const channels = await values(w, { by: ['channel'] });
    for (const other of ['campaign', 'country']) {
      const cells = (await w.figures({ ...range, kpis: ['cost'], by: ['channel', other] })).rows;
      for (const [channel, value] of Object.entries(channels)) {
        expect(sum(Object.fromEntries(cells.filter((r) => r.dims?.['channel'] === channel).map((r) => [name(r), r.value])))).toBe(value);
      }
    }
  });

  it('opens a cell to the very parts that it is the sum of, each marked', async () => {
    const cells = (await w.figures({ ...range, kpis: ['cost'], by: ['channel'] })).rows;
    for (const cell of cells) {
      const opened = await w.explain({ ...range, kpi: 'cost', where: [{ dimension: 'channel', values: [cell.dims?.['channel'] ?? ''] }] });
      expect(opened.figure.value).toBe(cell.value);
      expect(new Decimal(opened.sum ?? 0).toFixed(2)).toBe(cell.value);
    }
    const search = await w.explain({ ...range, kpi: 'cost', where: [{ dimension: 'channel', values: ['Paid Search'] }] });
    const [allocated, amount] = [search.columns.indexOf('allocated'), search.columns.indexOf('amount')];
    expect(search.rows.filter((r) => r.cells[allocated] === '3 of 4 leads').map((r) => Number(r.cells[amount]))).toEqual([75, 0.01]);
    expect(search.figure.remark).toBe("Of cost, 78.01 EUR is allocated by leads: its lines don't name it.");
    expect((await w.figure('cost', FROM, TO)).remark).toBeUndefined();
  });

  it('still scans each read model once, and counts cost per lead with the parts', async () => {
    const document = await w.figures({ ...range, kpis: ['cost_per_lead', 'cost', 'leads'], by: ['channel'], to: '2026-02-01' });
    expect(document.scans).toEqual({ costs: 1, funnel: 1 });
    expect(document.rows.filter((r) => r.kpi === 'cost_per_lead').map((r) => [name(r), r.value])).toEqual(expect.arrayContaining([['Organic Search', '25.00']]));
  });

  it('knows only leads that came before the reading', async () => {
    expect(await values(w, { by: ['channel'], asOf: '2026-01-10T00:00:00.000Z', to: '2026-02-01' })).toEqual({ 'Paid Search': '100.00' });
  });
});

it('divides by visits, those that another product counted among them', async () => {
  const w = await workspace({ costAllocation: 'visits', trafficSource: 'test' });
  const traffic = (channel: string, group: string, visits: number): PlainRow => ({
    ...place(group, channel, ''), day: '2026-03-20', site: '', split: 'channel', visits, visitors: null, pageviews: null, bounces: null, engaged_visits: null, statement: 's', covers: '',
  });
  await w.add('traffic', [traffic('Paid Search', 'Paid', 3), traffic('Organic Search', 'Organic', 1)]);
  expect(await values(w, { by: ['channel'], from: '2026-03-01', to: '2026-04-01' })).toEqual({ 'Paid Search': '58.33', 'Organic Search': '19.44' });
  expect(await values(w, { by: ['product'] })).toEqual({ '(unmatched)': '266.83' });
});
