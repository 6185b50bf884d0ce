// Rules may lead to channels of the workspace only.
import { AppError } from '../../shared/errors.js';
import { didYouMean, nearest } from '../../shared/nearest.js';

/**
 * @param where the field that the rules came in
 * @param used channels that rules name
 * @throws AppError invalid_input for the first that there is not, with the nearest and all that there are
 */
export function checkChannels(where: string, used: readonly string[], names: readonly string[]): void {
  const unknown = used.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new AppError('invalid_input', { where, reason: `there is no channel "${unknown}"`, remedy: `${didYouMean(unknown, names)}Valid: ${names.join(', ')}.`, nearest: nearest(unknown, names), valid: names });
}
