// Suggests the valid name that a mistyped one most likely meant.
import { closest } from 'fastest-levenshtein';
import { AppError, type ErrorCode } from './errors.js';

/** The entry of `valid` with the smallest edit distance to `name`, letter case apart; undefined when `valid` is empty. */
export function nearest(name: string, valid: readonly string[]): string | undefined {
  if (valid.length === 0) return undefined;
  const best = closest(name.toLowerCase(), valid.map((v) => v.toLowerCase()));
  return valid.find((v) => v.toLowerCase() === best);
}

/** An error that names what was asked for, what is nearest by spelling and all that is valid. */
export function unknownName(code: ErrorCode, id: string, valid: readonly string[]): AppError {
  return new AppError(code, { id, nearest: nearest(id, valid), valid });
}
