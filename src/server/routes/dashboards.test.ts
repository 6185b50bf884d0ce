import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestServer, type TestServer } from '../../../test/server/open-server.js';
import { ROOT } from '../../../test/source-files.js';
import { param, sql } from '../../database/sql.js';
import { dashboard, dashboardExport, dashboardList, type Dashboard } from '../../shared/api/dashboards.js';
import { overlap } from '../../shared/dashboards/arrange-cards.js';
import { TEMPLATES } from '../../shared/dashboards/templates.js';
import { errorDocument } from '../declare-route.js';

let test: TestServer;
beforeAll(async () => {
  test = await openTestServer();
  await test.records.execute(sql`INSERT INTO workspaces (name) VALUES (${param('String', 'other')}), (${param('String', 'third')})`);
});
afterAll(async () => { await test.close(); });

const send = (method: string, path: string, body: unknown = {}): Promise<Response> => test.ask(`/api/v1/dashboards${path}`, { method, ...(method !== 'DELETE' && method !== 'GET' && { body: JSON.stringify(body) }), headers: { 'content-type': 'application/json' } });
const answer = async (response: Response | Promise<Response>): Promise<Dashboard> => dashboard.parse(await (await response).json());
const make = (name: string, more: object = {}): Promise<Dashboard> => answer(send('POST', '', { name, ...more }));
const names = async (workspace = 'default'): Promise<string[]> => dashboardList.parse(await (await test.ask(`/api/v1/dashboards?workspace=${workspace}`)).json()).dashboards.map((d) => d.name);
const refusal = async (response: Response | Promise<Response>): Promise<{ code: string; message: string; hint: string }> => {
  const { code, message, hint } = errorDocument.parse(await (await response).json()).error;
  return { code, message, hint };
};
const leads = { kind: 'kpi', kpi: 'leads', column: 1, row: 1, width: 3, height: 3 };
const note = { kind: 'note', text: 'Numbers of the campaign in May', column: 4, row: 1, width: 3, height: 2 };

describe('a dashboard', () => {
  it('is made, renamed and arranged, removed and brought back, each workspace its own', async () => {
    const made = await make('Mornings', { cards: [note, leads] });
    expect([made.version, made.cards.map((c) => [c.id, c.kind])]).toEqual([1, [['c2', 'kpi'], ['c1', 'note']]]);
    const renamed = await answer(send('PATCH', `/${made.id}`, { version: 1, name: 'Every morning' }));
    expect([renamed.name, renamed.version, renamed.cards]).toEqual(['Every morning', 2, made.cards]);
    const moved = await answer(send('PATCH', `/${made.id}`, { version: 2, cards: made.cards.map((c) => ({ ...c, column: c.column + 6 })) }));
    expect([moved.version, moved.cards.map((c) => c.column)]).toEqual([3, [7, 10]]);
    expect(await answer(send('GET', `/${made.id}`))).toEqual(moved);
    expect([await names(), await names('other')]).toEqual([['Every morning'], []]);
    expect((await send('DELETE', `/${made.id}`)).status).toBe(204);
    expect(await names()).toEqual([]);
    expect((await refusal(send('GET', `/${made.id}`))).code).toBe('not_found');
    expect(await answer(send('POST', `/${made.id}/restore`))).toEqual(moved);
    expect(await names()).toEqual(['Every morning']);
    expect((await refusal(send('DELETE', `/${made.id}?workspace=other`))).code).toBe('not_found');
  });

  it('does not overwrite what another tab changed, also when both change at once', async () => {
    const made = await make('Two tabs', { cards: [leads] });
    const both = await Promise.all(['One', 'Other'].map((name) => send('PATCH', `/${made.id}`, { version: 1, name })));
    expect(new Set(both.map((r) => r.status))).toEqual(new Set([200, 409]));
    const late = await refusal(send('PATCH', `/${made.id}`, { version: 1, cards: [] }));
    expect(late).toMatchObject({ code: 'changed_meanwhile', hint: expect.stringMatching(/Look at it as it is now/) as string });
    expect((await answer(send('GET', `/${made.id}`))).cards).toHaveLength(1);
  });

  it('has a name of its own, letter case apart, also when two are made at once or one comes back', async () => {
    const made = await make('Weekly');
    expect(await refusal(send('POST', '', { name: ' weekly ' }))).toMatchObject({ code: 'invalid_input', message: expect.stringMatching(/^name: .*already/) as string });
    const both = await Promise.all(['Twice', 'twice'].map((name) => send('POST', '', { name })));
    expect(new Set(both.map((r) => r.status))).toEqual(new Set([201, 400]));
    await send('DELETE', `/${made.id}`);
    const other = await make('WEEKLY');
    expect((await refusal(send('POST', `/${made.id}/restore`))).code).toBe('invalid_input');
    expect((await answer(send('PATCH', `/${other.id}`, { version: 1, name: 'weekly' }))).name).toBe('weekly');
  });

  it.each(TEMPLATES)('begins with the cards of the template $id, all of them, none over another', async ({ id, cards }) => {
    const made = await make(`From ${id}`, { template: id });
    expect(made.cards.map((c) => c.kind)).toEqual(cards.map((c) => c.kind));
    expect(made.cards.flatMap((a, i) => made.cards.slice(i + 1).filter((b) => overlap(a, b)))).toEqual([]);
  });

  it('leaves out of a template what a shorter funnel does not have', async () => {
    await test.ask('/api/v1/settings?workspace=third', { method: 'PATCH', body: JSON.stringify({ stages: 'lead,mql,sql,won' }), headers: { 'content-type': 'application/json' } });
    const { cards } = await answer(send('POST', '?workspace=third', { name: 'Sales', template: 'sales-lead' }));
    expect(cards.length).toBeGreaterThan(6);
    expect(JSON.stringify(cards)).not.toMatch(/sal_rate/);
  });

  it('keeps a card whose figure has gone from the workspace, and lets it be moved', async () => {
    const { id, cards } = await answer(send('POST', '?workspace=other', { name: 'Old', cards: [{ ...leads, kpi: 'mql_to_sal_rate' }] }));
    await test.ask('/api/v1/settings?workspace=other', { method: 'PATCH', body: JSON.stringify({ stages: 'lead,mql,won' }), headers: { 'content-type': 'application/json' } });
    expect((await answer(send('PATCH', `/${id}?workspace=other`, { version: 1, cards: cards.map((c) => ({ ...c, column: 4 })) }))).cards[0]).toMatchObject({ column: 4, kpi: 'mql_to_sal_rate' });
    expect((await refusal(send('POST', '?workspace=other', { name: 'New', cards }))).message).toMatch(/card 1, kpi: there is no KPI "mql_to_sal_rate"/);
  });

  it.each<[string, unknown, RegExp]>([
    ['no name', { name: ' ' }, /^name: it takes a name/],
    ['a name that turns the direction of writing', { name: 'a\u202eb' }, /^name: it takes a name in one line/],
    ['an unknown template', { name: 'x', template: 'pirate' }, /template/],
    ['a template and cards', { name: 'x', template: 'marketer', cards: [] }, /^template: cards are given/],
    ['a misspelled figure', { name: 'x', cards: [{ ...leads, kpi: 'leds' }] }, /^card 1, kpi: there is no KPI "leds"/],
    ['a figure that can not be split so', { name: 'x', cards: [{ kind: 'breakdown', kpis: ['leads', 'cost'], by: 'persona', column: 1, row: 1, width: 6, height: 6 }] }, /^card 1, kpis, figure 2: cost can't be split by persona/],
    ['an unknown dimension', { name: 'x', cards: [{ kind: 'breakdown', kpis: ['leads'], by: 'chanel', column: 1, row: 1, width: 6, height: 6 }] }, /^card 1, by: there is no dimension "chanel"/],
    ['a card over another', { name: 'x', cards: [leads, { ...note, column: 3 }] }, /^card 2, row: it lies over card 1/],
    ['a card beyond the grid', { name: 'x', cards: [{ ...leads, column: 11 }] }, /^card 1, width: from column 11/],
    ['a card too small', { name: 'x', cards: [{ ...leads, height: 1 }] }, /^card 1, height: 1 is too little/],
    ['two cards of one id', { name: 'x', cards: [{ ...leads, id: 'a' }, { ...note, id: 'a' }] }, /^card 2, id: another card/],
    ['an unknown kind', { name: 'x', cards: [{ ...leads, kind: 'pie' }] }, /a card is of the kind kpi, trend/],
  ])('is refused with %s', async (_, body, message) => {
    const found = await refusal(send('POST', '', body));
    expect([found.code, found.hint !== '']).toEqual(['invalid_input', true]);
    expect(found.message).toMatch(message);
  });
});

describe('a dashboard file', () => {
  const load = (yaml: string, name?: string): Promise<Response> => send('POST', '/import', { yaml, ...(name !== undefined && { name }) });

  it.each(TEMPLATES)('carries the dashboard $id whole, under a name that is free', async ({ id, label }) => {
    const made = await make(label, { template: id });
    const named = await answer(send('PATCH', `/${made.id}`, { version: 1, name: `Přehled: ${label}`, cards: made.cards.map((c, i) => (i === 0 ? { ...c, title: 'First: "yes" #1' } : c)) }));
    const file = dashboardExport.parse(await (await send('GET', `/${made.id}/export`)).json());
    expect(file.fileName).toBe(`prehled-${id}.dashboard.yaml`);
    expect(file.yaml).toMatch(/^leadline: dashboard\nversion: 1\nname: "?Přehled/);
    const again = await answer(load(file.yaml));
    expect(again.name).toBe(`Přehled: ${label} 2`);
    const plain = (cards: Dashboard['cards']) => cards.map(({ id: _id, ...card }) => card);
    expect(plain(again.cards)).toEqual(plain(named.cards));
    expect((await answer(load(file.yaml, `Mine, ${id}`))).name).toBe(`Mine, ${id}`);
  });

  const head = 'leadline: dashboard\nversion: 1\nname: X\ncards:\n';
  it.each<[string, string, RegExp, RegExp]>([
    ['of goals', 'goals: []', /^the dashboard file: it is none/, /exported from a dashboard/],
    ['a table', 'Date;Cost\n2026-01-01;5\n', /^the dashboard file: it is none/, /exported from a dashboard/],
    ['empty', '', /^the dashboard file: it is none/, /exported/],
    ['broken', `${head}  - kind: "kpi\n`, /^the dashboard file, line \d+, column \d+: /, /Mend it there/],
    ['of a newer version', 'leadline: dashboard\nversion: 2\nname: X\ncards: []', /^the dashboard file, version: it is of version 2/, /newer|update/],
    ['with a wrong kind', `${head}  - {kind: kpi, kpi: leads, column: 1, row: 1, width: 3, height: 3}\n  - {kind: gauge, column: 4, row: 1, width: 3, height: 3}`, /^the dashboard file, card 2, kind: a card is of the kind/, /Mend it there/],
    ['with a misspelled field', `${head}  - {kind: kpi, kpi: leads, colum: 1, row: 1, width: 3, height: 3}`, /^the dashboard file, card 1, colum/, /help, under Dashboards/],
    ['with a misspelled figure', `${head}  - {kind: breakdown, by: channel, kpis: [leads, custmers], column: 1, row: 1, width: 6, height: 6}`, /^the dashboard file, card 1, kpis, figure 2: there is no KPI "custmers"/, /Did you mean customers/],
    ['with cards over each other', `${head}  - {kind: funnel, column: 1, row: 1, width: 12, height: 3}\n  - {kind: note, text: Hi, column: 1, row: 3, width: 3, height: 2}`, /^the dashboard file, card 2, row: it lies over card 1/, /row 4/],
    ['without a name', 'leadline: dashboard\nversion: 1\ncards: []', /^the dashboard file, name: /, /Mend it/],
  ])('is refused %s, naming place and remedy', async (_, yaml, message, hint) => {
    const before = await names();
    const found = await refusal(load(yaml));
    expect(found.code).toBe('invalid_input');
    expect(found.message).toMatch(message);
    expect(found.hint).toMatch(hint);
    expect(await names()).toEqual(before);
  });

  it('is taken as the help shows it', async () => {
    const [, example = ''] = /```yaml\n([^`]+)```/.exec(readFileSync(path.join(ROOT, 'docs/dashboards.md'), 'utf8')) ?? [];
    expect((await answer(load(example))).cards.map((c) => c.kind)).toEqual(['kpi', 'trend', 'note', 'breakdown']);
  });

  it('is described in the API', async () => {
    const { paths } = z.object({ paths: z.record(z.string(), z.record(z.string(), z.object({ 'x-allow': z.string().optional() }).loose())) }).parse(await (await test.ask('/api/v1/openapi.json')).json());
    expect(Object.keys(paths).filter((p) => p.startsWith('/api/v1/dashboards'))).toHaveLength(5);
    expect(paths['/api/v1/dashboards/import']?.['post']?.['x-allow']).toBe('change dashboards');
  });
});
