// Of all connectors, each product's own claims its files with the most confidence.
import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fixture } from '../../test/read-import.js';
import { loadRegistry } from '../shared/registry.js';
import type { Connector } from './connector.js';

const isConnector = (value: unknown): value is Connector => typeof value === 'object' && value !== null && 'recognise' in value && 'read' in value;
const connectors = await loadRegistry(new URL('.', import.meta.url), isConnector);
const fixtures = new URL('../../test/fixtures/imports/', import.meta.url);
const files = connectors.flatMap(({ name }) => {
  const folder = new URL(`${name}/`, fixtures);
  return existsSync(folder) ? readdirSync(folder).map((file) => [name, `${name}/${file}`] as const) : [];
});

describe('a file', () => {
  test('is there of several products', () => expect(new Set(files.map(([name]) => name)).size).toBeGreaterThan(4));

  test.each(files)('%s claims %s', async (name, file) => {
    const claims = await Promise.all(connectors.map(async (c) => ({ name: c.name, confidence: (await c.recognise(await fixture(file))).confidence })));
    const [best, next] = claims.sort((a, b) => b.confidence - a.confidence);
    expect(best?.name).toBe(name);
    expect((best?.confidence ?? 0) - (next?.confidence ?? 0)).toBeGreaterThan(0);
  });
});
