import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestServer, type TestServer } from '../../../test/server/open-server.js';

interface Operation { summary?: string; 'x-allow'?: string; parameters?: { name: string; in: string; required?: boolean }[]; responses: Record<string, { content?: Record<string, { schema: unknown }> }> }
interface Document { openapi: string; info: { version: string }; paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, unknown> } }

let test: TestServer;
let document: Document;
beforeAll(async () => {
  test = await openTestServer();
  document = (await (await test.ask('/api/v1/openapi.json')).json()) as Document;
});
afterAll(async () => { await test.close(); });

const operations = (): [string, Operation][] => Object.entries(document.paths).flatMap(([path, item]) => Object.entries(item).map(([method, op]): [string, Operation] => [`${method} ${path}`, op]));

describe('the OpenAPI document', () => {
  it('is of version 3.1 and says what is served', () => {
    expect([document.openapi, document.info.version]).toEqual(['3.1.0', '0.0.0-test']);
    expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(['Figures', 'Explanation', 'Catalogue', 'Settings', 'Import', 'Imports', 'Preview', 'Status', 'Health', 'Error']));
  });

  it('refers only to schemas it holds', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name ?? '');
    expect(refs.length).toBeGreaterThan(20);
    expect(refs.filter((name) => !(name in document.components.schemas))).toEqual([]);
  });

  it('tells of each operation what it is for, who may call it, what it answers and how it refuses', () => {
    for (const [name, op] of operations()) {
      expect([name, op.summary]).toEqual([name, expect.stringMatching(/\w/)]);
      expect([name, op['x-allow']]).toEqual([name, expect.stringMatching(/\w/)]);
      expect(Object.keys(op.responses)).toEqual(expect.arrayContaining(['4XX', '5XX', expect.stringMatching(/^2\d\d$/) as string]));
    }
  });

  it('declares every parameter of a path, as required', () => {
    for (const [name, op] of operations()) {
      const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
      expect([name, op.parameters?.filter((p) => p.in === 'path' && p.required).map((p) => p.name) ?? []]).toEqual([name, inPath]);
    }
  });

  it('lists the parameters of a question for figures', () => {
    const names = document.paths['/api/v1/kpis']?.['get']?.parameters?.map((p) => p.name);
    expect(names).toEqual(['kpi', 'from', 'to', 'by', 'top', 'topOf', 'order', 'every', 'where', 'basis', 'horizon', 'asOf', 'knownAt', 'model', 'lookback', 'intervals', 'details', 'compare', 'workspace']);
    const explained = document.paths['/api/v1/kpis/{id}/explain']?.['get']?.parameters?.map((p) => p.name);
    for (const name of ['by', 'top', 'topOf', 'order']) expect(explained).not.toContain(name);
  });
});

describe('the page of the API', () => {
  it('names every operation and document, and loads nothing', async () => {
    const response = await test.ask('/api/docs');
    const page = await response.text();
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    for (const path of Object.keys(document.paths)) expect(page).toContain(path);
    for (const name of Object.keys(document.components.schemas)) expect(page).toContain(`<h3 id="${name}">`);
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    expect([...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id).filter((id) => !ids.has(id))).toEqual([]);
    expect(page).not.toMatch(/<script|<link|https?:\/\//);
    expect(page).not.toMatch(/\[object|undefined/);
  });
});
