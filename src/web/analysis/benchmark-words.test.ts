// A benchmark reads as a range, and a figure stands below, within or above it.
import { expect, it } from 'vitest';
import { rangeWords, standing } from './benchmark-words.js';

it('says a range with its ends, or the one it has', () => {
  expect(rangeWords({ low: 0.02, high: 0.05 }, 'rate', 'EUR')).toBe('2 % – 5 %'.replaceAll(' %', '%'));
  expect(rangeWords({ low: 0.025 }, 'rate', 'EUR')).toBe('from 2.5%');
  expect(rangeWords({ high: 80 }, 'money', 'EUR')).toBe('up to €80.00');
});

it('places a figure, both ends included, and none that is too thin', () => {
  const range = { low: 0.02, high: 0.05 };
  expect([0.019, 0.02, 0.05, 0.051].map((value) => standing(range, { value, status: 'ok' }))).toEqual(['below', 'within', 'within', 'above']);
  expect(standing({ high: 80 }, { value: '84.00', status: 'ok' })).toBe('above');
  expect([standing(range, { value: 0.5, status: 'few' }), standing(range, { value: null, status: 'none' })]).toEqual(['', '']);
});
