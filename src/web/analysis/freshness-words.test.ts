// Freshness is said with its reason.
import { expect, it } from 'vitest';
import { ageWords, freshnessReason, kindsWord } from './freshness-words.js';

it('says why a source is stale, or how often it comes', () => {
  expect(freshnessReason({ stale: true, ageDays: 9, everyDays: 1 })).toBe('stale: nothing for 9 days, though new days came every day');
  expect(freshnessReason({ stale: true, ageDays: 30, everyDays: 7 })).toBe('stale: nothing for 30 days, though new days came every 7 days');
  expect(freshnessReason({ stale: false, ageDays: 3, everyDays: 7 })).toBe('fresh: new days come every 7 days');
  expect(freshnessReason({ stale: false, ageDays: 0, everyDays: 1 })).toBe('fresh');
});

it('says ages and kinds as people do, and what it does not know as it came', () => {
  expect([ageWords(0), ageWords(1), ageWords(12), kindsWord('stageChange'), kindsWord('tide')]).toEqual(['today', 'yesterday', '12 days ago', 'stage changes', 'tide']);
});
