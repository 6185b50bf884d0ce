// A text as it is drawn from left to right: in pieces of one direction each, and with a sign for characters that the font lacks.
import { createRequire } from 'node:module';
import { openSync, type Font } from 'fontkit';

/** Drawn in place of a character without a glyph: Chinese, Japanese and Korean among others. */
export const UNKNOWN_GLYPH = '□';

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** Words of these scripts, with what stands between two of them. */
const RUNS = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{M}]+(?:[^\p{L}\p{N}]+[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{M}]+)*/gu;

let font: Font | undefined;
function fontOf(): Font {
  if (font !== undefined) return font;
  const opened = openSync(createRequire(import.meta.url).resolve('@fontsource/dejavu-sans/files/dejavu-sans-latin-400-normal.woff'));
  if (!('hasGlyphForCodePoint' in opened)) throw new Error('the font file holds several fonts');
  return (font = opened);
}

/**
 * @returns pieces in the order in which they stand from left to right: a text that begins with a script that is read from right to left has
 * its first piece at the right. Directions of nested quotations are not told apart (that would take all of UAX #9).
 */
export function drawnText(text: string): { pieces: string[]; unknown: boolean } {
  let unknown = false;
  const known = [...text].map((character) => {
    if (/\s/u.test(character)) return ' ';
    if (fontOf().hasGlyphForCodePoint(character.codePointAt(0) ?? 0)) return character;
    unknown = true;
    return UNKNOWN_GLYPH;
  }).join('');
  if (!RIGHT_TO_LEFT.test(known)) return { pieces: [known], unknown };
  const pieces: string[] = [];
  let at = 0;
  for (const { 0: run, index } of known.matchAll(RUNS)) {
    if (index > at) pieces.push(known.slice(at, index));
    pieces.push(run);
    at = index + run.length;
  }
  if (at < known.length) pieces.push(known.slice(at));
  const first = /\p{L}/u.exec(known)?.[0] ?? '';
  return { pieces: RIGHT_TO_LEFT.test(first) ? pieces.reverse() : pieces, unknown };
}
