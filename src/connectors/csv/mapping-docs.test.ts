// Runs every example of docs/mapping.md: its rows, read through its mapping, give exactly the facts shown there.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { factDraft } from '../../facts/drafts.js';
import { DEFAULT_STAGES } from '../../shared/stages.js';
import csv from '../csv.js';
import { FACT_FIELDS, ORIGIN_FIELDS } from '../mapping/fact-fields.js';
import { fileInMemory } from '../reading/source-file.js';

const text = readFileSync(new URL('../../../docs/mapping.md', import.meta.url), 'utf8');
const BLOCK = /```csv\n([\s\S]*?)```\s*```yaml\n([\s\S]*?)```\s*```json\n([\s\S]*?)```/g;
const examples = [...text.matchAll(BLOCK)].map((match) => ({
  title: [...text.slice(0, match.index).matchAll(/^#+ (.*)$/gm)].at(-1)?.[1] ?? '',
  csv: match[1] ?? '',
  yaml: match[2] ?? '',
  json: match[3] ?? '',
}));

describe('docs/mapping.md', () => {
  test('has an example for each shape of file', () => {
    expect(examples.length).toBeGreaterThanOrEqual(14);
  });

  test.each(examples)('$title', async ({ csv: rows, yaml, json }) => {
    const context = { timeZone: 'UTC', currency: undefined, stages: [...DEFAULT_STAGES], now: '2026-04-01T00:00:00.000Z' };
    const result = await csv.read(fileInMemory('example.csv', rows), csv.options.parse(yaml), context);
    const facts: unknown[] = [];
    for await (const batch of result.rows) {
      for (const row of batch) {
        if ('problem' in row) throw new Error(`line ${row.line}: ${row.problem.reason}`);
        if ('facts' in row) facts.push(...row.facts.map((fact) => factDraft.parse(fact)));
      }
    }
    expect(JSON.parse(JSON.stringify(facts))).toEqual(JSON.parse(json));
  });

  test.each(Object.entries(FACT_FIELDS))('lists the fields of %s', (kind, fields) => {
    const row = text.split('\n').find((line) => line.startsWith(`| \`${kind}\` |`)) ?? '';
    for (const name of Object.keys(fields)) if (!(name in ORIGIN_FIELDS) && name !== 'key') expect(row).toContain(`\`${name}\``);
  });
});
