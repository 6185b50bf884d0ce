// Where a page ended, as text that a caller gives back: the values the order goes by, so that rows that come in between
// move no page.
import { AppError } from '../shared/errors.js';

const invalid = (): AppError => new AppError('invalid_input', { where: 'after', reason: 'names no place in this list', remedy: 'Take `next` of the page before, with the same order, or leave it out to begin at the start.' });

/** @param order what the list is sorted by: a cursor of another order is none of this one */
export const writeCursor = (order: string, ...place: readonly string[]): string => Buffer.from(JSON.stringify([order, ...place])).toString('base64url');

/** @throws AppError invalid_input */
export function readCursor(text: string, order: string, shape: readonly RegExp[]): string[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw invalid();
  }
  if (!Array.isArray(parsed) || parsed.length !== shape.length + 1 || parsed[0] !== order) throw invalid();
  const place = parsed.slice(1).map(String);
  if (!place.every((value, i) => shape[i]?.test(value) === true)) throw invalid();
  return place;
}
