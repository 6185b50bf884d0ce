// An answer is written where the server reads it.
import { expect, it } from 'vitest';
import { ApiError } from '../../api/api-client.js';
import { answerInMapping, answersTo } from './reading-questions.js';

it('asks day or month first, and point or comma, and nothing else', () => {
  expect(answersTo(new ApiError('', 'ambiguous_dates', '')).map((a) => a.value)).toEqual(['dmy', 'mdy']);
  expect(answersTo(new ApiError('', 'ambiguous_numbers', '')).map((a) => a.value)).toEqual(['.', ',']);
  expect(answersTo(new ApiError('', 'wrong_file', ''))).toEqual([]);
});

it('writes the answer at the top of the mapping, once', () => {
  const mapping = 'facts:\n  - kind: deal\n';
  const first = answerInMapping(mapping, { option: 'dateOrder', value: 'dmy' });
  expect(first).toBe('dateOrder: dmy\nfacts:\n  - kind: deal\n');
  expect(answerInMapping(first, { option: 'dateOrder', value: 'mdy' })).toBe('dateOrder: mdy\nfacts:\n  - kind: deal\n');
  expect(answerInMapping(mapping, { option: 'decimal', value: ',' })).toContain('decimal: ","\n');
});
