// What a file leaves open and only its owner can tell: day or month first, point or comma. Asked in plain words when the
// server says so; the answer goes into the mapping's text or the import's options.
import type { ApiError } from '../../api/api-client.js';

export interface ReadingAnswer {
  readonly label: string;
  readonly option: 'dateOrder' | 'decimal';
  readonly value: string;
}

const DATES: readonly ReadingAnswer[] = [{ label: 'Day first', option: 'dateOrder', value: 'dmy' }, { label: 'Month first', option: 'dateOrder', value: 'mdy' }];
const NUMBERS: readonly ReadingAnswer[] = [{ label: 'Point before decimals', option: 'decimal', value: '.' }, { label: 'Comma before decimals', option: 'decimal', value: ',' }];
const ANSWERS: Partial<Record<ApiError['code'], readonly ReadingAnswer[]>> = { ambiguous_dates: DATES, mixed_dates: DATES, ambiguous_numbers: NUMBERS };

/** The answers that would let the file be read; none where the error is of another kind. */
export const answersTo = (error: ApiError): readonly ReadingAnswer[] => ANSWERS[error.code] ?? [];

/** A mapping with an answer written at its top; an earlier one gives way. */
export function answerInMapping(mapping: string, { option, value }: Pick<ReadingAnswer, 'option' | 'value'>): string {
  const line = `${option}: ${value === '.' || value === ',' ? `"${value}"` : value}`;
  const others = mapping.split('\n').filter((text) => !text.startsWith(`${option}:`));
  return [line, ...others].join('\n');
}
