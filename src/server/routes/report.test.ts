// The report over HTTP: its figures, its page, and links that show it until they are revoked.
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOST, LOCAL, openTestServer, PUBLIC_URL, type TestServer } from '../../../test/server/open-server.js';
import { param, sql } from '../../database/sql.js';
import { figuresDocument } from '../../shared/api/figures.js';
import { madeShare, reportDocument, reportShareList } from '../../shared/api/report.js';
import { errorDocument } from '../declare-route.js';

let test: TestServer;
const deal = (id: string, month: string, amount: string) => [1, id, `${month}-05 00:00:00.000`, true, `${month}-20 00:00:00.000`, true, 'won', 'new', amount, 'EUR', 1, 1, '2026-07-01 00:00:00.000', '2026-07-01 00:00:00.000', 'test', 1];
beforeAll(async () => {
  test = await openTestServer();
  const { id } = await test.workspaces.set(await test.workspaces.open(), { currency: 'EUR', country: 'CZ' });
  await test.facts.insert('deals', ['workspace_id', 'event_id', 'created_at', 'created_date_only', 'closed_at', 'closed_date_only', 'status', 'type', 'amount', 'currency', 'person_id', 'account_id', 'received_at', 'changed_at', 'source_id', 'import_id'], [
    deal('now', '2026-03', '12345.67'), deal('before', '2026-02', '10000.00'), deal('a year before', '2025-03', '8000.00'),
  ]);
  await test.records.execute(sql`INSERT INTO read_model_state (workspace_id, facts_revision) VALUES (${param('Int32', id)}, 1) ON CONFLICT (workspace_id) DO UPDATE SET facts_revision = read_model_state.facts_revision + 1`);
});
afterAll(async () => { await test.close(); });

const MARCH = 'from=2026-03-01&to=2026-04-01';
const send = (path: string, body: unknown): Promise<Response> => test.ask(`/api/v1${path}`, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
const outside = async (url: string, accept = '*/*'): Promise<Response> => test.server.app.request(`http://${HOST}${new URL(url).pathname}`, { headers: { host: new URL(PUBLIC_URL).host, 'x-forwarded-for': '203.0.113.5', accept } }, LOCAL);

describe('the report', () => {
  it('begins with revenue and contribution, ends with cost, and says what the figures say', async () => {
    const report = reportDocument.parse(await (await test.ask(`/api/v1/report?${MARCH}`)).json());
    const ids = report.figures.map((figure) => figure.kpi);
    expect(ids.slice(0, 2)).toEqual(['revenue', 'marketing_contribution']);
    expect(ids.slice(-2)).toEqual(['cost', 'cost_per_lead']);
    expect(report.figures[0]).toMatchObject({ value: '12345.67', before: '10000.00', yearBefore: '8000.00' });
    expect(report.figures[0]?.changeRate).toBeCloseTo(0.234567, 9);
    const { rows } = figuresDocument.parse(await (await test.ask(`/api/v1/kpis?${MARCH}&${ids.map((kpi) => `kpi=${kpi}`).join('&')}`)).json());
    expect(report.figures.map((figure) => figure.value)).toEqual(rows.map((row) => row.value));
    const revenue = report.channels.columns.findIndex((column) => column.kpi === 'revenue');
    expect(report.channels.total[revenue]).toBe('12345.67');
    expect(report.channels.rows.reduce((sum, row) => sum + Number(row.values[revenue] ?? 0), 0)).toBeCloseTo(12_345.67, 6);
  });

  it('is a page without scripts, in the numbers of the country', async () => {
    const page = await test.ask(`/report?${MARCH}`);
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*style-src 'unsafe-inline'/);
    const html = await page.text();
    expect(html).toMatch(/Revenue<b>12\s345,67\s€<\/b>/u);
    expect(html.indexOf('Revenue<b>')).toBeLessThan(html.indexOf('Cost per lead'));
    expect(html).not.toMatch(/<(script|link|img)\b/);
    const [, address = ''] = /href="([^"]+)" download/.exec(html) ?? [];
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(await (await test.ask(address.replaceAll('&amp;', '&'))).arrayBuffer())), { mergePages: true });
    expect(text).toMatch(/report of 1\. 3\. 2026 – 31\. 3\. 2026/u);
    expect(text).toMatch(/12\s345,67\s€/u);
  });

  it('says of days without data that there are none, to who reads it and to programs', async () => {
    const empty = reportDocument.parse(await (await test.ask('/api/v1/report?from=1950-01-01&to=1950-02-01')).json());
    expect(empty.data).toEqual({ from: '2025-03-05', to: '2026-03-21' });
    expect(await (await test.ask('/report?from=1950-01-01&to=1950-02-01')).text()).toContain('There are no data of these days: what there is reaches from 5. 3. 2025 to 20. 3. 2026.');
  });

  it('says in a browser what is wrong with its address', async () => {
    const page = await test.ask('/report?period=last-week', { headers: { accept: 'text/html' } });
    expect([page.status, await page.text()]).toEqual([400, expect.stringMatching(/<h1>period: /)]);
    expect((await test.ask('/report?period=last-week')).headers.get('content-type')).toBe('application/json');
  });

  it.each([['period=last-week'], ['from=2026-03-01'], [`period=last-month&${MARCH}`], ['from=2026-04-01&to=2026-03-01']])('refuses %s', async (query) => {
    const answer = await test.ask(`/api/v1/report?${query}`);
    expect([answer.status, errorDocument.parse(await answer.json()).error.code]).toEqual([400, query.startsWith('from=2026-04') ? 'invalid_range' : 'invalid_input']);
  });
});

describe('a shared report', () => {
  it('is shown to whoever has the link, at the public address too, until it is revoked', async () => {
    const made = madeShare.parse(await (await send('/report/shares', { name: 'Board', period: { from: '2026-03-01', to: '2026-04-01' } })).json());
    expect(made.url).toMatch(/^https:\/\/leads\.example\.com\/report\/shared\/[\w-]{43}$/);
    for (let i = 0; i < 2; i += 1) expect(await (await outside(made.url)).text()).toMatch(/12\s345,67/u);
    expect((await outside(`${made.url.slice(0, -1)}${made.url.endsWith('A') ? 'B' : 'A'}`)).status).toBe(404);
    const sheet = await outside(`${made.url}/report.pdf`);
    expect([sheet.status, sheet.headers.get('content-type'), sheet.headers.get('content-disposition')]).toEqual([200, 'application/pdf', 'attachment; filename="report-2026-03-01-2026-03-31.pdf"']);
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(await sheet.arrayBuffer())), { mergePages: true });
    expect(text).toMatch(/12\s345,67\s€/u);
    // The sheet names the link that it came by.
    expect(text).toContain(made.url);
    const picture = await outside(`${made.url}/report.png`);
    expect([picture.status, picture.headers.get('content-type'), Buffer.from(await picture.arrayBuffer()).subarray(1, 4).toString()]).toEqual([200, 'image/png', 'PNG']);
    // The link opens the page and its files, and nothing else.
    expect((await outside(`${PUBLIC_URL}/report`)).status).toBe(403);
    for (const nothing of [`${made.url}/`, `${made.url}/report.doc`, `${made.url}/x/y`, `${PUBLIC_URL}/report/shared/`, `${PUBLIC_URL}/unsubscribe/x/y`]) expect([nothing, (await outside(nothing, 'text/html')).status]).toEqual([nothing, 404]);
    // The token stands nowhere.
    const token = made.url.split('/').at(-1) ?? '';
    expect(JSON.stringify([await (await test.ask('/api/v1/report/shares')).json(), test.log])).not.toContain(token);

    const left = reportShareList.parse(await (await test.ask(`/api/v1/report/shares/${made.share.id}`, { method: 'DELETE' })).json());
    expect(left.shares).toMatchObject([{ name: 'Board', revokedAt: expect.any(String) as string }]);
    for (const url of [made.url, `${made.url}/report.pdf`, `${made.url}/report.png`]) {
      const answer = await outside(url);
      expect([answer.status, errorDocument.parse(await answer.json()).error.code]).toEqual([404, 'link_void']);
      const page = await outside(url, 'text/html,application/xhtml+xml,*/*;q=0.8');
      expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=UTF-8']);
      expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
      expect(await page.text()).toMatch(/<h1>This link leads nowhere\.<\/h1><p>It was revoked/);
    }
    expect((await test.ask('/api/v1/report/shares/4711', { method: 'DELETE' })).status).toBe(404);
  });

  it('refuses days that are none before a link is made', async () => {
    expect((await send('/report/shares', { name: 'Board', period: { from: '2026-03-01', to: '2026-03-01' } })).status).toBe(400);
    expect((await send('/report/shares', { name: '', period: { period: 'last-month' } })).status).toBe(400);
    expect(reportShareList.parse(await (await test.ask('/api/v1/report/shares')).json()).shares).toHaveLength(1);
  });
});
