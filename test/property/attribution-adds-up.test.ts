// Thousands of journeys drawn at random, asked for through the API: credit adds up to the conversions and money to its
// value, to the cent, for every registered model, split and filter; and the ledger adds up conversion by conversion.
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { param, sql } from '../../src/database/sql.js';
import { attributionDocument, journeysDocument, ledgerDocument, modelCatalogue, type AttributionDocument, type CreditEntry } from '../../src/shared/api/attribution.js';
import { openTestServer, type TestServer } from '../server/open-server.js';
import { at, type PlainRow } from '../support/plain-facts.js';

const [FROM, TO] = ['2026-01-01', '2026-07-01'];
const PEOPLE = 3000;
const DAY = 86_400_000;
const START = Date.parse('2025-09-01');

let test: TestServer;
let models: { id: string; kind: string }[];

async function add(table: string, rows: readonly PlainRow[]): Promise<void> {
  const { id } = await test.workspaces.open();
  const received = '2026-07-01 00:00:00.000';
  const complete = rows.map((row, i) => ({ workspace_id: id, event_id: `${table} ${i}`, received_at: received, source_id: 'test', import_id: 1, ...(table === 'deals' && { changed_at: received }), ...row }));
  const columns = [...new Set(complete.flatMap((row) => Object.keys(row)))];
  await test.facts.insert(table, columns, complete.map((row: PlainRow) => columns.map((c) => row[c] ?? null)));
  await test.records.execute(sql`INSERT INTO read_model_state (workspace_id, facts_revision) VALUES (${param('Int32', id)}, 1) ON CONFLICT (workspace_id) DO UPDATE SET facts_revision = read_model_state.facts_revision + 1`);
}

/** The same facts every time. */
const draw = <T>(of: fc.Arbitrary<T>, count: number, seed: number): T[] => fc.sample(of, { numRuns: count, seed });
const ORIGINS = [
  { channel_group: 'Paid', channel: 'Paid Search', source: 'google', medium: 'cpc', campaign: 'spring' }, { channel_group: 'Paid', channel: 'Paid Social', source: 'linkedin', medium: 'cpc', campaign: 'abm' },
  { channel_group: 'Organic', channel: 'Organic Search', source: 'google', medium: 'organic', campaign: '' }, { channel_group: 'Email', channel: 'Email', source: 'news', medium: 'email', campaign: 'may' },
  { channel_group: 'Direct', channel: 'Direct', source: '', medium: '', campaign: '' },
];
const when = fc.integer({ min: 0, max: 300 * 24 * 60 });
const moment = (minutes: number): string => at(new Date(START + minutes * 60_000).toISOString());
const weights = '&weights=first%3D3%2Clead%3D2%2Cmiddle%3D1%2Clast%3D2';

vi.setConfig({ testTimeout: 180_000 });
beforeAll(async () => {
  test = await openTestServer({ web: false });
  await test.workspaces.set(await test.workspaces.open(), { currency: 'EUR' });
  const touches = draw(fc.record({ person: fc.integer({ min: 1, max: PEOPLE }), minutes: when, origin: fc.constantFrom(...ORIGINS), kind: fc.constantFrom('page_view', 'page_view', 'email_click', 'call') }), 15_000, 1);
  await add('touches', touches.map(({ person, minutes, origin, kind }) => ({ person_id: person, visitor_id: `v${person}`, kind, grade: 'human', direction: 'inbound', at: moment(minutes), ...origin })));
  await add('submissions', draw(fc.record({ person: fc.integer({ min: 1, max: PEOPLE }), minutes: when }), 2500, 2).map(({ person, minutes }) => ({ person_id: person, at: moment(minutes), form: 'demo', outcome: 'accepted' })));
  await add('stage_changes', draw(fc.record({ person: fc.integer({ min: 1, max: PEOPLE }), minutes: when, stage: fc.constantFrom('mql', 'sql') }), 1500, 3).map(({ person, minutes, stage }) => ({ person_id: person, at: moment(minutes), stage })));
  await add('persons', draw(fc.record({ person: fc.integer({ min: 1, max: PEOPLE }), account: fc.integer({ min: 1, max: 400 }) }), 1500, 4).map(({ person, account }) => ({ person_id: person, account_id: account, persona: account % 3 === 0 ? 'buyer' : '', at: at('2025-01-01') })));
  const deal = fc.record({ person: fc.integer({ min: 0, max: PEOPLE }), created: when, days: fc.integer({ min: 0, max: 120 }), cents: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 900_000_00 })), type: fc.constantFrom('new', 'new', 'existing', 'renewal'), product: fc.constantFrom('', 'A', 'B') });
  await add('deals', draw(deal, 2500, 5).map(({ person, created, days, cents, type, product }) => ({
    person_id: person, created_at: moment(created), closed_at: at(new Date(START + created * 60_000 + days * DAY).toISOString()), status: 'won', stage: 'won', type, product, amount: (cents / 100).toFixed(2), currency: 'EUR',
  })));
  ({ models } = modelCatalogue.parse(await (await test.ask('/api/v1/attribution/models')).json()));
});
afterAll(async () => { await test.close(); });

async function ask(query: string): Promise<AttributionDocument> {
  const response = await test.ask(`/api/v1/attribution?from=${FROM}&to=${TO}&${query}${weights}`);
  if (response.status !== 200) throw new Error(await response.text());
  return attributionDocument.parse(await response.json());
}
const sumOf = (texts: readonly string[]): string => texts.reduce((sum, text) => sum.plus(text), new Decimal(0)).toFixed(2);
const all = (): string => models.map((m) => m.id).join(',');
const rules = (): string => models.filter((m) => m.kind === 'rule').map((m) => m.id).join(',');

describe('attribution', () => {
  it.each([
    'conversion=won&by=channel', 'conversion=won&by=campaign,source', 'conversion=opportunity&by=channel&accountBased=true', 'conversion=lead&by=channel_group', 'conversion=mql&by=medium&lookback=60d',
    'conversion=renewal&by=channel&exclude=channel:Direct', 'conversion=customer&by=channel', 'conversion=won&by=channel&where=product:A', 'conversion=sql&by=country&lookback=120d',
  ])('adds up in every model: %s', async (query) => {
    const document = await ask(`${query}&model=${all()}`);
    expect(document.conversions).toBeGreaterThan(50);
    for (const { id } of models) {
      const rows = document.rows.filter((r) => r.model === id);
      expect([id, rows.reduce((n, r) => n + r.credit, 0)]).toEqual([id, expect.closeTo(document.conversions, 6)]);
      expect([id, sumOf(rows.map((r) => r.value))]).toEqual([id, document.value]);
      const total = document.totals.find((t) => t.model === id);
      expect(total).toMatchObject({ model: id, credit: document.conversions, value: document.value });
      // What is of paid channels and of marketing adds up too, and is no more than there is.
      for (const part of ['paidValue', 'marketingValue'] as const) {
        if (total?.[part] === undefined) continue;
        expect([id, part, sumOf(rows.map((r) => r[part] ?? '0'))]).toEqual([id, part, total[part]]);
        for (const r of rows) if (Number(r.value) >= 0) expect(Number(r[part] ?? 0)).toBeLessThanOrEqual(Number(r.value));
      }
    }
    expect(document.rows.some((r) => Object.values(r.dims).includes('(none)'))).toBe(true);
  });

  it('adds up over who converted, and filters take parts that add up', async () => {
    for (const by of ['persona', 'channel,persona']) {
      const document = await ask(`conversion=won&by=${by}&model=${rules()}`);
      for (const total of document.totals) expect(total).toMatchObject({ model: total.model, credit: document.conversions, value: document.value });
    }
    const whole = await ask(`conversion=won&by=channel&model=${rules()}`);
    const channels = ['Email', 'Direct', '(none)', '(sales)'];
    const parts: AttributionDocument[] = [];
    for (const channel of channels) parts.push(await ask(`conversion=won&by=campaign&model=${rules()}&where=${encodeURIComponent(`channel:${channel}`)}`));
    for (const { model } of whole.totals) {
      for (const [i, channel] of channels.entries()) {
        const row = whole.rows.find((r) => r.model === model && r.dims['channel'] === channel);
        expect([channel, model, parts[i]?.totals.find((t) => t.model === model)?.value]).toEqual([channel, model, row?.value ?? '0.00']);
      }
    }
  });

  it.each([
    'conversion=won&by=channel', 'conversion=won&by=campaign,persona', 'conversion=opportunity&by=channel&accountBased=true&lookback=7d', 'conversion=lead&by=source&lookback=30d', 'conversion=won&by=channel&exclude=channel:Direct&lookback=20d',
  ])('credits by each rule alone as by all at once: %s', async (query) => {
    const { rows: together } = await ask(`${query}&model=${rules()}`);
    const told = (rows: AttributionDocument['rows']): string[] => rows.map(({ model, dims, credit, value }) => JSON.stringify([model, dims, credit, value])).sort();
    for (const rule of rules().split(',')) {
      const { rows: alone } = await ask(`${query}&model=${rule}`);
      expect(alone.length).toBeGreaterThan(1);
      expect(told(alone)).toEqual(told(together.filter((r) => r.model === rule)));
    }
  });

  it('says the same twice, and another hash with another question', async () => {
    const query = 'conversion=won&by=channel&model=linear,stage_share,time_decay,markov,shapley_rate&intervals=fast';
    const [{ asOf: _first, ...first }, { asOf: _second, ...second }] = [await ask(query), await ask(query)];
    expect(second).toEqual(first);
    expect((await ask(`${query}&lookback=30d`)).inputHash).not.toBe(first.inputHash);
  });

  it('opens to a ledger that adds up conversion by conversion', async () => {
    const document = await ask(`conversion=won&where=product:B&model=${rules()}`);
    const entries: CreditEntry[] = [];
    for (let offset = 0, total = 1; offset < total; offset += 10_000) {
      const response = await test.ask(`/api/v1/attribution/ledger?conversion=won&where=product:B&from=${FROM}&to=${TO}&model=${rules()}${weights}&rows=10000&offset=${offset}`);
      const page = ledgerDocument.parse(await response.json());
      expect(page.totals).toEqual(document.totals.map(({ model, credit, value }) => ({ model, credit, value })));
      entries.push(...page.rows);
      total = page.totalRows;
    }
    const sums = new Map<string, { units: number; value: Decimal; worth: string; ats: string[] }>();
    for (const e of entries) {
      const key = `${e.model} ${e.conversion.id}`;
      const of = sums.get(key) ?? { units: 0, value: new Decimal(0), worth: e.conversion.value, ats: [] };
      sums.set(key, { ...of, units: of.units + Math.round(e.credit * 1e11), value: of.value.plus(e.value) });
      // Never after the conversion.
      if (e.touch !== null) expect(e.touch.at <= e.conversion.at).toBe(true);
      expect(e.credit).toBeGreaterThanOrEqual(0);
    }
    expect(sums.size).toBe(document.conversions * document.models.length);
    const wrong = [...sums].filter(([, { units, value, worth }]) => units !== 1e11 || value.toFixed(2) !== worth);
    expect(wrong).toEqual([]);
    // Equal parts differ by a cent at most, and the earlier has it.
    const linear = new Map<string, CreditEntry[]>();
    for (const e of entries) if (e.model === 'linear' && e.touch !== null) linear.set(e.conversion.id, [...(linear.get(e.conversion.id) ?? []), e]);
    for (const [, parts] of linear) {
      const cents = parts.map((e) => Math.round(Number(e.value) * 100));
      expect(Math.max(...cents) - Math.min(...cents)).toBeLessThanOrEqual(1);
      expect([...cents].sort((a, b) => b - a)).toEqual(cents);
    }
  });

  it('writes the same ledger as CSV, and one person\'s part of it', async () => {
    const text = await (await test.ask(`/api/v1/attribution/ledger.csv?conversion=won&from=${FROM}&to=${TO}&model=position`)).text();
    const [header = '', ...lines] = text.trimEnd().split('\r\n');
    const column = header.split(',').indexOf('value');
    const document = await ask('conversion=won&model=position');
    expect(sumOf(lines.map((line) => line.split(',')[column] ?? ''))).toBe(document.value);
    const person = lines.map((line) => line.split(',')[4]).find((p) => p !== undefined && p !== '') ?? '';
    const page = ledgerDocument.parse(await (await test.ask(`/api/v1/attribution/journeys/${person}?conversion=won&from=${FROM}&to=${TO}&model=position`)).json());
    expect(page.rows.length).toBe(lines.filter((line) => line.split(',')[4] === person).length);
    expect(page.rows.every((r) => r.conversion.person === person)).toBe(true);
  });

  it('tells how people came', async () => {
    const journeys = journeysDocument.parse(await (await test.ask(`/api/v1/attribution/journeys?conversion=won&from=${FROM}&to=${TO}&rows=10000`)).json());
    expect(journeys.paths.length).toBe(journeys.totalPaths);
    expect(journeys.paths.reduce((n, p) => n + p.conversions, 0)).toBe(journeys.withTouches);
    expect(journeys.lengths.reduce((n, l) => n + l.conversions, 0)).toBe(journeys.withTouches);
    expect(journeys.durations.reduce((n, d) => n + d.conversions, 0)).toBe(journeys.withTouches);
    const flow = (end: 'source' | 'target', name: string): number => journeys.transitions.filter((t) => t[end] === name).reduce((n, t) => n + t.journeys, 0);
    expect([flow('source', '(start)'), flow('target', '(conversion)')]).toEqual([journeys.withTouches, journeys.withTouches]);
  });

  it('chooses an order by what it foretells, and refuses to fit too few', async () => {
    const document = await ask('conversion=won&by=channel&model=markov');
    expect(document.markov?.auc.map((a) => a.order)).toEqual([1, 2, 3, 4]);
    expect(document.markov?.auc.every((a) => a.auc !== null && a.auc > 0.3 && a.auc < 1)).toBe(true);
    expect((await ask('conversion=won&by=channel&model=markov&order=3')).markov).toMatchObject({ order: 3, chosen: false });
    const refused = await test.ask(`/api/v1/attribution?conversion=won&from=${FROM}&to=2026-01-02&model=markov`);
    expect([refused.status, await refused.json()]).toEqual([422, { error: expect.objectContaining({ code: 'too_few_conversions' }) }]);
  });

  it('refuses with what is valid', async () => {
    const code = async (query: string): Promise<unknown> => ((await (await test.ask(`/api/v1/attribution?from=${FROM}&to=${TO}&${query}`)).json()) as { error: { code: string } }).error.code;
    expect(await code('conversion=won&model=linaer')).toBe('unknown_model');
    expect(await code('conversion=sales')).toBe('unknown_conversion');
    expect(await code('model=linear')).toBe('invalid_input');
    for (const query of ['lookback=0d', 'lookback=-5d', 'weights=0,0,0', 'weights=-1,0,1', 'order=7', 'halfLife=0', 'stageShares=lead=10:200', 'by=persona&model=markov', 'lookback=3000d']) expect([query, await code(`conversion=won&${query}`)]).toEqual([query, 'invalid_input']);
    const beyond = await test.ask(`/api/v1/attribution?from=${FROM}&to=${TO}&conversion=won&lookback=3000d`);
    const { error } = (await beyond.json()) as { error: { message: string; hint: string } };
    expect(error.message).toMatch(/3000 days reach beyond the data: the first touch is of \d{4}-\d\d-\d\d, \d+ days before the period ends/);
    const [, most = ''] = /^Take at most (\d+) days\.$/.exec(error.hint) ?? [];
    // As far as there are touches it may reach, and what that does to the first conversions is said.
    expect((await ask(`conversion=won&model=linear&lookback=${most}d`)).remarks.join()).toMatch(/reaches back to/);
  });

  it('attributes a table of paths that is sent', async () => {
    const send = (body: string, type = 'text/csv'): Promise<Response> => test.ask('/api/v1/paths?model=first', { method: 'POST', body, headers: { 'content-type': type } });
    const answer = await send('path,total_conversions\na > b,2');
    expect([answer.status, await answer.json()]).toMatchObject([200, { rows: [{ model: 'first', channel: 'a', conversions: 2 }, { model: 'first', channel: 'b', conversions: 0 }] }]);
    expect((await send('path\na')).status).toBe(400);
    expect((await send('{}', 'application/json')).status).toBe(415);
  });
});
