// `--option key=value` as objects for a connector.
import { describe, expect, it } from 'vitest';
import { parseConnectorOptions } from './connector-options.js';

describe('parseConnectorOptions', () => {
  it('reads numbers, truths and text, and leads dots into objects', () => {
    expect(parseConnectorOptions(['timeZone=Europe/Prague', 'skip.lines=2', 'skip.blank=true', 'date=2026-01-01', 'empty=', 'sum=a=b', 'open=[1'])).toEqual({
      timeZone: 'Europe/Prague', skip: { lines: 2, blank: true }, date: '2026-01-01', empty: '', sum: 'a=b', open: '[1',
    });
  });

  it('answers undefined for none', () => {
    expect(parseConnectorOptions([])).toBeUndefined();
  });

  it.each(['timeZone', '=x', 'a..b=1'])('refuses %s', (text) => {
    expect(() => parseConnectorOptions([text])).toThrow('names no option and value');
  });

  it('keeps a name that every object has as a name', () => {
    expect(Object.keys(parseConnectorOptions(['__proto__.x=1', 'constructor=2']) ?? {})).toContain('constructor');
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });
});
