// Finds how a text is laid out as a table: its delimiter, the line its header stands on, the names in it.
import { RecordSplitter, type RawRecord } from './split-records.js';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** A delimiter shows in this many characters. */
const ENOUGH_TEXT = 64 * 1024;
/** `sep=;` on the first line, as Excel writes and reads it. */
const SEP_LINE = /^\ufeff?sep=([,;\t|])\r?\n/i;

const filled = (cells: readonly string[]): number => cells.reduce((n, c) => (c.trim() === '' ? n : n + 1), 0);

/** Records of a sample; its last, perhaps cut one is left out unless the sample is the whole text. */
export function sampleRecords(text: string, delimiter: string, whole: boolean): RawRecord[] {
  const splitter = new RecordSplitter(delimiter, undefined);
  const records = splitter.push(text);
  if (whole || records.length === 0) records.push(...splitter.end());
  return SEP_LINE.test(text) ? records.slice(1) : records;
}

/** The number of cells most records have, and the share of them that do; blank lines are not counted. */
export function commonWidth(records: readonly RawRecord[]): { width: number; share: number } {
  const counts = new Map<number, number>();
  let total = 0;
  for (const { cells } of records) {
    if (filled(cells) === 0) continue;
    total++;
    counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  }
  let width = 1;
  let most = 0;
  for (const [cells, n] of counts) {
    // Of equally common widths the wider is the table: a preamble is narrow.
    if (n > most || (n === most && cells > width)) {
      width = cells;
      most = n;
    }
  }
  return { width, share: total === 0 ? 0 : most / total };
}

/** The delimiter under which most records have the same number of cells, two at least; a comma when none does. */
export function detectDelimiter(whole: string, isAll: boolean): Delimiter {
  const text = whole.slice(0, ENOUGH_TEXT);
  const named = SEP_LINE.exec(text)?.[1];
  for (const d of DELIMITERS) if (d === named) return d;
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    if (!text.includes(delimiter)) continue;
    const records = sampleRecords(text, delimiter, isAll && text.length === whole.length);
    const { width, share } = commonWidth(records);
    if (width < 2) continue;
    const faults = records.filter((r) => r.fault !== undefined).length / records.length;
    const score = share * share * (1 - faults) * Math.log2(1 + Math.min(width, 60));
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/**
 * The record that names the columns: the first as wide as most records with at least half of its cells filled,
 * or one before it that names as many columns as the rows fill (rows may end in a delimiter more, or too early).
 * Lines before it are a preamble.
 * @param isHeader what a connector knows of its header; asked first, over every record of the sample
 */
export function findHeader(records: readonly RawRecord[], isHeader?: (cells: readonly string[]) => boolean): RawRecord | undefined {
  if (isHeader !== undefined) {
    const named = records.find((r) => r.fault === undefined && isHeader(r.cells));
    if (named !== undefined) return named;
  }
  const { width } = commonWidth(records);
  const used = lastFilled(records, width);
  const first = records.findIndex((r) => {
    if (r.fault !== undefined || r.cells.length !== width) return false;
    const n = filled(r.cells);
    return n > 0 && n >= used / 2;
  });
  const before = records.slice(0, Math.max(first, 0)).filter((r) => r.fault === undefined && r.cells.length > 1 && filled(r.cells) >= used).at(-1);
  return before ?? records[first];
}

/** How many of `width` columns hold anything in any record. */
function lastFilled(records: readonly RawRecord[], width: number): number {
  let last = 0;
  for (const { cells } of records) {
    if (cells.length !== width) continue;
    for (let i = width - 1; i >= last; i--) {
      if ((cells[i] ?? '').trim() === '') continue;
      last = i + 1;
      break;
    }
  }
  return last;
}

/**
 * Column names as rows are addressed by: trimmed, trailing empty ones dropped, a repeated one
 * numbered (`Name`, `Name (2)`), an empty one between others named by its place (`column 3`).
 */
export function nameColumns(cells: readonly string[]): string[] {
  let width = cells.length;
  while (width > 1 && (cells[width - 1] ?? '').trim() === '') width--;
  const taken = new Set<string>();
  return cells.slice(0, width).map((cell, i) => {
    const plain = cell.replace(/^\ufeff/, '').replace(/\s+/g, ' ').trim() || `column ${i + 1}`;
    let name = plain;
    for (let n = 2; taken.has(name); n++) name = `${plain} (${n})`;
    taken.add(name);
    return name;
  });
}
