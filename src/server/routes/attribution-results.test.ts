import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestServer, type TestServer } from '../../../test/server/open-server.js';
import { param, sql } from '../../database/sql.js';
import { changedConversions, openedResult, repeatedResult, resultChanges, savedResult, savedResultList } from '../../shared/api/attribution-results.js';
import { errorDocument } from '../declare-route.js';

const ALL = '/api/v1/attribution/results';
const QUESTION = 'conversion=won&from=2026-01-01&to=2026-07-01&model=linear,last';
let test: TestServer;

async function deal(id: string, amount: string, changedAt: string): Promise<void> {
  const at = '2026-03-01 10:00:00.000';
  await test.facts.insert('deals', ['workspace_id', 'event_id', 'received_at', 'changed_at', 'source_id', 'import_id', 'person_id', 'created_at', 'closed_at', 'status', 'stage', 'type', 'amount', 'currency'],
    [[(await test.workspaces.open()).id, id, changedAt, changedAt, 'test', 1, 1, at, at, 'won', 'won', 'new', amount, 'EUR']]);
  await test.records.execute(sql`
    INSERT INTO read_model_state (workspace_id, facts_revision) VALUES (${param('Int32', (await test.workspaces.open()).id)}, 1)
    ON CONFLICT (workspace_id) DO UPDATE SET facts_revision = read_model_state.facts_revision + 1`);
}
const ask = async (path: string, method = 'GET', body?: unknown): Promise<unknown> => (await test.ask(`${ALL}${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }) })).json();
const refusal = async (...call: Parameters<typeof ask>): Promise<string> => errorDocument.parse(await ask(...call)).error.code;

beforeAll(async () => {
  test = await openTestServer({ web: false });
  await test.workspaces.set(await test.workspaces.open(), { currency: 'EUR' });
  await test.records.execute(sql`INSERT INTO workspaces (name) VALUES (${param('String', 'other')})`);
  await deal('d1', '100.00', '2026-03-02 00:00:00.000');
});
afterAll(async () => { await test.close(); });

describe('saved results', () => {
  it('are saved, listed, repeated, compared with now, removed and brought back', async () => {
    const saved = openedResult.parse(await ask(`?${QUESTION}`, 'POST', { name: 'Half' }));
    expect([saved.value, saved.answer.rows.map((r) => r.value)]).toEqual(['100.00', ['100.00', '100.00']]);
    expect(savedResultList.parse(await ask('')).results.map((r) => r.name)).toEqual(['Half']);
    expect(repeatedResult.parse(await ask(`/${saved.id}/repeat`)).same).toBe(true);
    await deal('d1', '130.00', '2026-04-02 00:00:00.000');
    expect(resultChanges.parse(await ask(`/${saved.id}/changes?lookback=30d`))).toMatchObject({ same: false, parts: [{ part: 'edited', conversions: 1, value: '30.00' }], settings: [{ what: 'lookback' }] });
    expect(changedConversions.parse(await ask(`/${saved.id}/changes/conversions?part=edited`)).rows).toMatchObject([{ id: 'd1', then: { value: '100.00' }, now: { value: '130.00' } }]);
    expect((await test.ask(`${ALL}/${saved.id}`, { method: 'DELETE' })).status).toBe(204);
    expect(await refusal(`/${saved.id}`)).toBe('not_found');
    expect(savedResult.parse(await ask(`/${saved.id}/restore`, 'POST', {})).name).toBe('Half');
    expect(await refusal(`/${saved.id}?workspace=other`)).toBe('not_found');
  });

  it.each([
    [`?${QUESTION}`, 'POST', { name: ' ' }, 'invalid_input'], ['?conversion=won', 'POST', { name: 'x' }, 'invalid_input'], [`?${QUESTION}&rules=newest`, 'POST', { name: 'x' }, 'invalid_input'], [`?${QUESTION}&rules=77`, 'POST', { name: 'x' }, 'not_found'],
    ['/1/changes?where=channel:Email', 'GET', undefined, 'unknown_parameter'], ['/1/changes/conversions', 'GET', undefined, 'invalid_input'], ['/1/changes/conversions?part=late', 'GET', undefined, 'invalid_input'], ['/abc/repeat', 'GET', undefined, 'not_found'],
  ])('refuse %s %s %j', async (path, method, body, code) => {
    expect(await refusal(path, method, body)).toBe(code);
  });
});
