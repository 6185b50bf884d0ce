// Every measure of this folder: a valid definition, SQL that an engine runs on its read model, and sums that
// must agree with each other on rows of every combination.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Kpi } from '../analytics/kpi.js';
import type { Measure, MeasureContext } from '../analytics/measure.js';
import { READ_MODELS, type ReadModelId } from '../analytics/read-model.js';
import { createWorkingHours } from '../analytics/working-hours.js';
import { openFactsStore, type FactsStore } from '../database/facts-store.js';
import { allOf, identifier, joinSql, param, sql, toReadable, type Sql } from '../database/sql.js';
import { loadRegistry } from '../shared/registry.js';
import { DEFAULT_SETTINGS } from '../shared/api/settings.js';
import { DEFAULT_STAGES } from '../shared/stages.js';

const isMeasure = (value: unknown): value is Measure => typeof value === 'object' && value !== null && 'aggregate' in value;
const isEntry = (value: unknown): value is Kpi | { readonly prefix: string } => typeof value === 'object' && value !== null;

const folder = new URL('.', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')).sort();
const measures = await loadRegistry(folder, isMeasure);
const kpis = (await loadRegistry(new URL('../kpis/', import.meta.url), isEntry)).filter((entry): entry is Kpi => 'kind' in entry);
const byId = new Map(measures.map((measure) => [measure.id, measure]));

const AS_OF = '2026-04-01 00:00:00.000';
const [BEFORE, AFTER, LONG_AFTER] = ['2026-03-20 09:30:00.000', '2026-05-01 00:00:00.000', '2030-01-01 00:00:00.000'];
const context: MeasureContext = {
  stages: DEFAULT_STAGES,
  stageIndex: (stage) => DEFAULT_STAGES.findIndex((s) => s === stage) + 1,
  asOf: sql`${param("DateTime64(3, 'UTC')", AS_OF)}`,
  zone: sql`${param('String', 'Europe/Prague')}`,
  horizonDays: sql`${param('UInt32', 90)}`,
  workingHours: createWorkingHours({ settings: { ...DEFAULT_SETTINGS, timeZone: 'Europe/Prague' }, from: '2026-03-01', asOfDay: '2026-04-01' }),
};

/** Columns of each read model as read-model.ts documents them, and the values whose every combination makes a row; without values a column follows from the others. */
const ROWS: Record<ReadModelId, Record<string, { type: string; values: readonly (string | number | boolean | null)[] }>> = {
  // A visit of one's own, or forty that another product counted.
  visits: {
    visitor_id: { type: 'String', values: ['a', 'b'] }, pageviews: { type: 'Nullable(UInt64)', values: [1, 4] }, form_views: { type: 'UInt32', values: [0, 2] }, engaged: { type: 'Bool', values: [false, true] },
    visits: { type: 'Nullable(UInt64)', values: [1, 40] }, engaged_visits: { type: 'Nullable(UInt64) DEFAULT if(engaged, intDiv(visits, 2) + (visits = 1), 0)', values: [] },
    bounces: { type: 'Nullable(UInt64) DEFAULT visits - engaged_visits', values: [] }, visits_with_form_view: { type: 'Nullable(UInt64) DEFAULT least(form_views, 1)', values: [] },
  },
  engagements: {
    event_id: { type: 'String', values: ['x', 'y'] }, person_id: { type: 'UInt64', values: [0, 7] }, grade: { type: 'LowCardinality(String)', values: ['human', 'suspect', 'bot'] }, owner: { type: 'LowCardinality(String)', values: ['', 'Ann', 'Bob'] },
    kind: { type: 'LowCardinality(String)', values: ['email_sent', 'email_bounced', 'email_open', 'email_click', 'opt_in_asked', 'opt_in_confirmed', 'unsubscribe', 'meeting', 'call', 'download'] },
  },
  submissions: {
    at: { type: "DateTime64(3, 'UTC')", values: ['2026-03-20 08:00:00.000', '2026-03-20 10:00:00.000'] },
    responded_at: { type: "Nullable(DateTime64(3, 'UTC'))", values: [null, BEFORE, AFTER] }, outcome: { type: 'LowCardinality(String)', values: ['accepted', 'scrubbed'] },
  },
  funnel: {
    at: { type: "DateTime64(3, 'UTC')", values: ['2026-03-02 00:00:00.000'] }, type: { type: 'LowCardinality(String)', values: ['entry', 'exit', 're_entry'] },
    stage: { type: 'LowCardinality(String)', values: ['', ...DEFAULT_STAGES, 'rejected', 'recycled', 'disqualified', 'lost'] }, from_stage: { type: 'LowCardinality(String)', values: ['', ...DEFAULT_STAGES] },
    rejected_at: { type: "Nullable(DateTime64(3, 'UTC'))", values: [null, BEFORE, AFTER] }, rewon_at: { type: "Nullable(DateTime64(3, 'UTC'))", values: [null, BEFORE, AFTER, LONG_AFTER] }, website: { type: 'Bool', values: [false, true] },
  },
  deals: {
    type: { type: 'String', values: ['created', 'won', 'lost', 'customer', 'open'] }, deal_type: { type: 'LowCardinality(String)', values: ['new', 'existing', 'renewal'] }, status: { type: 'LowCardinality(String)', values: ['open', 'won', 'lost'] },
    closed_at: { type: "Nullable(DateTime64(3, 'UTC'))", values: [null, BEFORE, AFTER] }, amount: { type: 'Nullable(Decimal(38, 4))', values: [null, '10.0100'] }, margin: { type: 'Nullable(Decimal(38, 4))', values: [null, '4.0000'] },
    had_lead: { type: 'Bool', values: [false, true] }, website_lead: { type: 'Bool', values: [false, true] }, marketing_sourced: { type: 'Bool', values: [false, true] }, marketing_influenced: { type: 'Bool', values: [false, true] },
  },
  costs: {
    kind: { type: 'LowCardinality(String)', values: ['media', 'staff', 'tools', 'agency', 'creative', 'other', 'sales'] }, amount: { type: 'Nullable(Decimal(38, 4))', values: ['0.1000', '7.0300'] },
    impressions: { type: 'Nullable(UInt64)', values: [null, 1000] }, clicks: { type: 'Nullable(UInt64)', values: [null, 3] },
  },
  recurring: {
    start_mrr: { type: 'Decimal(38, 8)', values: ['0', '100', '160.33333333'] }, end_mrr: { type: 'Decimal(38, 8)', values: ['0', '90', '100', '250.5'] },
    end_mrr_at_start_rate: { type: 'Decimal(38, 8)', values: ['80', '100', '200'] }, pays_at_start: { type: 'Bool', values: [false, true] }, pays_at_end: { type: 'Bool', values: [false, true] }, had_before: { type: 'Bool', values: [false, true] }, begun: { type: 'Bool', values: [false, true] }, gone: { type: 'Bool', values: [false, true] },
  },
  // Who brought it counts as marketing or not; a deal's value and the part of one conversion.
  credits: { credit: { type: 'Decimal(38, 11)', values: ['0.25', '1'] }, amount: { type: 'Decimal(38, 4)', values: ['0', '33.3400'] }, marketing: { type: 'Bool', values: [false, true] } },
  series: { value: { type: 'Float64', values: [1, 2.5] }, is_last: { type: 'Bool', values: [false, true] } },
  calendar: { business: { type: 'Bool', values: [false, true] }, complete: { type: 'Bool', values: [false, true] } },
};

/** Texts that conditions compare a column with: one that stands not above is there with these. */
function comparedTexts(model: ReadModelId): Record<string, { type: string; values: readonly string[] }> {
  const found: Record<string, { type: string; values: string[] }> = {};
  for (const { table, where } of measures) {
    if (table !== model) continue;
    for (const [, column = '', text = ''] of toReadable(where(context)).matchAll(/\b([a-z]\w*)\s*=\s*'([^']*)'/g)) {
      if (column in ROWS[model]) continue;
      const values = (found[column] ??= { type: 'String', values: [''] }).values;
      if (!values.includes(text)) values.push(text);
    }
  }
  return found;
}

const combinations = (columns: readonly (readonly (string | number | boolean | null)[])[]): (string | number | boolean | null)[][] =>
  columns.reduce<(string | number | boolean | null)[][]>((rows, values) => rows.flatMap((row) => values.map((value) => [...row, value])), [[]]);

const MODELS = Object.keys(READ_MODELS) as ReadModelId[];
const directory = mkdtempSync(path.join(tmpdir(), 'leadline-measures-'));
let store: FactsStore;

beforeAll(async () => {
  store = await openFactsStore({ folder: path.join(directory, 'facts') });
  for (const model of MODELS) {
    const columns = { ...comparedTexts(model), ...ROWS[model] };
    await store.script(`CREATE TABLE ${model} (${Object.entries(columns).map(([name, { type }]) => `${name} ${type}`).join(', ')}) ENGINE = Memory`);
    const given = Object.entries(columns).filter(([, { values }]) => values.length > 0);
    await store.insert(model, given.map(([name]) => name), combinations(given.map(([, { values }]) => values)));
  }
});
afterAll(async () => {
  await store.close();
  rmSync(directory, { recursive: true, force: true });
});

function aggregateOf({ aggregate, value }: Measure): Sql {
  if (aggregate === 'count') return sql`count()`;
  const of = value?.(context) ?? sql`NULL`;
  return aggregate === 'sum' ? sql`sum(${of})` : sql`uniqExact(${of})`;
}
const measureOf = (id: string): Measure => {
  const measure = byId.get(id);
  if (measure === undefined) throw new Error(`no measure ${id}`);
  return measure;
};
const whereOf = (id: string): Sql => sql`(${measureOf(id).where(context)})`;

/** What a measure comes to on all rows of its read model, or on the given ones. */
async function read(id: string, from: Sql = sql`${identifier(measureOf(id).table)}`): Promise<number> {
  const measure = measureOf(id);
  const [row] = await store.query(z.object({ v: z.coerce.number() }), sql`SELECT ${aggregateOf(measure)} AS v FROM ${from} WHERE ${measure.where(context)}`);
  return row?.v ?? Number.NaN;
}
const sum = async (...ids: string[]): Promise<number> => (await Promise.all(ids.map((id) => read(id)))).reduce((a, b) => a + b, 0);
const count = async (model: ReadModelId, where: Sql): Promise<number> =>
  (await store.query(z.object({ n: z.coerce.number() }), sql`SELECT countIf(${where}) AS n FROM ${identifier(model)}`))[0]?.n ?? Number.NaN;

describe('every measure', () => {
  it('stands alone in a file named after it', () => {
    expect(measures.map((measure) => `${measure.id.replaceAll('_', '-')}.ts`)).toEqual(files);
    expect(byId.size).toBe(measures.length);
  });

  it.each(measures.map((measure) => [measure.id, measure] as const))('%s is complete', (id, measure) => {
    expect(id).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
    expect(measure.label.trim()).not.toBe('');
    expect(measure.description).toMatch(/^[A-Z].{15,}\.$/);
    expect(Object.keys(READ_MODELS)).toContain(measure.table);
    expect(measure.value === undefined).toBe(measure.aggregate === 'count');
    if (measure.unit === 'money') expect(measure.aggregate).toBe('sum');
  });

  it.each(measures.map((measure) => [measure.id, measure] as const))('%s counts some rows, and not those its condition leaves out', async (id, measure) => {
    const all = await count(measure.table, sql`1`);
    const counted = await count(measure.table, measure.where(context));
    expect(counted).toBeGreaterThan(0);
    const unconditional = await count(measure.table, sql`NOT (${measure.where(context)})`) === 0;
    expect(counted === all).toBe(unconditional);
    expect(Number.isFinite(await read(id))).toBe(true);
  });

  it.each(measures.filter((m) => m.aggregate === 'sum').map((m) => [m.id, m] as const))('%s never adds a value where its condition is unknown', async (_, measure) => {
    expect(await count(measure.table, sql`(${measure.where(context)}) IS NULL`)).toBe(0);
  });
});

describe('wilson intervals', () => {
  const proportions = kpis.filter((kpi) => kpi.kind === 'ratio' && kpi.interval === 'wilson');
  it('are asked for', () => expect(proportions.length).toBeGreaterThan(5));

  it.each(proportions.map((kpi) => [kpi.id, kpi] as const))('%s has its numerator within its denominator, row by row', async (_, kpi) => {
    if (kpi.kind !== 'ratio') throw new Error(`${kpi.id} is no ratio`);
    const [above, below] = [kpi.numerator.map((t) => t.measure), kpi.denominator.map((t) => t.measure)];
    expect([...kpi.numerator, ...kpi.denominator].every((t) => (t.factor ?? 1) === 1)).toBe(true);
    const tables = new Set([...above, ...below].map((id) => measureOf(id).table));
    expect(tables.size).toBe(1);
    const model = measureOf(above[0] ?? '').table;
    // Only counts of visits that another product made are sums.
    expect([...above, ...below].every((id) => measureOf(id).aggregate === 'count' || (measureOf(id).aggregate === 'sum' && model === 'visits'))).toBe(true);
    const adds = (ids: readonly string[]): Sql => joinSql(ids.map((id) => sql`if(${whereOf(id)}, ${measureOf(id).value?.(context) ?? sql`1`}, 0)`), sql` + `);
    expect(await count(model, sql`(${adds(above)}) > (${adds(below)})`), 'more above than below').toBe(0);
    const any = (ids: readonly string[]): Sql => sql`(${joinSql(ids.map(whereOf), sql` OR `)})`;
    expect(await count(model, sql`${any(above)} AND NOT ${any(below)}`), 'above but not below').toBe(0);
    for (const side of [above, below]) if (side.length > 1) expect(await count(model, allOf(side.map(whereOf))), 'counted twice').toBe(0);
  });
});

describe('measures add up', () => {
  it('visits are bounces or engaged', async () => {
    expect(await sum('bounces', 'engaged_visits')).toBe(await read('visits'));
  });

  it('submissions are inquiries or scrubbed', async () => {
    expect(await sum('inquiries', 'scrubbed')).toBe(await read('submissions'));
  });

  it('cost is the sum of its kinds, without sales', async () => {
    expect(await sum('ad_spend', 'staff_cost', 'tools_cost', 'agency_cost', 'creative_cost', 'other_cost')).toBeCloseTo(await read('cost'), 6);
    expect(await read('sales_cost')).toBeCloseTo((await read('cost')) / 6, 6);
  });

  it('recurring revenue moves from its start to its end by the movements and the exchange effect', async () => {
    const net = (await sum('new_mrr', 'reactivation_mrr', 'expansion_mrr')) - (await sum('contraction_mrr', 'churned_mrr'));
    expect((await read('starting_mrr')) + net + (await read('fx_mrr'))).toBeCloseTo(await read('mrr'), 6);
  });

  it('delivered mails are sent less bounced', async () => {
    expect(await read('emails_delivered')).toBe((await read('emails_sent')) - (await read('emails_bounced')));
  });

  it('opens and clicks are human or graded out', async () => {
    expect(await sum('opens', 'opens_graded_out')).toBe(await count('engagements', sql`kind = 'email_open'`));
    expect(await sum('email_clicks', 'email_clicks_graded_out')).toBe(await count('engagements', sql`kind = 'email_click'`));
  });
});

describe('measures on rows worked out by hand', () => {
  // The ninth worked example of METRICS: accounts A to E in March and in April 2026.
  const recurring = (rows: readonly (readonly [start: string, end: string, hadBefore: boolean])[]): Sql =>
    sql`(${joinSql(rows.map(([start, end, hadBefore]) => sql`SELECT toDecimal128(${param('String', start)}, 8) AS start_mrr, toDecimal128(${param('String', end)}, 8) AS end_mrr, end_mrr AS end_mrr_at_start_rate, start_mrr > 0 AS pays_at_start, end_mrr > 0 AS pays_at_end, ${param('Bool', hadBefore)} AS had_before`), sql` UNION ALL `)})`;
  const MARCH = recurring([['100', '160', true], ['83.33333333', '83.33333333', true], ['150', '0', true], ['0', '80', false], ['70', '70', true]]);
  const APRIL = recurring([['160', '160', true], ['83.33333333', '83.33333333', true], ['0', '150', true], ['80', '80', true], ['70', '0', true]]);

  it.each([
    ['new_mrr', 80, 0], ['expansion_mrr', 60, 0], ['contraction_mrr', 0, 0], ['reactivation_mrr', 0, 150], ['churned_mrr', 150, 70],
    ['churned_accounts', 1, 1], ['starting_customers', 4, 4], ['active_customers', 4, 4], ['fx_mrr', 0, 0], ['mrr', 393.33333333, 473.33333333], ['starting_mrr', 403.33333333, 393.33333333],
  ])('%s is %f in March and %f in April', async (id, march, april) => {
    expect(await read(id, MARCH)).toBeCloseTo(march, 8);
    expect(await read(id, APRIL)).toBeCloseTo(april, 8);
  });

  it('separates what exchange rates did from what customers did', async () => {
    // 100 then, 130 now; at the rate of then 120: 20 more bought, 10 by the rate.
    const rows = sql`(SELECT toDecimal128('100', 8) AS start_mrr, toDecimal128('130', 8) AS end_mrr, toDecimal128('120', 8) AS end_mrr_at_start_rate, true AS had_before)`;
    expect([await read('expansion_mrr', rows), await read('fx_mrr', rows), await read('contraction_mrr', rows)]).toEqual([20, 10, 0]);
  });

  it('keeps SQLs that are sent back only after the reading', async () => {
    const rows = sql`(SELECT 'entry' AS type, 'sql' AS stage, CAST(rejected, 'Nullable(DateTime64(3, \\'UTC\\'))') AS rejected_at FROM (SELECT arrayJoin([NULL, '2026-03-20 00:00:00', '2026-04-01 00:00:00', '2026-05-01 00:00:00']) AS rejected))`;
    expect(await read('sqls_kept', rows)).toBe(3);
  });

  it('counts wins within 24 calendar months of a recycling, in the zone of the workspace', async () => {
    const rows = sql`(SELECT 'exit' AS type, 'recycled' AS stage, toDateTime64('2024-01-30 23:00:00', 3, 'UTC') AS at, CAST(won, 'Nullable(DateTime64(3, \\'UTC\\'))') AS rewon_at
      FROM (SELECT arrayJoin([NULL, '2024-06-01 00:00:00', '2026-01-30 22:59:59', '2026-01-30 23:00:00', '2026-03-01 00:00:00']) AS won))`;
    expect(await read('recycled_won', rows)).toBe(2);
  });

  it('waits in days and never a negative time', async () => {
    const rows = sql`(SELECT 'accepted' AS outcome, toDateTime64('2026-03-02 12:00:00', 3, 'UTC') AS at, CAST(answered, 'Nullable(DateTime64(3, \\'UTC\\'))') AS responded_at
      FROM (SELECT arrayJoin([NULL, '2026-03-02 11:00:00', '2026-03-03 00:00:00', '2026-03-05 12:00:00']) AS answered))`;
    expect(await read('response_days', rows)).toBe(3.5);
    expect(await read('answered_inquiries', rows)).toBe(3);
  });

  it('counts a subscriber once, and one who is not known by the event', async () => {
    const rows = sql`(SELECT 'opt_in_confirmed' AS kind, 'human' AS grade, event.1 AS event_id, event.2 AS person_id FROM (SELECT arrayJoin([('a', 7), ('b', 7), ('c', 8), ('d', 0), ('e', 0)]) AS event))`;
    expect(await read('subscribers', rows)).toBe(4);
  });
});
