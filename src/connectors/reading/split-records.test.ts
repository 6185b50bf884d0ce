import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RecordSplitter, type RawRecord } from './split-records.js';

const split = (text: string, delimiter = ',', pieces: readonly number[] = []): RawRecord[] => {
  const splitter = new RecordSplitter(delimiter, undefined);
  const records: RawRecord[] = [];
  let at = 0;
  for (const size of pieces) {
    records.push(...splitter.push(text.slice(at, at + size)));
    at += size;
  }
  records.push(...splitter.push(text.slice(at)), ...splitter.end());
  return records;
};

/** Cells with everything that needs care. */
const cell = fc.array(fc.constantFrom('a', 'ž', '"', ',', ';', '\n', ' ', 'x1', '€'), { maxLength: 6 }).map((parts) => parts.join(''));
const table = fc.integer({ min: 2, max: 5 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }));
const write = (rows: readonly (readonly string[])[], newline: string): string => rows.map((row) => row.map((c) => (/[",\n]|^\s|\s$/.test(c) ? `"${c.replaceAll('"', '""')}"` : c)).join(',')).join(newline);

describe('records', () => {
  test('come out as they were written, as csv-parse reads them too', () => {
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), fc.boolean(), (rows, newline, closed) => {
        const text = write(rows, newline) + (closed ? newline : '');
        // A text that is nothing but one empty cell is no line at all.
        fc.pre(text.trim() !== '');
        expect(split(text).map((r) => r.cells)).toEqual(rows);
        expect(parse(text, { record_delimiter: newline, skip_empty_lines: false })).toEqual(rows);
      }),
      { numRuns: 300 },
    );
  });

  test('are the same wherever the text is cut into pieces, with the same lines', () => {
    fc.assert(
      fc.property(table, fc.array(fc.nat(20), { maxLength: 12 }), (rows, pieces) => {
        const text = write(rows, '\r\n');
        expect(split(text, ',', pieces)).toEqual(split(text));
      }),
      { numRuns: 300 },
    );
  });

  test('begin on the line they stand on, whatever breaks are inside them', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const text = write(rows, '\n');
        let line = 1;
        const expected = rows.map((row) => {
          const begins = line;
          line += 1 + row.join('').split('\n').length - 1;
          return begins;
        });
        expect(split(text).map((r) => r.line)).toEqual(expected);
      }),
    );
  });

  test('survive any text at all: every line is in some record or refused', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '"', ',', '\n', '\r\n', '""', ' '), { maxLength: 40 }).map((p) => p.join('')), (text) => {
        const records = split(text);
        expect(records.map((r) => r.line)).toEqual([...records.map((r) => r.line)].sort((a, b) => a - b));
        expect(split(text, ',', [1, 2, 3, 5, 8])).toEqual(records);
      }),
      { numRuns: 500 },
    );
  });
});
