// Cuts delimited text into records with their true line numbers, streaming. Own code because neither
// library does all of it: csv-parse reads a tenth as fast, uDSV neither counts lines nor survives a
// stray quotation mark. Which record is the header, and how many cells it needs, is the table's business.

/** A record as it stands in the file; `fault` says why its quoting can't be followed. */
export interface RawRecord {
  /** 1-based line of the file on which the record begins. */
  readonly line: number;
  cells: string[];
  readonly fault: string | undefined;
}

/** A quoted cell longer than this is taken for a quotation mark that was never closed. */
export const LONGEST_CELL = 1024 * 1024;
/** A line longer than this is skipped and refused. */
export const LONGEST_LINE = 4 * 1024 * 1024;

const UNCLOSED = 'a quotation mark opens a cell and is never closed';
const AFTER_QUOTE = 'text follows the closing quotation mark of a cell';
const TOO_LONG = 'the line is longer than 4 MB';

type Scan = { readonly end: number; readonly cells: string[]; readonly next: number } | { readonly fault: string } | 'more';

/**
 * Push text in, get complete records out; `end` gives the rest. Only the unfinished record is kept.
 * A record whose quoting is broken costs its first line only: cutting goes on with the line after it.
 * So does a record over several lines with the wrong number of cells, when a line inside it has the right one.
 */
export class RecordSplitter {
  private rest = '';
  private line = 1;
  private skipping = false;

  /**
   * @param delimiter one character
   * @param width number of cells a record should have; undefined before the header is known
   */
  constructor(
    private readonly delimiter: string,
    private readonly width: number | undefined,
  ) {}

  push(text: string): RawRecord[] {
    return this.cut(this.rest === '' ? text : this.rest + text, false);
  }

  end(): RawRecord[] {
    return this.cut(this.rest, true);
  }

  private cut(text: string, atEnd: boolean): RawRecord[] {
    const out: RawRecord[] = [];
    const { delimiter } = this;
    let position = 0;
    if (this.skipping) {
      const feed = text.indexOf('\n');
      if (feed < 0 && !atEnd) {
        this.rest = '';
        return out;
      }
      this.skipping = false;
      this.line++;
      position = feed < 0 ? text.length : feed + 1;
    }
    let quote = text.indexOf('"', position);
    while (position < text.length) {
      let feed = text.indexOf('\n', position);
      if (feed < 0) {
        if (!atEnd && text.length - position > LONGEST_LINE) {
          out.push({ line: this.line, cells: [text.slice(position, position + 200)], fault: TOO_LONG });
          this.skipping = true;
          this.rest = '';
          return out;
        }
        if (!atEnd) break;
        feed = text.length;
      }
      if (quote >= 0 && quote < position) quote = text.indexOf('"', position);
      if (quote < 0 || quote > feed) {
        const end = feed > position && text.charCodeAt(feed - 1) === 13 ? feed - 1 : feed;
        out.push({ line: this.line++, cells: text.slice(position, end).split(delimiter), fault: undefined });
        position = feed + 1;
        continue;
      }
      const scan = this.scan(text, position, feed, atEnd);
      if (scan === 'more') break;
      if ('fault' in scan) {
        const end = feed > position && text.charCodeAt(feed - 1) === 13 ? feed - 1 : feed;
        out.push({ line: this.line++, cells: text.slice(position, end).split(delimiter), fault: scan.fault });
        position = feed + 1;
        continue;
      }
      out.push({ line: this.line, cells: scan.cells, fault: undefined });
      this.line++;
      for (let at = feed; at >= 0 && at < scan.end; at = text.indexOf('\n', at + 1)) this.line++;
      position = scan.next;
    }
    this.rest = position < text.length ? text.slice(position) : '';
    return out;
  }

  /** Reads one record that holds a quotation mark. `feed` is the first line's end. */
  private scan(text: string, from: number, feed: number, atEnd: boolean): Scan {
    const { delimiter } = this;
    const separator = delimiter.charCodeAt(0);
    const cells: string[] = [];
    let position = from;
    let lineEnd = feed;
    for (;;) {
      let start = position;
      while (text.charCodeAt(start) === 32) start++;
      if (text.charCodeAt(start) !== 34) {
        // An unquoted cell: a quotation mark inside it is just a character.
        const next = text.indexOf(delimiter, position);
        if (next >= 0 && next < lineEnd) {
          cells.push(text.slice(position, next));
          position = next + 1;
          continue;
        }
        const end = lineEnd > position && text.charCodeAt(lineEnd - 1) === 13 ? lineEnd - 1 : lineEnd;
        cells.push(text.slice(position, end));
        return this.settle(text, feed, { end: lineEnd, cells, next: lineEnd + 1 });
      }
      let close = start + 1;
      let escaped = false;
      for (;;) {
        close = text.indexOf('"', close);
        if (close < 0) {
          if (atEnd || text.length - start > LONGEST_CELL) return { fault: UNCLOSED };
          return 'more';
        }
        if (close + 1 >= text.length && !atEnd) return 'more';
        if (text.charCodeAt(close + 1) !== 34) break;
        escaped = true;
        close += 2;
      }
      if (close - start > LONGEST_CELL) return { fault: UNCLOSED };
      const value = text.slice(start + 1, close);
      cells.push(escaped ? value.replaceAll('""', '"') : value);
      let after = close + 1;
      while (text.charCodeAt(after) === 32) after++;
      if (text.charCodeAt(after) === separator) {
        position = after + 1;
        if (position > lineEnd) {
          lineEnd = text.indexOf('\n', position);
          if (lineEnd < 0) {
            if (!atEnd) return 'more';
            lineEnd = text.length;
          }
        }
        continue;
      }
      if (text.charCodeAt(after) === 13) after++;
      if (after >= text.length) {
        if (!atEnd) return 'more';
        return this.settle(text, feed, { end: text.length, cells, next: text.length });
      }
      if (text.charCodeAt(after) !== 10) return { fault: close > feed ? UNCLOSED : AFTER_QUOTE };
      return this.settle(text, feed, { end: after, cells, next: after + 1 });
    }
  }

  /** Takes back a record that swallowed whole rows: several lines, wrong width, and a line inside of the right width. */
  private settle(text: string, feed: number, record: { end: number; cells: string[]; next: number }): Scan {
    if (this.width === undefined || record.end <= feed || record.cells.length === this.width) return record;
    for (let at = feed + 1; at < record.end; ) {
      const next = text.indexOf('\n', at);
      const until = next < 0 ? record.end : Math.min(next, record.end);
      if (text.slice(at, until).split(this.delimiter).length === this.width) return { fault: UNCLOSED };
      at = until + 1;
    }
    return record;
  }
}
