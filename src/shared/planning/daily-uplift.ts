// How much more a working day must bring in a month with fewer of them.
import { Exact } from './exact.js';
import { AppError } from '../errors.js';

/**
 * Uplift per business day to bring the same in `now` days as before: days before ÷ days now − 1 (METRICS.md, fair month comparison).
 *
 * 23 and 20 days: 0.15.
 * @throws AppError invalid_input for a month without business days
 */
export function dailyUplift(before: number, now: number): number {
  if (before <= 0 || now <= 0) throw new AppError('invalid_input', { where: before <= 0 ? 'from' : 'to', reason: 'a month without business days can\'t be compared', remedy: 'Choose months that have business days, or another country.' });
  return new Exact(before).div(now).minus(1).toNumber();
}
