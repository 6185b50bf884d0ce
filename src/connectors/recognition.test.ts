// Every file of test/fixtures/imports is recognised as the product whose folder it lies in (or whose name it begins
// with), by that connector more surely than by any other. Driven by the registry and the folders: a new connector's
// fixtures are held to it from the moment they exist.
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fixture } from '../../test/read-import.js';
import { loadRegistry } from '../shared/registry.js';
import type { Connector, Recognition } from './connector.js';

const isConnector = (value: unknown): value is Connector => typeof value === 'object' && value !== null && 'recognise' in value && 'read' in value;
const connectors = await loadRegistry(new URL('.', import.meta.url), isConnector);

const root = new URL('../../test/fixtures/imports/', import.meta.url);
const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const files = entries.map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.pathname.length).replace(/^\/+/, '')).sort();

/** The product of a file: its folder, or the longest name of a connector that its name begins with. */
function productOf(file: string): string | undefined {
  const [folder = '', ...rest] = file.split('/');
  if (rest.length > 0) return folder;
  return connectors.map((c) => c.name).filter((name) => file.startsWith(`${name}-`) || file.startsWith(`${name}.`)).sort((a, b) => b.length - a.length)[0];
}
const cases = files.flatMap((file) => {
  const product = productOf(file);
  return product === undefined || product === 'csv' ? [] : [[file, product] as const];
});

describe('fixtures of imports', () => {
  test('are there for the products that are recognised', () => {
    expect([...new Set(cases.map(([, product]) => product))]).toEqual(expect.arrayContaining([
      'crm', 'ga4', 'google-ads', 'hubspot', 'linkedin-ads', 'matomo', 'meta-ads', 'microsoft-ads', 'plausible', 'salesforce', 'stripe', 'subscriptions', 'zoho',
    ]));
    expect(cases.filter(([, product]) => !connectors.some((c) => c.name === product))).toEqual([]);
  });

  test.each(cases)('%s is of %s, to no other connector as surely', async (name, product) => {
    const file = await fixture(name);
    const found: (readonly [string, Recognition])[] = [];
    for (const connector of connectors) found.push([connector.name, await connector.recognise(file)]);
    found.sort(([, a], [, b]) => b.confidence - a.confidence);
    const [first, second] = found;
    expect(first).toMatchObject([product, { confidence: expect.any(Number), as: expect.any(String) }]);
    expect(first?.[1].confidence ?? 0).toBeGreaterThanOrEqual(0.5);
    expect(second?.[1].confidence ?? 0).toBeLessThan(first?.[1].confidence ?? 0);
  });

  /** Says no more than that the columns would do: several products have a date, a campaign and clicks. */
  const COULD_BE = 0.1;

  test.each(cases)('%s (%s) is claimed by no other product', async (name, product) => {
    const file = await fixture(name);
    const others = connectors.filter((c) => ![product, 'csv', 'costs'].includes(c.name));
    const claims = await Promise.all(others.map(async (c) => ({ name: c.name, confidence: (await c.recognise(file)).confidence })));
    expect(claims.filter(({ confidence }) => confidence > COULD_BE)).toEqual([]);
  });
});
