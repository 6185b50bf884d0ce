// Suggests the valid name that a mistyped one most likely meant.
import { closest, distance } from 'fastest-levenshtein';
import { AppError, type ErrorCode } from './errors.js';

/** Part of the longer of two names by which they may differ: beyond that nobody mistyped the one for the other. */
const MOST_APART = 0.5;

/**
 * The entry of `valid` with the smallest edit distance to `name`, letter case apart; undefined where more than half of
 * either would have to be written anew.
 */
export function nearest(name: string, valid: readonly string[]): string | undefined {
  if (valid.length === 0) return undefined;
  const asked = name.toLowerCase();
  const best = closest(asked, valid.map((v) => v.toLowerCase()));
  if (distance(asked, best) > MOST_APART * Math.max(asked.length, best.length)) return undefined;
  return valid.find((v) => v.toLowerCase() === best);
}

/** `Did you mean leads? ` with a blank behind it, for what follows; empty where nothing is near. */
export function didYouMean(name: string, valid: readonly string[]): string {
  const near = nearest(name, valid);
  return near === undefined ? '' : `Did you mean ${near}? `;
}

/** An error that names what was asked for, what is nearest by spelling and all that is valid. */
export function unknownName(code: ErrorCode, id: string, valid: readonly string[]): AppError {
  return new AppError(code, { id, nearest: nearest(id, valid), valid });
}
