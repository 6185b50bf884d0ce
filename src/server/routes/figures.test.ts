import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestServer, type TestServer } from '../../../test/server/open-server.js';
import { param, sql } from '../../database/sql.js';
import { explainDocument, figuresDocument, figuresTogether, kpiCatalogue } from '../../shared/api/figures.js';
import { dimensionValues } from '../../shared/api/status.js';
import { errorDocument } from '../declare-route.js';

const JANUARY = 'from=2026-01-01&to=2026-02-01';
/** Cost lines of one day each: day, channel, amount. */
const COSTS = [['2026-01-05', 'Paid search', '100.50'], ['2026-01-06', 'Paid search', '50'], ['2026-01-31', 'Events', '200'], ['2026-02-01', 'Events', '999'], ['2026-01-09', '', '9.5']] as const;

let test: TestServer;
beforeAll(async () => {
  test = await openTestServer();
  const { id } = await test.workspaces.set(await test.workspaces.open(), { currency: 'EUR', timeZone: 'Europe/Prague' });
  await test.facts.insert(
    'costs',
    ['workspace_id', 'event_id', 'row_key', 'received_at', 'changed_at', 'from_day', 'until_day', 'kind', 'channel', 'amount', 'currency'],
    COSTS.map(([day, channel, amount], i) => [id, `cost-${i}`, `cost-${i}`, '2026-02-02 00:00:00', '2026-02-02 00:00:00', day, day, 'media', channel, amount, 'EUR']),
  );
  await test.records.execute(sql`UPDATE read_model_state SET facts_revision = facts_revision + 1 WHERE workspace_id = ${param('Int32', id)}`);
});
afterAll(async () => { await test.close(); });

async function refusalOf(path: string): Promise<{ status: number; code: string; details?: Record<string, unknown> | undefined }> {
  const response = await test.ask(path);
  const { code, details } = errorDocument.parse(await response.json()).error;
  return { status: response.status, code, details };
}

describe('POST /api/v1/kpis/together', () => {
  const together = (questions: readonly string[]): Promise<Response> =>
    test.ask('/api/v1/kpis/together', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ questions }) });

  it('answers each question as it would be alone, or says what is wrong with it', async () => {
    const questions = [`kpi=cost&${JANUARY}`, `kpi=cost&by=channel&${JANUARY}`, `kpi=costs&${JANUARY}`, `kpi=cost&when=${JANUARY}`];
    const { answers, scans } = figuresTogether.parse(await (await together(questions)).json());
    expect(scans).toEqual({ costs: 1 });
    for (const [i, question] of questions.entries()) {
      const alone: unknown = await (await test.ask(`/api/v1/kpis?${question}`)).json();
      const answer = answers[i];
      if (answer === undefined || 'error' in answer) expect(alone).toEqual(answer);
      else expect(answer).toEqual({ ...figuresDocument.parse(alone), asOf: expect.any(String), rows: expect.arrayContaining(figuresDocument.parse(alone).rows) });
    }
    expect(answers.map((answer) => ('error' in answer ? answer.error.code : answer.rows.length))).toEqual([1, 3, 'unknown_kpi', 'unknown_parameter']);
  });

  it('takes no more than a page may ask, and nothing but questions', async () => {
    expect((await together([])).status).toBe(400);
    expect((await together(Array.from({ length: 21 }, () => `kpi=cost&${JANUARY}`))).status).toBe(400);
  });
});

describe('GET /api/v1/kpis', () => {
  it('is the catalogue when nothing is asked', async () => {
    const catalogue = kpiCatalogue.parse(await (await test.ask('/api/v1/kpis')).json());
    expect(catalogue.kpis.map((kpi) => kpi.id)).toEqual(expect.arrayContaining(['cost_per_lead', 'leads', 'cost', 'marketing_roi']));
    expect(catalogue.stages).toEqual(['lead', 'mql', 'sal', 'sql', 'opportunity', 'won']);
    expect(await (await test.ask('/api/v1/kpis?workspace=default')).json()).toEqual(catalogue);
  });

  it('answers for any days that can be stored, and refuses more steps of them than anybody reads', async () => {
    const ask = async (range: string) => figuresDocument.parse(await (await test.ask(`/api/v1/kpis?kpi=cost,leads&${range}`)).json()).rows.map((r) => Number(r.value));
    expect(await ask('from=1969-06-01&to=1971-01-01&every=year')).toEqual([0, 0, 0, 0]);
    expect(await ask('from=1900-01-01&to=2299-12-31&compare=year')).toEqual([1359, 0]);
    expect(await ask('from=1960-01-01&to=2027-01-01')).toEqual([1359, 0]);
    expect(await refusalOf('/api/v1/kpis?kpi=cost&from=1900-01-01&to=2200-01-01&every=day')).toMatchObject({ status: 400, code: 'invalid_input', details: { where: 'every' } });
    expect(await refusalOf('/api/v1/kpis?kpi=cost&from=0900-01-01&to=2200-01-01')).toMatchObject({ status: 400, code: 'invalid_input', details: { where: 'from' } });
  });

  it('answers the figures of a range', async () => {
    const document = figuresDocument.parse(await (await test.ask(`/api/v1/kpis?kpi=cost,leads&kpi=cost_per_lead&${JANUARY}`)).json());
    expect(document).toMatchObject({ from: '2026-01-01', to: '2026-02-01', timeZone: 'Europe/Prague', currency: 'EUR', basis: 'activity' });
    expect(document.rows.map(({ kpi, value, status }) => [kpi, value, status])).toEqual([['cost', '360.00', expect.any(String)], ['leads', 0, expect.any(String)], ['cost_per_lead', null, 'none']]);
  });

  it('splits, steps, filters and compares', async () => {
    const split = figuresDocument.parse(await (await test.ask(`/api/v1/kpis?kpi=cost&by=channel&${JANUARY}`)).json());
    expect(Object.fromEntries(split.rows.map(({ dims, value }) => [dims?.['channel'], value]))).toEqual({ 'Paid search': '150.50', Events: '200.00', '(unmatched)': '9.50' });
    const steps = figuresDocument.parse(await (await test.ask('/api/v1/kpis?kpi=cost&every=month&where=channel:Events&from=2026-01-01&to=2026-03-01&compare=previous')).json());
    expect(steps.rows.map(({ period, value }) => [period?.from, value])).toEqual([['2026-01-01', '200.00'], ['2026-02-01', '999.00']]);
    expect(steps.compared).toEqual({ from: '2025-11-01', to: '2026-01-01' });
  });

  it.each([
    ['kpi=cost_per_leed&', 'unknown_kpi', { nearest: 'cost_per_lead' }],
    ['kpi=cost&by=chanel&', 'unknown_dimension', { nearest: 'channel' }],
    ['kpi=cost&where=chanel:x&', 'unknown_dimension', { nearest: 'channel' }],
    ['kpis=cost&', 'unknown_parameter', { nearest: 'kpi' }],
    ['kpi=cost&every=mont&', 'unknown_unit', { nearest: 'month' }],
    ["kpi=cost'); DROP TABLE costs --&", 'unknown_kpi', {}],
  ])('refuses %s', async (query, code, details) => {
    const refusal = await refusalOf(`/api/v1/kpis?${encodeURI(query)}${JANUARY}`);
    expect(refusal).toMatchObject({ status: 400, code, details });
  });

  it('refuses half a range and a workspace that is not there', async () => {
    expect(await refusalOf('/api/v1/kpis?kpi=cost')).toMatchObject({ code: 'invalid_input', details: { where: 'from' } });
    expect(await refusalOf('/api/v1/kpis?to=2026-02-01')).toMatchObject({ code: 'invalid_input', details: { where: 'from' } });
    expect(await refusalOf(`/api/v1/kpis?${JANUARY}&workspace=other`)).toMatchObject({ status: 404, code: 'not_found' });
  });
});

describe('a filter for a value that nothing has', () => {
  it('is answered with 0 and a note that names the nearest there is', async () => {
    const { rows, notes } = figuresDocument.parse(await (await test.ask(`/api/v1/kpis?kpi=cost&${JANUARY}&where=channel:Paid%20serch`)).json());
    expect(rows.map((row) => Number(row.value))).toEqual([0]);
    expect(notes).toEqual(['Nothing has the channel "Paid serch"; the nearest there is: "Paid search".']);
    expect(figuresDocument.parse(await (await test.ask(`/api/v1/kpis?kpi=cost&${JANUARY}&where=channel:Paid%20search`)).json()).notes).toBeUndefined();
  });

  it('is not looked for at length where a filter names many, and is none where only the period has nothing of it', async () => {
    const many = Array.from({ length: 300 }, (_, i) => `where=channel:none%20${String(i)}`).join('&');
    const { notes } = figuresDocument.parse(await (await test.ask(`/api/v1/kpis?kpi=cost&${JANUARY}&${many}`)).json());
    expect(notes).toHaveLength(5);
    expect(figuresDocument.parse(await (await test.ask('/api/v1/kpis?kpi=cost&from=2025-01-01&to=2025-02-01&where=channel:Events')).json()).notes).toBeUndefined();
  });
});

describe('GET /api/v1/kpis/{id}', () => {
  it('answers the figures of that KPI alone', async () => {
    const document = figuresDocument.parse(await (await test.ask(`/api/v1/kpis/cost?${JANUARY}`)).json());
    expect(document.rows.map(({ kpi, value }) => [kpi, value])).toEqual([['cost', '360.00']]);
    expect(figuresDocument.parse(await (await test.ask(`/api/v1/kpis/time_to_convert%3Alead%3Amql?${JANUARY}`)).json()).rows[0]?.kpi).toBe('time_to_convert:lead:mql');
  });

  it('refuses an unknown one and asks for a range', async () => {
    expect(await refusalOf(`/api/v1/kpis/costs?${JANUARY}`)).toMatchObject({ code: 'unknown_kpi', details: { nearest: 'cost' } });
    expect(await refusalOf('/api/v1/kpis/cost')).toMatchObject({ code: 'invalid_input', details: { where: 'from' } });
  });
});

describe('GET /api/v1/kpis/{id}/explain', () => {
  it('opens a figure to rows that add up to it, a page at a time', async () => {
    const whole = explainDocument.parse(await (await test.ask(`/api/v1/kpis/cost/explain?${JANUARY}`)).json());
    expect([whole.figure.value, Number(whole.sum), whole.totalRows, whole.rows.length]).toEqual(['360.00', 360, 4, 4]);
    expect(whole.rows.reduce((sum, row) => sum + Number(row.contribution), 0)).toBe(360);
    const page = explainDocument.parse(await (await test.ask(`/api/v1/kpis/cost/explain?${JANUARY}&rows=1&offset=2`)).json());
    expect([page.rows, page.offset, page.totalRows]).toEqual([whole.rows.slice(2, 3), 2, 4]);
  });

  it('opens a cell of a split', async () => {
    const cell = explainDocument.parse(await (await test.ask(`/api/v1/kpis/cost/explain?${JANUARY}&where=channel:Events`)).json());
    expect([Number(cell.sum), cell.totalRows]).toEqual([200, 1]);
  });

  it('refuses what it can not open', async () => {
    expect(await refusalOf(`/api/v1/kpis/nothing/explain?${JANUARY}`)).toMatchObject({ status: 400, code: 'unknown_kpi' });
    expect(await refusalOf(`/api/v1/kpis/cost/explain?${JANUARY}&side=both`)).toMatchObject({ code: 'invalid_input', details: { where: 'side' } });
    expect(await refusalOf(`/api/v1/kpis/cost/explain?${JANUARY}&compare=year`)).toMatchObject({ code: 'unknown_parameter' });
  });
});

describe('GET /api/v1/kpis/{id}/explain.csv', () => {
  it('streams all rows as a file', async () => {
    const response = await test.ask(`/api/v1/kpis/cost/explain.csv?${JANUARY}`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="cost-numerator-2026-01-01-2026-02-01.csv"');
    expect((await response.text()).trim().split(/\r?\n/)).toHaveLength(5);
  });

  it('refuses with a document, not with half a file', async () => {
    expect(await refusalOf(`/api/v1/kpis/nothing/explain.csv?${JANUARY}`)).toMatchObject({ status: 400, code: 'unknown_kpi' });
    expect(await refusalOf('/api/v1/kpis/cost/explain.csv')).toMatchObject({ status: 400, code: 'invalid_input' });
  });
});

describe('GET /api/v1/dimensions/{id}/values', () => {
  it('lists values, the most frequent first, searched and limited', async () => {
    const all = dimensionValues.parse(await (await test.ask('/api/v1/dimensions/channel/values')).json());
    expect(all.dimension).toBe('channel');
    expect(all.values.map((v) => v.value).sort()).toEqual(['(unmatched)', 'Events', 'Paid search']);
    expect(all.values.map((v) => v.count)).toEqual([2, 2, 1]);
    expect(dimensionValues.parse(await (await test.ask('/api/v1/dimensions/channel/values?search=EVE')).json()).values.map((v) => v.value)).toEqual(['Events']);
    expect(dimensionValues.parse(await (await test.ask('/api/v1/dimensions/channel/values?limit=1')).json()).values).toHaveLength(1);
  });

  it('refuses an unknown dimension and a limit out of range', async () => {
    expect(await refusalOf('/api/v1/dimensions/chanel/values')).toMatchObject({ code: 'unknown_dimension', details: { nearest: 'channel' } });
    expect(await refusalOf('/api/v1/dimensions/channel/values?limit=0')).toMatchObject({ code: 'invalid_input', details: { where: 'limit' } });
  });
});
