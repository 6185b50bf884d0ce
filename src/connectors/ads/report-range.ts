// Reads the range of days in a report's preamble: "September 1, 2026 - September 3, 2026".
import { AppError } from '../../shared/errors.js';
import { dateEvidence, dayParser, type DateOrder } from '../reading/parse-moment.js';
import type { Period } from '../reading/parse-period.js';

const DASH = /\s+[-–—]\s+|\s+(?:to|bis|au|al|a|do|t\/m)\s+/;

/**
 * The first line of the preamble that is a range of days, or a single day; undefined when there is none ("All time").
 * @throws AppError ambiguous_dates when both ends can be read day first or month first
 */
export function reportRange(preamble: readonly string[], order: DateOrder | undefined): Period | undefined {
  for (const line of preamble) {
    const text = line.replace(/^[\s"]+|[\s",;]+$/g, '').replace(/^[^\d"]*:\s*/, '');
    const ends = text.split(DASH);
    if (ends.length > 2) continue;
    const [first = '', last = first] = ends;
    const evidence = [first, last].map(dateEvidence);
    const clear = order ?? evidence.find((e) => e === 'dmy' || e === 'mdy');
    if (clear === undefined && evidence.includes('either')) {
      throw new AppError('ambiguous_dates', { column: 'the report\'s range', example: text, remedy: 'dateOrder: dmy (day first) or dateOrder: mdy (month first) in the import\'s options' });
    }
    const parse = dayParser(clear === 'dmy' || clear === 'mdy' ? clear : order);
    const [from, until] = [parse(first), parse(last)];
    if (typeof from === 'string' && typeof until === 'string' && from <= until) return { from, until };
  }
  return undefined;
}
