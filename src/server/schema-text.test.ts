import { describe, expect, it } from 'vitest';
import { schemaText } from './schema-text.js';

describe('schemaText', () => {
  it('shows an object with its optional, nested and described fields', () => {
    const schema = {
      type: 'object', required: ['from', 'rows'],
      properties: {
        from: { type: 'string', format: 'date', description: 'First day' },
        rows: { type: 'array', items: { type: 'object', required: ['value'], properties: { value: { type: ['number', 'null'] } } } },
        state: { enum: ['open', 'won'], default: 'open' },
        of: { $ref: '#/components/schemas/Settings' },
      },
    };
    expect(schemaText(schema)).toBe(
      '{\n  from: string (date)   — First day\n  rows: [{\n    value: number | null\n  }]\n  state?: "open" | "won"   — default "open"\n  of?: Settings\n}',
    );
  });

  it('shows choices and combinations once each', () => {
    expect(schemaText({ anyOf: [{ type: 'number' }, { type: 'string' }, { type: 'number' }, { const: 'all' }] })).toBe('number | string | "all"');
    expect(schemaText({ allOf: [{ $ref: '#/components/schemas/Row' }, { type: 'object', properties: {} }] })).toBe('Row & {}');
  });

  it('shows any for what is no schema', () => {
    expect(schemaText(true)).toBe('any');
    expect(schemaText(undefined)).toBe('any');
  });
});
