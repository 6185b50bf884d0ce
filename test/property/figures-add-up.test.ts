// Some hundreds of facts drawn at random, and every KPI on them: splits sum to their totals, months to their quarter,
// rows to both sides of their figure, and a ratio is what its sides say.
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dimensionsOf, sidesOf, termsOf, withParts } from '../../src/analytics/catalogue.js';
import type { Kpi, Term } from '../../src/analytics/kpi.js';
import { createMeasureResolver } from '../../src/analytics/measure-resolver.js';
import { DIMENSION_IDS, type DimensionId } from '../../src/analytics/read-model.js';
import { figuresQuery, type Figure, type FigureRow, type FiguresDocument } from '../../src/shared/api/figures.js';
import { DEFAULT_STAGES, EXITS } from '../../src/shared/stages.js';
import { at, openPlainStores, type PlainRow, type PlainStores, type PlainWorkspace } from '../support/plain-facts.js';

const [FROM, TO] = ['2026-01-01', '2026-04-01'];
const NOW = '2026-03-29T12:00:00.000Z';
const DAY = 86_400_000;

/** The same facts every time. */
const draw = <T extends PlainRow>(rows: fc.Arbitrary<T>, count: number, seed: number): T[] => fc.sample(rows, { numRuns: count, seed });
const one = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const person = fc.nat({ max: 60 });
const account = fc.nat({ max: 20 });
const cents = fc.integer({ min: 1, max: 900_000 }).map((n) => (n / 100).toFixed(2));
/** Between November and the middle of April: minutes, so that days of the zone and of UTC differ. */
const minute = fc.integer({ min: 0, max: 165 * 24 * 60 }).map((m) => Date.parse('2025-11-01') + m * 60_000);
const iso = (ms: number): string => new Date(ms).toISOString();
const when = fc.tuple(minute, fc.boolean()).map(([ms, dateOnly]) => (dateOnly ? { at: at(iso(ms).slice(0, 10)), date_only: true } : { at: at(iso(ms)), date_only: false }));
const origin = one(
  { channel_group: 'Paid', channel: 'Paid Search', direction: 'inbound', source: 'google', medium: 'cpc', campaign: 'spring' },
  { channel_group: 'Organic', channel: 'Organic Search', direction: 'inbound', source: 'google', medium: 'organic', campaign: '' },
  { channel_group: 'Direct', channel: 'Direct', direction: 'inbound', source: '', medium: '', campaign: '' },
  { channel_group: 'Outbound sales', channel: 'Cold call', direction: 'outbound', source: 'list', medium: '', campaign: 'spring' },
  { channel_group: '', channel: '', direction: '', source: '', medium: '', campaign: '' },
);
const place = fc.record({ content: one('', 'a'), landing_page: one('/', '/price'), country: one('', 'CZ', 'DE'), device: one('desktop', 'mobile') });
const flat = (parts: fc.Arbitrary<PlainRow>[]): fc.Arbitrary<PlainRow> => fc.tuple(...parts).map((all) => Object.assign({}, ...all) as PlainRow);
/** A beginning and an end some days later. */
const span = fc.tuple(minute, fc.integer({ min: 1, max: 90 * 24 * 60 })).map(([ms, m]) => [at(iso(ms)), at(iso(ms + m * 60_000))] as const);

const TABLES: readonly (readonly [string, fc.Arbitrary<PlainRow>, number])[] = [
  ['touches', flat([when, origin, place, fc.record({
    person_id: one(0, 0, 3, 4, 5), account_id: one(0, 0, 2), visitor_id: fc.nat({ max: 40 }).map((v) => `v${String(v)}`), visit_id: one('', '', 'x1', 'x2'),
    kind: one('page_view', 'page_view', 'page_view', 'form_view', 'ad_click', 'email_sent', 'email_bounced', 'email_open', 'email_click', 'opt_in_asked', 'opt_in_confirmed', 'unsubscribe', 'meeting', 'call', 'mail', 'download'),
    grade: one('human', 'human', 'human', 'suspect', 'bot'), attention: one(0, 5, 20), owner: one('', 'Ann', 'Bob'), initiative: one('', 'outbound'),
  })]), 400],
  ['submissions', flat([when, origin, fc.record({
    person_id: person, account_id: account, visitor_id: fc.nat({ max: 40 }).map((v) => (v < 10 ? '' : `v${String(v)}`)), form: one('demo', 'newsletter', ''), outcome: one('accepted', 'accepted', 'accepted', 'scrubbed'),
    reason: one('', 'bot'), vendor: one('', 'LeadCo'), landing_page: one('', '/price'),
  })]), 120],
  ['stage_changes', flat([when, fc.record({ person_id: person, account_id: account, stage: one(...DEFAULT_STAGES, ...DEFAULT_STAGES, ...EXITS, 're_entry'), reason: one('', 'no budget') })]), 300],
  ['deals', flat([span.map(([created_at, closed_at]) => ({ created_at, closed_at, created_date_only: false, closed_date_only: false })), fc.record({
    person_id: person, account_id: account, name: one('Deal'), status: one('won', 'won', 'lost', 'open'), type: one('new', 'new', 'existing', 'renewal'), amount: fc.option(cents, { freq: 5 }), currency: one('EUR', 'USD'),
    margin: one(null, '12.34', '100.00'), owner: one('', 'Ann', 'Bob'), product: one('', 'Basic', 'Pro'), deal_source: one('', 'Trade fair'),
  })]), 150],
  ['subscriptions', flat([fc.tuple(span, fc.boolean()).map(([[starts_at, ends], ended]) => ({ starts_at, ends_at: ended ? ends : null, starts_date_only: false, ends_date_only: false })), fc.record({
    person_id: person, account_id: account, product: one('', 'Basic'), amount: cents, currency: one('EUR', 'USD'), interval: one('month', 'year'), trial_ends_at: fc.constant(null), trial_date_only: fc.constant(false),
  })]), 80],
  ['costs', flat([origin, place, fc.tuple(minute, fc.nat({ max: 40 })).map(([ms, n]) => ({ from_day: iso(ms).slice(0, 10), until_day: iso(ms + n * DAY).slice(0, 10) })), fc.record({
    kind: one('media', 'media', 'staff', 'tools', 'agency', 'creative', 'other', 'sales'), amount: cents, currency: one('EUR', 'USD'), impressions: one(null, 1000, 777), clicks: one(null, 31), product: one('', 'Basic'),
  })]), 60],
  ['persons', flat([when, origin, fc.record({ person_id: fc.integer({ min: 1, max: 60 }), account_id: account, persona: one('', 'Buyer', 'Engineer'), segment: one('', 'SMB'), country: one('', 'CZ'), owner: one('', 'Ann'), self_reported: one('', 'Google', 'a friend') })]), 80],
  ['accounts', flat([when, fc.record({ account_id: fc.integer({ min: 1, max: 20 }), name: one('Acme', 'Beta'), industry: one('', 'Steel', 'Food'), size: one('', '7', '300', 'large'), segment: one('', 'Enterprise'), country: one('', 'DE'), owner: one('', 'Bob') })]), 30],
];

let stores: PlainStores;
let workspace: PlainWorkspace;
let kpis: Kpi[];
const find = (id: string): Kpi => {
  const kpi = kpis.find((k) => k.id === id);
  if (kpi === undefined) throw new Error(`no KPI ${id}`);
  return kpi;
};
let resolve: ReturnType<typeof createMeasureResolver>;

beforeAll(async () => {
  stores = await openPlainStores();
  const { registries } = stores;
  kpis = [...registries.kpis.values(), ...[...registries.families.values()].flatMap((f) => [f.build('lead', 'mql'), f.build('mql', 'won')])];
  resolve = createMeasureResolver(registries.measures, DEFAULT_STAGES);
  workspace = await stores.workspace({ timeZone: 'Europe/Prague', currency: 'EUR', country: 'CZ', fewSample: 0, fewEvents: 0 }, NOW);
  for (const [i, [table, rows, count]] of TABLES.entries()) await workspace.add(table, draw(rows, count, 2026 + i));
  // A rate every five days: each day has one that is young enough.
  await workspace.add('rates', Array.from({ length: 50 }, (_, i) => ({ day: iso(Date.parse('2025-10-25') + i * 5 * DAY).slice(0, 10), currency: 'USD', per_euro: (1.05 + (i % 7) / 100).toFixed(4) })));
  await workspace.add('deals', [{ person_id: 1, account_id: 1, created_at: at('2025-01-10'), created_date_only: true, closed_at: at('2025-02-10'), closed_date_only: true, status: 'won', type: 'new', amount: '100.00', currency: 'EUR' }]);
  await workspace.add('persons', [{ person_id: 1, account_id: 0, persona: 'Nobody yet', at: at('2025-11-01'), date_only: true }]);
}, 240_000);
afterAll(() => stores.close());

const tablesOf = (kpi: Kpi): string[] => termsOf(kpi, 'activity').map((t: Term) => resolve(t.measure).table);
/** Sums over values of a dimension: everything but distinct counts, and days, which no split divides. */
const addsUp = (kpi: Kpi): boolean => kpi.kind === 'amount' && kpi.terms.every((t) => resolve(t.measure).aggregate !== 'distinct' && resolve(t.measure).table !== 'calendar');
/** Sums over months as well: no state at an instant, and no movement between two. */
const addsUpInTime = (kpi: Kpi): boolean => kpi.kind === 'amount' && kpi.terms.every((t) => resolve(t.measure).aggregate !== 'distinct' && resolve(t.measure).table !== 'recurring' && t.measure !== 'open_pipeline');
/** Recurring revenue is kept to eight digits and shown with two: sums of shown values may be off by half a cent each. */
const slack = (kpi: Kpi, rows: number): number => (withParts(kpi, find).some((k) => tablesOf(k).includes('recurring')) ? 0.005 * rows + 1e-9 : 1e-9);
const total = (values: readonly Figure[]): Decimal => values.reduce((sum: Decimal, v) => sum.plus(v ?? 0), new Decimal(0));
const off = (a: Decimal.Value, b: Decimal.Value): number => new Decimal(a).minus(b).abs().toNumber();

/** A ratio's value, from its two sides as they are shown. */
function ratioFault(kpi: Kpi, row: FigureRow): string | null {
  if (kpi.kind !== 'ratio' && kpi.kind !== 'stage_rate') return null;
  if (row.value === null || row.numerator === null || row.denominator === null) return row.value === null ? null : `${kpi.id} has a value without sides`;
  const said = new Decimal(row.numerator).times(kpi.kind === 'ratio' ? (kpi.factor ?? 1) : 1).div(row.denominator);
  const rounding = typeof row.value === 'string' ? 0.00005 : 1e-9;
  // Recurring revenue of less than a unit says nothing in shown cents.
  if (slack(kpi, 1) > 1e-6 && new Decimal(row.denominator).abs().lt(1)) return null;
  const bySides = slack(kpi, 1) > 1e-6 ? (0.005 * (1 + said.abs().toNumber())) / Math.abs(Number(row.denominator)) : 0;
  return off(said, row.value) <= rounding + bySides + 1e-9 ? null : `${kpi.id} ${JSON.stringify(row.dims)}: ${String(row.numerator)} ÷ ${String(row.denominator)} is not ${String(row.value)}`;
}

/** Cells found for each dimension, where explain is tried on. */
const cells = new Map<DimensionId, FigureRow[]>();

describe('every KPI', () => {
  it.each(DIMENSION_IDS)('sums over values of %s to its total', async (dimension) => {
    const document = await workspace.figures({ from: FROM, to: TO, by: [dimension], intervals: 'exact' });
    cells.set(dimension, document.rows);
    const faults: (string | null)[] = [];
    let summed = 0;
    for (const kpi of kpis) {
      const rows = document.rows.filter((row) => row.kpi === kpi.id);
      const whole = document.totals?.find((row) => row.kpi === kpi.id);
      if (rows.length === 0 || whole === undefined || !dimensionsOf(kpi, find, resolve).includes(dimension)) continue;
      faults.push(...rows.map((row) => ratioFault(kpi, row)), ratioFault(kpi, whole));
      if (!addsUp(kpi)) continue;
      summed += 1;
      if (off(total(rows.map((row) => row.value)), whole.value ?? 0) > slack(kpi, rows.length + 1)) faults.push(`${kpi.id} by ${dimension}: ${total(rows.map((r) => r.value)).toFixed()} is not ${String(whole.value)}`);
    }
    expect(faults.filter((fault) => fault !== null)).toEqual([]);
    expect(summed).toBe(kpis.filter((kpi) => addsUp(kpi) && dimensionsOf(kpi, find, resolve).includes(dimension)).length);
    expect(summed).toBeGreaterThan(2);
    expect(new Set(document.rows.filter((r) => r.status !== 'unsplittable').map((r) => r.dims?.[dimension])).size).toBeGreaterThan(1);
  });

  it('sums over months to the quarter', async () => {
    const [quarter, months] = await Promise.all([workspace.figures({ from: FROM, to: TO }), workspace.figures({ from: FROM, to: TO, every: 'month', intervals: 'exact' })]);
    const faults: (string | null)[] = [];
    for (const kpi of kpis.filter(addsUpInTime)) {
      const whole = quarter.rows.find((row) => row.kpi === kpi.id);
      const sum = total(months.rows.filter((row) => row.kpi === kpi.id).map((row) => row.value));
      if (off(sum, whole?.value ?? 0) > 1e-9) faults.push(`${kpi.id}: ${sum.toFixed()} is not ${String(whole?.value)}`);
    }
    expect(faults).toEqual([]);
    // The facts say something about nearly everything.
    expect(quarter.rows.filter((row) => row.value === null && row.incidence === undefined).map((row) => row.kpi)).toEqual([]);
  });

  it('counts different values alike, whether their first rows are counted or a set of them is kept', async () => {
    const distinct = kpis.filter((kpi) => kpi.kind === 'amount' && kpi.terms.some((t) => resolve(t.measure).aggregate === 'distinct')).map((kpi) => kpi.id);
    expect(distinct).toContain('visitors');
    const asked = { from: FROM, to: TO, every: 'week', kpis: distinct, intervals: 'exact' } as const;
    // Every channel lets every row through, but a filter might leave one out: sets are kept.
    const everyChannel = ['Paid Search', 'Organic Search', 'Direct', 'Cold call', '(unmatched)'];
    const plain = await workspace.figures(asked);
    const split = await workspace.figures({ ...asked, by: ['channel'] });
    const filtered = await workspace.figures({ ...asked, where: [{ dimension: 'channel', values: everyChannel }] });
    const values = (rows: readonly FigureRow[]): string[] => rows.map((row) => `${row.kpi} ${String(row.period?.from)} ${String(row.value)}`);
    expect(values(plain.rows)).toEqual(values(filtered.rows));
    expect(values(split.totals ?? [])).toEqual(values(filtered.rows));
    const summed = (kpi: string, from: string | undefined): number => Number(total(split.rows.filter((row) => row.kpi === kpi && row.period?.from === from).map((row) => row.value)));
    // Some came by two channels within a week: what a sum over channels would count twice.
    expect(plain.rows.some((row) => row.kpi === 'visitors' && summed('visitors', row.period?.from) > Number(row.value))).toBe(true);
  });

  it('lists personas that nothing happened to', () => {
    const shown = cells.get('persona')?.filter((row) => row.kpi === 'mql_by_persona') ?? [];
    expect(new Set(shown.map((row) => row.dims?.['persona']))).toEqual(new Set(['(unmatched)', 'Buyer', 'Engineer', 'Nobody yet']));
    expect(shown.find((row) => row.dims?.['persona'] === 'Nobody yet')?.value).toBe(0);
  });

  it('is the same asked alone and together with others', async () => {
    const steel = [{ dimension: 'industry', values: ['Steel'] }];
    const asked = [
      {}, { every: 'week' }, { by: ['channel'] }, { by: ['channel', 'campaign'], every: 'month' }, { by: ['channel'], basis: 'cohort' }, { by: ['persona'] }, { by: ['campaign', 'channel'], intervals: 'exact' },
      { where: steel }, { where: steel, by: ['owner'] }, { asOf: '2026-02-10T09:30:00.000Z' }, { asOf: '2026-02-10T09:30:00.000Z', every: 'month' },
      // Other days, apart from the rest and overlapping it.
      { from: '2025-11-10', to: '2025-12-20', by: ['channel'], intervals: 'exact' }, { from: '2026-02-03', to: '2026-03-15', every: 'week', intervals: 'exact' },
    ].map((more, i) => figuresQuery.parse({ from: FROM, to: TO, compare: i === 8 ? 'none' : i % 4 === 3 ? 'year' : 'previous', ...more }));
    const { answers: together } = await workspace.analytics.figuresTogether(workspace.workspace, asked);
    /** Rows in one order; drawn intervals to nine digits, as they are sums of floating point. */
    const plainly = (document: FiguresDocument): string[] => [...document.rows, ...(document.totals ?? [])]
      .map((row) => JSON.stringify(row, (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(9)) : value))).sort();
    for (const [i, query] of asked.entries()) {
      const alone = await workspace.analytics.figures(workspace.workspace, query);
      const found = together[i];
      if (found?.status !== 'fulfilled') throw new Error(`no answer to ${JSON.stringify(query)}`, { cause: found?.reason });
      expect({ query, rows: plainly(found.value) }).toEqual({ query, rows: plainly(alone) });
    }
  }, 240_000);

  it('says the same in short, without what takes long to tell', async () => {
    const query = { from: FROM, to: TO, by: ['channel'], basis: 'cohort', intervals: 'exact' };
    const rowsOf = async (more: object) => new Map((await workspace.figures({ ...query, ...more })).rows.map((row) => [`${row.kpi} ${row.dims?.['channel'] ?? ''}`, row]));
    const [whole, short] = [await rowsOf({}), await rowsOf({ details: 'short' })];
    expect([...whole.values()].filter((row) => row.horizon !== undefined || row.incidence !== undefined).length).toBeGreaterThan(10);
    expect(short.size).toBe(whole.size);
    for (const [key, { horizon: _horizon, quantiles: _quantiles, incidence: _incidence, ...row }] of whole) expect(short.get(key)).toEqual(row);
  });

  type Side = 'numerator' | 'denominator';
  const sides = (kpi: Kpi): readonly [Side, ...Side[]] => (kpi.kind === 'amount' ? ['numerator'] : ['numerator', 'denominator']);

  /** Sides of a figure against the rows behind them. */
  async function openingFaults(kpi: Kpi, where: readonly { dimension: string; values: readonly string[] }[], basis: 'activity' | 'cohort', opening: readonly Side[]): Promise<string[]> {
    const faults: string[] = [];
    for (const side of opening) {
      const opened = await workspace.explain({ kpi: kpi.id, from: FROM, to: TO, where, side, basis, rows: 10_000, intervals: 'exact' });
      const figure = opened.figure[side];
      const place = `${kpi.id} ${side} ${JSON.stringify(where)}`;
      const sum = opened.rows.reduce((s, row) => s.plus(row.contribution), new Decimal(0));
      if (opened.rows.length !== opened.totalRows) faults.push(`${place}: ${String(opened.rows.length)} rows of ${String(opened.totalRows)}`);
      if (off(sum, opened.sum ?? 0) > 1e-9) faults.push(`${place}: rows add up to ${sum.toFixed()}, not to ${String(opened.sum)}`);
      if (figure === null ? opened.totalRows > 0 && !sum.isZero() : off(typeof figure === 'string' ? sum.toFixed(new Decimal(figure).decimalPlaces() > 2 ? 4 : 2, Decimal.ROUND_HALF_UP) : sum, figure) > 1e-9) {
        faults.push(`${place}: ${sum.toFixed()} is not ${String(figure)}`);
      }
    }
    return faults;
  }

  it('opens to rows that add up, in total and in a cell of each dimension', async () => {
    const faults: string[] = [];
    const opened = new Map<DimensionId, number>(DIMENSION_IDS.map((d) => [d, 0]));
    const times = (dimension: DimensionId): number => opened.get(dimension) ?? 0;
    for (const [i, kpi] of kpis.entries()) {
      const basis = i % 2 === 0 ? 'activity' : 'cohort';
      // One side of the total, the other of a cell; which is which goes by turns.
      const [first, second = first] = i % 4 < 2 ? sides(kpi) : sides(kpi).toReversed();
      // The one that was opened least so far: each has its turn, however few KPIs carry it.
      const [dimension] = dimensionsOf(kpi, find, resolve).toSorted((a, b) => times(a) - times(b));
      const found = dimension === undefined ? [] : (cells.get(dimension)?.filter((row) => row.kpi === kpi.id && row.dims !== undefined) ?? []);
      const cell = found[i % Math.max(1, found.length)];
      // In total or in a cell, by turns.
      if (dimension === undefined || cell === undefined) faults.push(...(await openingFaults(kpi, [], basis, sides(kpi))));
      else if (i % 3 === 0) faults.push(...(await openingFaults(kpi, [], basis, [first])));
      else {
        opened.set(dimension, times(dimension) + 1);
        faults.push(...(await openingFaults(kpi, [{ dimension, values: [cell.dims?.[dimension] ?? ''] }], basis, [second])));
      }
    }
    expect(faults).toEqual([]);
    expect([...opened].filter(([, n]) => n === 0).map(([d]) => d)).toEqual([]);
    expect(kpis.every((kpi) => sidesOf(kpi, 'activity').numerator.length > 0 || kpi.kind === 'composite' || kpi.kind === 'growth')).toBe(true);
  }, 600_000);
});
