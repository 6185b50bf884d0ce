// Every connector has a page that names the columns it needs.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadRegistry } from '../shared/registry.js';
import type { Connector } from './connector.js';

const isConnector = (value: unknown): value is Connector => typeof value === 'object' && value !== null && 'recognise' in value && 'read' in value;
const connectors = await loadRegistry(new URL('.', import.meta.url), isConnector);

describe('docs/imports', () => {
  test('has connectors to speak of', () => {
    expect(connectors.map((c) => c.name)).toEqual(expect.arrayContaining(['costs', 'csv', 'fx', 'google-ads', 'zoho']));
  });

  test.each(connectors.map((c) => [c.name, c] as const))('%s has a page with its command and its columns', (name, { layouts }) => {
    const page = readFileSync(new URL(`../../docs/imports/${name}.md`, import.meta.url), 'utf8');
    expect(page).toContain(`leadline import ${name}`);
    const columns = layouts.flatMap((l) => l.columns.flatMap((c) => c.replace(/ \(.*\)$/, '').split(' or '))).filter((c) => !/^(USD|JPY|…)$/.test(c));
    for (const column of columns) expect(page).toContain(column);
  });
});
