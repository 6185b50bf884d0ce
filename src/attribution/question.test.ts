import { expect, it } from 'vitest';
import { ATTRIBUTION_PARAMETERS } from '../shared/api/parse-attribution-query.js';
import { CONVERSION_DIMENSIONS, TOUCH_DIMENSIONS } from './question.js';

it('names every dimension that credit can be split by where it is asked for', () => {
  const named = new Set<string>(ATTRIBUTION_PARAMETERS.by.description.match(/[a-z]+(_[a-z]+)*/g));
  expect([...TOUCH_DIMENSIONS, ...CONVERSION_DIMENSIONS].filter((dimension) => !named.has(dimension))).toEqual([]);
});
