// Whether touches lie within reach of a lookback: a window that begins before the first touch is said, and one that does so for
// every conversion is refused.
import type { FactsStore } from '../database/facts-store.js';
import { DEFAULT_LOOKBACK } from '../shared/api/figures.js';
import { AppError } from '../shared/errors.js';
import { addDays, daysBetween } from '../shared/period.js';
import { readTouchPrint, type TouchPrint } from './input-hash.js';
import type { Question } from './question.js';

/**
 * A lookback of more days than there are from the first touch to the end of the period is refused. The usual one, which nobody may
 * have asked for, is not.
 * @throws AppError invalid_input
 */
export async function checkLookback(facts: FactsStore, q: Question): Promise<void> {
  const { lookbackDays, to } = q.query;
  if (lookbackDays <= DEFAULT_LOOKBACK) return;
  const { first } = await readTouchPrint(facts, q);
  if (first === null) return;
  const tomorrow = addDays(q.asOf.slice(0, 10), 1);
  const reach = daysBetween(first, to < tomorrow ? to : tomorrow);
  const most = Math.max(DEFAULT_LOOKBACK, reach);
  if (lookbackDays <= most) return;
  throw new AppError('invalid_input', { where: 'lookback', reason: `${String(lookbackDays)} days reach beyond the data: the first touch is of ${first}, ${String(Math.max(0, reach))} days before the period ends`, remedy: `Take at most ${String(most)} days.` });
}

/** A lookback that reaches before the first touch is said. */
export function lookbackRemarks(q: Question, { first }: TouchPrint): string[] {
  if (first === null) return ['No touch of a known person is recorded: all credit stands under (none).'];
  const opens = addDays(q.query.from, -Math.ceil(q.query.lookbackDays));
  return opens < first ? [`The lookback reaches back to ${opens}, but the first touch is of ${first}: conversions of the first days have shorter journeys than others.`] : [];
}
