import { describe, expect, test } from 'vitest';
import iconv from 'iconv-lite';
import { AppError } from '../../shared/errors.js';
import type { SourceFile } from '../connector.js';
import { fileInMemory } from './source-file.js';
import { openTable, type TableOptions, type TableRow } from './table.js';

async function read(content: string | Uint8Array | SourceFile, options: Partial<TableOptions> = {}) {
  const file = typeof content === 'string' || content instanceof Uint8Array ? fileInMemory('some.csv', content) : content;
  const table = await openTable(file, { connector: 'csv', expected: 'a table', ...options });
  const rows: TableRow[] = [];
  for await (const batch of table.rows()) rows.push(...batch);
  return { table, rows, cells: rows.filter((r) => r.problem === undefined && r.skipped === undefined).map((r) => r.cells) };
}

/** The same bytes in pieces of `size`, as a slow upload gives them. */
const inPieces = (content: string | Uint8Array, size: number): SourceFile => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return {
    name: 'pieces.csv',
    size: bytes.length,
    async *open() {
      for (let i = 0; i < bytes.length; i += size) yield await Promise.resolve(bytes.subarray(i, i + size));
    },
  };
};

const refusal = async (content: string | Uint8Array): Promise<AppError> => {
  try {
    await read(content);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('the file was read');
};

describe('delimiters and header', () => {
  test.each([',', ';', '\t', '|'] as const)('recognises %j', async (d) => {
    const { table, cells } = await read(['name', 'amount', 'note'].join(d) + '\n' + ['Ann', '1,5', 'x; y'].map((c) => (c.includes(d) ? `"${c}"` : c)).join(d) + '\n');
    expect(table.delimiter).toBe(d);
    expect(cells[0]?.[0]).toBe('Ann');
  });

  test('is not misled by decimal commas in a file with semicolons', async () => {
    const { table } = await read('Jour;Campagne;Coût\n01/09/2026;Marque;12,34\n02/09/2026;Marque;56,78\n');
    expect(table).toMatchObject({ delimiter: ';', header: ['Jour', 'Campagne', 'Coût'] });
  });

  test('follows a sep= line', async () => {
    const { table, rows } = await read('sep=;\na;b,c\n1;2,3\n');
    expect(table).toMatchObject({ delimiter: ';', header: ['a', 'b,c'], headerLine: 2 });
    expect(rows[0]?.line).toBe(3);
  });

  test('skips a preamble and keeps its text', async () => {
    const { table, rows } = await read('Campaign report\n"September 1, 2026 - September 3, 2026"\nDay,Campaign,Cost\n2026-09-01,Brand,1.00\n');
    expect(table.preamble).toEqual(['Campaign report', '"September 1, 2026 - September 3, 2026"']);
    expect(table.header).toEqual(['Day', 'Campaign', 'Cost']);
    expect(rows).toMatchObject([{ line: 4, cells: ['2026-09-01', 'Brand', '1.00'] }]);
  });

  test('skips a preamble that a spreadsheet padded with delimiters', async () => {
    const { table } = await read('My report,,,\n,,,\nday,source,cost,clicks\n2026-01-01,google,1,2\n');
    expect(table).toMatchObject({ headerLine: 3, header: ['day', 'source', 'cost', 'clicks'] });
  });

  test('finds the header where rows end in one delimiter more, or in too few', async () => {
    expect((await read('a,b,c\n1,2,3,\n4,5,6,\n')).cells).toEqual([['1', '2', '3'], ['4', '5', '6']]);
    const short = await read('a,b,c,d\n1,2,3\n4,5,6\n');
    expect([short.table.header, short.rows.map((r) => r.problem?.reason)]).toEqual([['a', 'b', 'c', 'd'], ['it has 3 cells where the header has 4', 'it has 3 cells where the header has 4']]);
  });

  test('numbers duplicate names and drops trailing empty columns', async () => {
    const { table, cells } = await read('Name,Name,,Email,Name,,\nAnn,Lee,x,a@b.example,z,,\n');
    expect(table.header).toEqual(['Name', 'Name (2)', 'column 3', 'Email', 'Name (3)']);
    expect(cells).toEqual([['Ann', 'Lee', 'x', 'a@b.example', 'z']]);
  });

  test('takes the header from the line it is told, or names from outside', async () => {
    expect((await read('x,y\na,b\n1,2\n', { headerRow: 2 })).table.header).toEqual(['a', 'b']);
    const { table, rows } = await read('1,2\n3,4\n', { columns: ['a', 'b'] });
    expect([table.header, rows.map((r) => r.line)]).toEqual([['a', 'b'], [1, 2]]);
  });

  test('reads a single column', async () => {
    const { table, cells } = await read('email\na@b.example\nc@d.example\n');
    expect([table.header, cells]).toEqual([['email'], [['a@b.example'], ['c@d.example']]]);
  });
});

describe('quotes', () => {
  const text = 'id,text,n\r\n1,"two\r\nlines",a\r\n2,"say ""hi"", twice",b\r\n3, "spaced, quoted" ,c\r\n4,5" pipe,d\r\n5,"",e\r\n';
  const expected = [['1', 'two\r\nlines', 'a'], ['2', 'say "hi", twice', 'b'], ['3', 'spaced, quoted', 'c'], ['4', '5" pipe', 'd'], ['5', '', 'e']];

  test('keep delimiters, line breaks and doubled quotes, with true line numbers', async () => {
    const { rows, cells } = await read(text);
    expect(cells).toEqual(expected);
    expect(rows.map((r) => r.line)).toEqual([2, 4, 5, 6, 7]);
  });

  test.each([1, 2, 3, 7, 64])('give the same rows when the bytes come in pieces of %i', async (size) => {
    const long = text + Array.from({ length: 6000 }, (_, i) => `${i},"a ""quoted"", ${'x'.repeat(50)}\nline",z`).join('\n');
    const whole = await read(long);
    const pieces = await read(inPieces(long, size === 1 ? 997 : size * 1000 + 1));
    expect(pieces.rows).toEqual(whole.rows);
    expect(whole.rows.at(-1)?.line).toBe(8 + 2 * 5999);
  });

  test('left open cost one row, not the rest of the file', async () => {
    const { rows, cells } = await read('id,text,n\n1,"open,a\n2,b,b\n3,"fine, really",c\n4,d,d\n');
    expect(rows.filter((r) => r.problem)).toMatchObject([{ line: 2, problem: { reason: 'a quotation mark opens a cell and is never closed' } }]);
    expect(cells.map((c) => c[0])).toEqual(['2', '3', '4']);
  });

  test('left open in the last of the quoted cells cost one row too', async () => {
    const tail = Array.from({ length: 100_000 }, (_, i) => `${i},plain,x`).join('\n');
    const { rows, cells } = await read(`id,text,n\n1,"open,a\n${tail}\n`);
    expect(rows.filter((r) => r.problem).map((r) => r.line)).toEqual([2]);
    expect(cells).toHaveLength(100_000);
  });

  test('that close by chance further down do not swallow the rows between', async () => {
    const { rows, cells } = await read('id,text,n\n1,"open,a\n2,b,b\n3,c,c\n4,d",d,e\n5,e,e\n');
    expect(rows.filter((r) => r.problem).map((r) => r.line)).toEqual([2, 5]);
    expect(cells.map((c) => c[0])).toEqual(['2', '3', '5']);
  });

  test('not doubled inside a quoted cell are a problem of that row', async () => {
    const { rows } = await read('id,text\n1,"Rock "n" Roll"\n2,fine\n');
    expect(rows).toMatchObject([{ line: 2, problem: { reason: 'text follows the closing quotation mark of a cell' } }, { line: 3, cells: ['2', 'fine'] }]);
  });
});

describe('damaged rows', () => {
  test('with too few or too many cells are refused with their line', async () => {
    const { rows, cells } = await read('a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3,,\n');
    expect(rows.filter((r) => r.problem).map((r) => [r.line, r.problem?.reason])).toEqual([
      [3, 'it has 2 cells where the header has 3'],
      [4, 'it has 4 cells where the header has 3'],
    ]);
    expect(cells).toHaveLength(2);
  });

  test('may be filled up on request', async () => {
    expect((await read('a,b,c\n1\n', { shortRows: 'fill' })).cells).toEqual([['1', '', '']]);
  });

  test('of a file cut off in mid-row are told', async () => {
    const { rows } = await read('a,b,c\n1,2,3\n4,"fi');
    expect(rows).toMatchObject([{ line: 2, problem: undefined }, { line: 3, problem: { reason: 'a quotation mark opens a cell and is never closed' } }]);
  });

  test('of enormous length are skipped', async () => {
    const { rows, cells } = await read(inPieces(`a,b\n1,2\n${'x'.repeat(9_000_000)}\n3,4\n`, 100_000));
    expect(cells).toEqual([['1', '2'], ['3', '4']]);
    expect(rows[1]).toMatchObject({ line: 3, problem: { reason: 'the line is longer than 4 MB' } });
    expect(rows[2]?.line).toBe(4);
  });
});

describe('lines that are no data', () => {
  test('are skipped with the reason: blanks, a repeated header, a footer', async () => {
    const { rows } = await read('Id,Name,City\n1,Ann,Brno\n\n,,\nId,Name,City\n2,Bo,Oslo\n\n"Leads report"\n"Copyright (c) 2026"\n"Confidential Information - Do Not Distribute"\n');
    expect(rows.map((r) => r.skipped ?? r.cells[1])).toEqual(['Ann', 'blank line', 'blank line', 'repeated header', 'Bo', 'blank line', 'footer', 'footer', 'footer']);
  });

  test('are a footer in its own words, also where commas cut it', async () => {
    const { rows } = await read('Id,Name,City,Country\n1,Ann,Brno,CZ\n\n"Leads report"\nCopyright (c) 2026 salesforce.com, inc.\nRun by: Lee, Ann, 5/31/2026\nAcme, Inc.\n');
    expect(rows.map((r) => r.skipped ?? r.cells[1])).toEqual(['Ann', 'blank line', 'footer', 'footer', 'footer', 'footer']);
  });

  test('are no footer when rows follow', async () => {
    const { rows } = await read('a,b,c\n1,2,3\n\nstray\n4,5,6\n');
    expect(rows.find((r) => r.line === 4)?.problem?.reason).toBe('it has 1 cells where the header has 3');
  });
});

describe('encodings', () => {
  const text = 'Město;Škoda;Zeitraum\nPlzeň;1 234,50 €;März\n';
  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16LE with a mark', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16BE with a mark', iconv.encode(text, 'utf-16be', { addBOM: true })],
    ['UTF-16LE without', Buffer.from(text.replace(/[ěŠňř]/g, 'e'), 'utf16le')],
  ])('%s is recognised', async (name, bytes) => {
    const { table, cells } = await read(bytes);
    expect(table.header[2]).toBe('Zeitraum');
    expect(cells[0]).toEqual([name === 'UTF-16LE without' ? 'Plzee' : 'Plzeň', '1 234,50 €', 'März']);
  });

  test('Windows-1252 is what is no UTF-8, also when that shows late', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `plain,${i}`).join('\n');
    const { cells } = await read(inPieces(Buffer.concat([Buffer.from(`name,n\n${rows}\n`), iconv.encode('Müller – “Söhne”,1\n', 'windows-1252')]), 65_536));
    expect(cells.at(-1)).toEqual(['Müller – “Söhne”', '1']);
  });

  test('UTF-8 with one foreign line keeps both readable', async () => {
    const { cells } = await read(Buffer.concat([Buffer.from('name,n\nPlzeň,1\n'), iconv.encode('Müller,2\n', 'windows-1252')]));
    expect(cells).toEqual([['Plzeň', '1'], ['Müller', '2']]);
  });

  test('a named one is used, an unknown one refused with the nearest', async () => {
    expect((await read(iconv.encode('město,n\nPlzeň,1\n', 'windows-1250'), { encoding: 'windows-1250' })).cells).toEqual([['Plzeň', '1']]);
    await expect(read('a,b\n', { encoding: 'windows-1225' })).rejects.toMatchObject({ code: 'mapping_invalid', hint: expect.stringContaining('windows-125') });
  });

  test('old line ends of a single carriage return are read', async () => {
    expect((await read('a,b\r1,2\r3,"4\r5"\r')).cells).toEqual([['1', '2'], ['3', '4\n5']]);
  });
});

describe('what is no table', () => {
  test.each([
    ['a workbook', Buffer.from('PK\u0003\u0004 \0\0 [Content_Types].xml xl/workbook.xml'), 'an Excel workbook; save it as CSV'],
    ['an archive', Buffer.from('PK\u0003\u0004 \0\0 some.txt'), 'a zip archive'],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'an old Excel workbook'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'a PDF'],
    ['an image', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), 'a PNG image'],
    ['binary data', Buffer.from([1, 2, 0, 0, 3, 65, 0, 0, 7]), 'binary data'],
    ['binary data without a NUL', Buffer.from(Array.from({ length: 4096 }, (_, i) => ((i * 151) % 255) + 1)), 'binary data'],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 97, 0, 0, 0, 44, 0, 0, 0, 98, 0, 0, 0, 10, 0, 0, 0]), 'UTF-32'],
    ['an empty zip archive', Buffer.from([0x50, 0x4b, 5, 6, ...new Array<number>(18).fill(0)]), 'empty zip'],
    ['JSON', Buffer.from('[{"a": 1}]'), 'a JSON document'],
    ['a web page', Buffer.from('<!DOCTYPE html><html>'), 'an HTML page'],
    ['nothing', Buffer.from(''), 'an empty file'],
    ['blank lines', Buffer.from('\n\n'), 'an empty file'],
  ])('%s is refused by its name', async (_, bytes, found) => {
    const error = await refusal(bytes);
    expect(error.code).toBe('wrong_file');
    expect(error.message).toContain(found);
    expect(error.hint).toBe('Expected a table.');
  });
});
