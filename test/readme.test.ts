// The README says what the registries hold.
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { withKpiList } from '../scripts/write-docs.js';

it('lists every KPI of the registry in the README', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  expect(await withKpiList(readme), 'run `npm run docs`').toBe(readme);
});
