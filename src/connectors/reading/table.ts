// Opens a file of delimited text as a table: finds encoding, delimiter, preamble and header, then streams
// its rows in batches with their line numbers. What a row means is the connector's business.
import { AppError } from '../../shared/errors.js';
import type { RowProblem, SourceFile } from '../connector.js';
import { checkEncoding, decodeText, readHead, refuseForeign } from './decode.js';
import { detectDelimiter, findHeader, nameColumns, sampleRecords, type Delimiter } from './detect-layout.js';
import { RecordSplitter, type RawRecord } from './split-records.js';

export interface TableOptions {
  /** Name of the connector that reads, for errors. */
  readonly connector: string;
  /** What that connector expects, for errors: "a CSV file with a header row". */
  readonly expected: string;
  readonly delimiter?: Delimiter | undefined;
  readonly encoding?: string | undefined;
  /** 1-based line on which the header stands. */
  readonly headerRow?: number | undefined;
  /** Names for a file that has no header. */
  readonly columns?: readonly string[] | undefined;
  /** Tells the header from a preamble where a connector knows it. */
  readonly isHeader?: ((cells: readonly string[]) => boolean) | undefined;
  /** `fill`: a row that ends early has empty cells at its end; `refuse` (default): it is damaged. */
  readonly shortRows?: 'refuse' | 'fill' | undefined;
}

/** One record below the header: cells of the header's width, or why it is no row. */
export interface TableRow {
  readonly line: number;
  readonly cells: string[];
  readonly problem: RowProblem | undefined;
  /** Why it is no data: a blank line, a footer, a repeated header. */
  readonly skipped: string | undefined;
}

export interface Table {
  readonly header: readonly string[];
  readonly headerLine: number;
  readonly delimiter: Delimiter;
  /** Text of the lines before the header. */
  readonly preamble: readonly string[];
  /** Good rows from the file's start, for deciding on formats. */
  readonly sample: readonly (readonly string[])[];
  /** Whether the sample is the whole file. */
  readonly sampleIsAll: boolean;
  /** All rows, from the first; may be called again. Batches of some hundred at most, unless rows are very short. */
  rows(): AsyncGenerator<TableRow[]>;
}

/** Characters that are cut into rows at a time. */
const PORTION = 16 * 1024;
const SAMPLE_BYTES = 512 * 1024;
const SAMPLE_ROWS = 5_000;
/** Lines in which a header is looked for. */
const HEADER_WITHIN = 100;

/**
 * @throws AppError wrong_file when the bytes are no text or hold no table
 * @throws AppError mapping_invalid for an unknown encoding or a header row beyond the sample
 */
export async function openTable(file: SourceFile, options: TableOptions): Promise<Table> {
  const { connector, expected } = options;
  if (options.encoding !== undefined) checkEncoding(options.encoding);
  refuseForeign(file, await readHead(file, 8192), connector, expected);

  const { text, whole } = await readSample(file, options.encoding);
  const oldMac = !text.includes('\n') && text.includes('\r');
  const sampleText = oldMac ? text.replaceAll('\r', '\n') : text;
  const delimiter = options.delimiter ?? detectDelimiter(sampleText, whole);
  const records = sampleRecords(sampleText, delimiter, whole);
  const headerRecord = chooseHeader(records, options, file);
  const header = options.columns ?? nameColumns(headerRecord?.cells ?? []);
  const headerLine = headerRecord?.line ?? 0;
  const width = options.columns === undefined ? (headerRecord?.cells.length ?? header.length) : undefined;
  const lines = sampleText.split('\n');
  const preamble = headerLine > 1 ? lines.slice(0, headerLine - 1).map((l) => l.replace(/\r$/, '')) : [];

  const shape: Shape = { header, headerCells: headerRecord?.cells, headerLine, fill: options.shortRows === 'fill' };
  const sampler = new RowShaper(shape);
  const sample: string[][] = [];
  for (const row of sampler.shape(records)) {
    if (sample.length >= SAMPLE_ROWS) break;
    if (row.problem === undefined && row.skipped === undefined) sample.push(row.cells);
  }

  return {
    header, headerLine, delimiter, preamble, sample,
    sampleIsAll: whole && sample.length < SAMPLE_ROWS,
    async *rows() {
      const splitter = new RecordSplitter(delimiter, width);
      const shaper = new RowShaper(shape);
      for await (const piece of decodeText(file, options.encoding)) {
        for (const portion of portions(oldMac ? piece.replaceAll('\r', '\n') : piece)) {
          const batch = shaper.shape(splitter.push(portion));
          if (batch.length > 0) yield batch;
        }
      }
      const last = [...shaper.shape(splitter.end()), ...shaper.end()];
      if (last.length > 0) yield last;
    },
  };
}

/** Whole lines of a text, so few at a time that what is made of them is gone again before memory is tidied up: keeping it alive longer costs more than reading it. */
function* portions(text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const feed = text.indexOf('\n', from + PORTION);
    const until = feed < 0 ? text.length : feed + 1;
    yield text.slice(from, until);
    from = until;
  }
}

async function readSample(file: SourceFile, encoding: string | undefined): Promise<{ text: string; whole: boolean }> {
  let text = '';
  for await (const piece of decodeText(file, encoding)) {
    text += piece;
    if (text.length >= SAMPLE_BYTES) return { text, whole: false };
  }
  return { text, whole: true };
}

function chooseHeader(records: readonly RawRecord[], options: TableOptions, file: SourceFile): RawRecord | undefined {
  if (options.columns !== undefined) return undefined;
  const { headerRow } = options;
  if (headerRow !== undefined) {
    const record = records.find((r) => r.line === headerRow);
    if (record !== undefined) return record;
    throw new AppError('mapping_invalid', { reason: `headerRow is ${headerRow}, but no row begins on that line.`, remedy: 'Give the line on which the column names stand, counted from 1, or leave headerRow out.' });
  }
  const header = findHeader(records.slice(0, Math.max(HEADER_WITHIN, 1)), options.isHeader);
  if (header === undefined) throw new AppError('wrong_file', { file: file.name, connector: options.connector, found: 'it holds no table', expected: options.expected });
  return header;
}

interface Shape {
  readonly header: readonly string[];
  readonly headerCells: readonly string[] | undefined;
  readonly headerLine: number;
  readonly fill: boolean;
}

/** More lines than this after the last row are no footer. */
const LONGEST_FOOTER = 50;
/** Salesforce, Stripe and others end a report with lines that are no rows. */
const FOOTER = /^"?(copyright\b|©|confidential information|generated (by|on)|run (by|on)\b|report (name|generated|run)|exported (by|on)|filtered by|grand total)/i;

/** Fits records to the header's width and holds back short ones until it is clear whether they are a footer. */
class RowShaper {
  private held: TableRow[] = [];
  private blankBefore = false;
  private readonly width: number;

  constructor(private readonly table: Shape) {
    this.width = table.header.length;
  }

  shape(records: RawRecord[]): TableRow[] {
    const { width } = this;
    const { headerLine, headerCells } = this.table;
    const out: TableRow[] = [];
    for (const record of records) {
      if (record.line <= headerLine) continue;
      const { cells, line } = record;
      if (cells[0] === '' && isBlank(cells)) {
        this.blankBefore = true;
        (this.held.length > 0 ? this.held : out).push({ line, cells: [], problem: undefined, skipped: 'blank line' });
        continue;
      }
      if (record.fault !== undefined) {
        this.release(out);
        out.push(refused(record, record.fault, 'Close the quotation mark, and write one inside a quoted cell twice.'));
        continue;
      }
      if (cells.length === width || this.fit(cells)) {
        if (this.held.length > 0) this.release(out);
        this.blankBefore = false;
        if (headerCells !== undefined && cells[0] === headerCells[0] && cells.every((c, i) => c === headerCells[i])) out.push({ line, cells, problem: undefined, skipped: 'repeated header' });
        else out.push({ line, cells, problem: undefined, skipped: undefined });
        continue;
      }
      const row = refused(record, `it has ${cells.length} cells where the header has ${width}`, cells.length < width
        ? 'Look for a line break in a cell without quotation marks, or a missing delimiter; a file cut off ends like this too.'
        : 'Put a cell that holds the delimiter into quotation marks.');
      // One lone cell may be a footer, and so may a line in a footer's words that commas cut; that shows only when nothing but such lines follows.
      const begins = FOOTER.test(cells[0] ?? '') || (cells.length === 1 && this.blankBefore);
      const goesOn = this.held.length > 0 && (cells.length === 1 || (cells.length < 4 && this.held.some((r) => FOOTER.test(r.cells[0] ?? ''))));
      if (width > 2 && this.held.length < LONGEST_FOOTER && (begins || goesOn)) this.held.push(row);
      else {
        this.release(out);
        out.push(row);
      }
    }
    return out;
  }

  end(): TableRow[] {
    const footer = this.held.map((r) => (r.skipped === undefined ? { ...r, problem: undefined, skipped: 'footer' } : r));
    this.held = [];
    return footer;
  }

  private release(out: TableRow[]): void {
    out.push(...this.held);
    this.held = [];
    this.blankBefore = false;
  }

  /** Drops empty cells beyond the header's last name; fills a short row where that is asked for. */
  private fit(cells: string[]): boolean {
    const { width } = this;
    if (cells.length < width) {
      if (!this.table.fill) return false;
      while (cells.length < width) cells.push('');
      return true;
    }
    for (let i = width; i < cells.length; i++) if ((cells[i] ?? '').trim() !== '') return false;
    cells.length = width;
    return true;
  }
}

const refused = (record: RawRecord, reason: string, remedy: string): TableRow => ({ line: record.line, cells: record.cells, problem: { reason, remedy }, skipped: undefined });

const isBlank = (cells: readonly string[]): boolean => cells.every((c) => c === '' || c.trim() === '');

