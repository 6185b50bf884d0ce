import { expect, it } from 'vitest';
import { valuesAtOnce } from './use-first.js';

it('lays out no more than some two thousand lines, however many a value takes, and ten values in any case', () => {
  expect(valuesAtOnce(1)).toEqual({ step: 200, most: 2000 });
  expect(valuesAtOnce(12)).toEqual({ step: 16, most: 166 });
  expect(valuesAtOnce(365)).toEqual({ step: 10, most: 10 });
});
