// Every field that a mapping may fill in is asked for by what builds the fact.
import { expect, test } from 'vitest';
import { FACT_KINDS } from '../../facts/drafts.js';
import { DEFAULT_STAGES } from '../../shared/stages.js';
import { compileBuilder, compileOrigin } from './build-facts.js';
import { ColumnLookup } from './column-lookup.js';
import { RowTrouble, type FieldContext } from './compile-field.js';
import { fieldsOf } from './fact-fields.js';
import type { Field } from './mapping-schema.js';

/** Fields of an entry that fills in none, and remembers which it was asked for. */
class AskedFor extends Map<string, Field> {
  readonly names = new Set<string>();

  override get(name: string): undefined {
    this.names.add(name);
  }
}

test.each(FACT_KINDS)('a %s is built of all its fields', (kind) => {
  const fields = new AskedFor();
  const context: FieldContext = { columns: new ColumnLookup([], 'refuse'), trouble: new RowTrouble(), timeZone: 'UTC', currency: 'EUR', formatOf: () => ({ dateOrder: undefined, decimal: undefined }) };
  const origin = compileOrigin(fields, 'facts[0]', context, () => ({}));
  const entry = { kind, key: undefined, when: undefined, who: undefined, fields, scrub: undefined, negative: 'refuse' } as const;
  compileBuilder({ ...context, entry, where: 'facts[0]', origin, now: '2026-04-01T00:00:00.000Z', stages: DEFAULT_STAGES });
  // The key is compiled with the row's (compile-mapping.ts).
  expect(Object.keys(fieldsOf(kind)).filter((name) => name !== 'key' && !fields.names.has(name))).toEqual([]);
});
