// The report drawn on one sheet of A4, whatever draws it: where each text stands, in what size, and what is said when not all has room.
import { createRequire } from 'node:module';
import type { ReportDocument } from '../../shared/api/report.js';
import { drawnText, UNKNOWN_GLYPH } from './drawn-text.js';
import { reportSheet, type SheetCell, type SheetTable } from './report-sheet.js';

const find = createRequire(import.meta.url).resolve;
/** Files of DejaVu Sans (Bitstream Vera's licence): Latin, Greek, Cyrillic, Arabic, Hebrew, Armenian and Georgian. */
export const FONTS = { plain: find('@fontsource/dejavu-sans/files/dejavu-sans-latin-400-normal.woff'), bold: find('@fontsource/dejavu-sans/files/dejavu-sans-latin-700-normal.woff') };
export type Weight = keyof typeof FONTS;

/** Points. */
export const PAGE = { width: 595.28, height: 841.89, margin: 40 };
const WIDTH = PAGE.width - 2 * PAGE.margin;
/** Between two columns, and the least that names get. */
const PADDING = 8;
const LEAST_WORDS = 70;
/** Height of a line, in its size. */
const LINE = 1.35;
/** Sizes of the text, the largest first: the first at which all fits on the sheet is taken. */
const SIZES = [8.5, 7.5, 6.5, 5.5] as const;
const COLOURS = { plain: '#1b2430', soft: '#5c6773', good: '#1a6b3c', bad: '#a3322a', line: '#dcd8cf' } as const;

export interface Style {
  readonly size: number;
  readonly weight?: Weight;
  readonly colour?: keyof typeof COLOURS;
}

/** What can draw a sheet. Points from the upper left corner; a text stands below its y. */
export interface Surface {
  width(text: string, style: Style): number;
  text(text: string, x: number, y: number, style: Style, colour: string): void;
  rule(from: number, to: number, y: number, colour: string): void;
}

/** Draws down the sheet; what has no room any more is left out, and said. */
class Sheet {
  private y = PAGE.margin;
  private unknown = false;
  full = false;

  constructor(private readonly surface: Surface, readonly size: number) {}

  /** Width of a text in a style. */
  private width(text: string, style: Style): number {
    return this.surface.width(text, style);
  }

  private put(text: string, x: number, y: number, style: Style): void {
    const { pieces, unknown } = drawnText(text);
    this.unknown ||= unknown;
    let at = x;
    for (const piece of pieces) {
      this.surface.text(piece, at, y, style, COLOURS[style.colour ?? 'plain']);
      at += this.width(piece, style);
    }
  }

  /** Lines of a text within a width, broken between words; words that are too long are cut. */
  private lines(text: string, width: number, style: Style): string[] {
    const lines: string[] = [];
    let line = '';
    for (const word of text.split(' ')) {
      let rest = word;
      while (rest.length > 1 && this.width(rest, style) > width) rest = `${rest.slice(0, rest.endsWith('…') ? -2 : -1)}…`;
      const longer = line === '' ? rest : `${line} ${rest}`;
      if (line !== '' && this.width(longer, style) > width) {
        lines.push(line);
        line = rest;
      } else line = longer;
    }
    return [...lines, line];
  }

  /** Whether there is room above the line that `end` may have to draw. */
  private room(height: number): boolean {
    this.full ||= this.y + height > PAGE.height - PAGE.margin - 2 * this.size * LINE;
    return !this.full;
  }

  /** Says at the foot what the sheet could not show. */
  end(link: string): void {
    const said = [
      ...(this.full ? [`Not all has room on this sheet: the rest stands at ${link}`] : []),
      ...(this.unknown ? [`${UNKNOWN_GLYPH} stands for characters that this sheet's font does not have.`] : []),
    ];
    this.y = this.full ? PAGE.height - PAGE.margin - 2 * this.size * LINE : this.y;
    for (const text of said) {
      this.put(text, PAGE.margin, this.y, { size: this.size, colour: 'soft' });
      this.y += this.size * LINE;
    }
  }

  /** A paragraph over the sheet's width. @param after space below, in lines */
  say(text: string, style: Style, after = 0.4): void {
    const lines = this.lines(text, WIDTH, style);
    if (!this.room(lines.length * style.size * LINE)) return;
    for (const line of lines) {
      this.put(line, PAGE.margin, this.y, style);
      this.y += style.size * LINE;
    }
    this.y += after * style.size;
  }

  /** The large figures, side by side. */
  lead(figures: readonly { label: string; value: string; note: SheetCell }[]): void {
    const width = WIDTH / Math.max(1, figures.length);
    if (!this.room(this.size * 6)) return;
    const top = this.y;
    figures.forEach(({ label, value, note }, i) => {
      const x = PAGE.margin + i * width;
      this.put(label, x, top, { size: this.size });
      this.put(value, x, top + this.size * 1.4, { size: this.size * 2.1, weight: 'bold' });
      this.lines(note.text, width - 10, { size: this.size }).slice(0, 2).forEach((line, n) => { this.put(line, x, top + this.size * (4.2 + n * LINE), { size: this.size, colour: note.tone === 'plain' ? 'soft' : note.tone }); });
    });
    this.y = top + this.size * 7.2;
  }

  table({ heading, columns, rows, total, empty, words }: SheetTable): void {
    this.say(heading, { size: this.size * 1.25, weight: 'bold' }, 0.2);
    if (rows.length === 0) {
      this.say(empty, { size: this.size }, 0.8);
      return;
    }
    const widths = this.widths(columns, total === undefined ? rows : [...rows, total], words);
    this.row(columns.map((text) => ({ text, tone: 'plain' })), widths, words, { size: this.size, weight: 'bold', colour: 'soft' }, true);
    for (const cells of rows) this.row(cells, widths, words, { size: this.size });
    if (total !== undefined) this.row(total, widths, words, { size: this.size, weight: 'bold' });
    this.y += this.size * 0.8;
  }

  /** Columns of numbers as wide as they need, since no figure is ever cut; columns of words share the rest by what they hold. */
  private widths(columns: readonly string[], rows: readonly (readonly SheetCell[])[], words: readonly number[]): number[] {
    const style: Style = { size: this.size, weight: 'bold' };
    const needed = columns.map((title, i) => Math.max(this.longestWord(title, style), ...rows.map((cells) => this.width(cells[i]?.text ?? '', style))) + PADDING);
    const sum = (list: readonly number[]): number => list.reduce((total, width) => total + width, 0);
    const rest = WIDTH - sum(needed.filter((_, i) => !words.includes(i)));
    // Too narrow for words: at a smaller size there is more room.
    this.full ||= rest < LEAST_WORDS;
    // A long text wraps: it counts for no more than half of the sheet.
    const asked = needed.map((width, i) => (words.includes(i) ? Math.min(width, WIDTH / 2) : 0));
    return needed.map((width, i) => (words.includes(i) ? ((asked[i] ?? 0) / Math.max(1, sum(asked))) * Math.max(LEAST_WORDS, rest) : width));
  }

  private longestWord(text: string, style: Style): number {
    return Math.max(...text.split(' ').map((word) => this.width(word, style)));
  }

  private row(cells: readonly SheetCell[], widths: readonly number[], words: readonly number[], style: Style, head = false): void {
    const wrapped = cells.map(({ text }, i) => (words.includes(i) || head ? this.lines(text, (widths[i] ?? 0) - PADDING / 2, style) : [text]));
    const height = Math.max(...wrapped.map((lines) => lines.length)) * this.size * 1.3 + 3;
    if (!this.room(height)) return;
    let x = PAGE.margin;
    cells.forEach(({ tone }, i) => {
      const width = widths[i] ?? 0;
      wrapped[i]?.forEach((line, n) => {
        const left = words.includes(i) ? x : x + width - this.width(line, style);
        this.put(line, left, this.y + n * this.size * 1.3, { ...style, ...(tone !== 'plain' && { colour: tone }) });
      });
      x += width;
    });
    this.surface.rule(PAGE.margin, PAGE.width - PAGE.margin, this.y + height - 2, COLOURS.line);
    this.y += height;
  }
}

function drawAt(size: number, report: ReportDocument, surface: Surface): boolean {
  const { title, subtitle, lead, tables, remarks } = reportSheet(report);
  const sheet = new Sheet(surface, size);
  sheet.say(title, { size: size * 1.8, weight: 'bold' }, 0.1);
  sheet.say(subtitle, { size, colour: 'soft' });
  sheet.say(report.link, { size, colour: 'soft' }, 1);
  sheet.lead(lead);
  for (const table of tables) sheet.table(table);
  for (const remark of remarks) sheet.say(remark, { size, colour: 'soft' }, 0.1);
  sheet.end(report.link);
  return !sheet.full;
}

/**
 * The report on one sheet. Text is made smaller until all fits; where it doesn't at the smallest size, the last lines are left out, and the
 * foot says where they stand.
 * @param open gives an empty sheet; asked once for each size that is tried
 */
export function drawReport<S extends Surface>(report: ReportDocument, open: () => S): S {
  let surface = open();
  for (const size of SIZES) {
    if (drawAt(size, report, surface) || size === SIZES.at(-1)) break;
    surface = open();
  }
  return surface;
}
