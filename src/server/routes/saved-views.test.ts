import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestServer, type TestServer } from '../../../test/server/open-server.js';
import { param, sql } from '../../database/sql.js';
import { savedView, savedViewList, type SavedView } from '../../shared/api/saved-views.js';
import { errorDocument } from '../declare-route.js';

let test: TestServer;
beforeAll(async () => {
  test = await openTestServer();
  await test.records.execute(sql`INSERT INTO workspaces (name) VALUES (${param('String', 'other')})`);
});
afterAll(async () => { await test.close(); });

const send = (method: string, path: string, body: unknown = {}): Promise<Response> => test.ask(`/api/v1/views${path}`, { method, ...(method !== 'DELETE' && { body: JSON.stringify(body) }), headers: { 'content-type': 'application/json' } });
const save = async (name: string, query = 'by=channel'): Promise<SavedView> => savedView.parse(await (await send('POST', '', { name, query })).json());
const names = async (workspace = 'default'): Promise<string[]> => savedViewList.parse(await (await test.ask(`/api/v1/views?workspace=${workspace}`)).json()).views.map((v) => v.name);
const refusal = async (response: Response | Promise<Response>): Promise<{ code: string; details?: Record<string, unknown> | undefined }> => errorDocument.parse(await (await response).json()).error;

describe('a saved view', () => {
  it('is kept by its workspace, changed, removed and brought back', async () => {
    const view = await save('Leads by channel', 'p=90d&kpi=leads&by=channel');
    expect(view.query).toBe('p=90d&kpi=leads&by=channel');
    await save('Überblick', '');
    expect([await names(), await names('other')]).toEqual([['Leads by channel', 'Überblick'], []]);
    const renamed = savedView.parse(await (await send('PATCH', `/${view.id}`, { name: 'Leads by country', query: 'by=country' })).json());
    expect([renamed.id, renamed.name, renamed.query]).toEqual([view.id, 'Leads by country', 'by=country']);
    expect((await send('DELETE', `/${view.id}`)).status).toBe(204);
    expect(await names()).toEqual(['Überblick']);
    expect(savedView.parse(await (await send('POST', `/${view.id}/restore`)).json())).toEqual({ ...renamed, changedAt: expect.any(String) as string });
    expect(await names()).toEqual(['Leads by country', 'Überblick']);
  });

  it('has a name of its own, letter case apart, also when two are saved at once or one comes back', async () => {
    const first = await save('Weekly');
    expect(await refusal(send('POST', '', { name: ' weekly ', query: '' }))).toMatchObject({ code: 'invalid_input', details: { where: 'name' } });
    const both = await Promise.all([send('POST', '', { name: 'Twice', query: 'a=1' }), send('POST', '', { name: 'twice', query: 'a=2' })]);
    expect(new Set(both.map((r) => r.status))).toEqual(new Set([201, 400]));
    await send('DELETE', `/${first.id}`);
    await save('WEEKLY');
    expect(await refusal(send('POST', `/${first.id}/restore`))).toMatchObject({ code: 'invalid_input', details: { where: 'name' } });
  });

  it('opens the page that it was kept on, the explorer where nothing is said, and shares a name with one of another page only', async () => {
    const kept = async (body: object): Promise<SavedView> => savedView.parse(await (await send('POST', '', { name: 'By source', query: 'by=source', ...body })).json());
    const [explored, credited] = [await kept({}), await kept({ page: 'attribution' })];
    expect([explored.page, credited.page]).toEqual(['explorer', 'attribution']);
    const refused = await refusal(send('POST', '', { page: 'attribution', name: 'by SOURCE', query: '' }));
    expect(refused).toMatchObject({ code: 'invalid_input', details: { where: 'name', reason: 'a view of the page attribution is called "by SOURCE" already' } });
    await send('DELETE', `/${credited.id}`);
    expect(savedView.parse(await (await send('PATCH', `/${explored.id}`, { name: 'BY SOURCE' })).json()).page).toBe('explorer');
    expect(savedView.parse(await (await send('POST', `/${credited.id}/restore`)).json()).page).toBe('attribution');
  });

  it.each([
    ['POST', '', { name: 'x', query: '', page: 'board' }, 'invalid_input'],
    ['POST', '', { name: '', query: '' }, 'invalid_input'], ['POST', '', { name: 'x', query: 'a b' }, 'invalid_input'], ['POST', '', { name: 'x', query: 'a'.repeat(4001) }, 'invalid_input'], ['POST', '', { name: 'x'.repeat(101), query: '' }, 'invalid_input'],
    ['PATCH', '/999999', { name: 'y' }, 'not_found'], ['DELETE', '/999999', {}, 'not_found'], ['POST', '/abc/restore', {}, 'not_found'],
  ])('refuses %s %s %j', async (method, path, body, code) => {
    expect((await refusal(send(method, path, body))).code).toBe(code);
  });

  it('is out of reach of another workspace', async () => {
    const view = await save('Mine');
    expect((await refusal(send('DELETE', `/${view.id}?workspace=other`))).code).toBe('not_found');
    expect(await names()).toContain('Mine');
  });
});
