// A day alone shows no time, and time between moments is told as people would.
import { describe, expect, it } from 'vitest';
import { elapsedText, momentText } from './moment-text.js';

const day = { at: '2025-03-05T00:00:00.000+01:00', dateOnly: true };
const when = (at: string): { at: string } => ({ at: `${at}:00.000+01:00` });

describe('moments', () => {
  it('show their time, where they have one', () => {
    expect(momentText(day, 'Europe/Berlin')).not.toContain(':');
    expect(momentText(when('2025-03-05T00:00'), 'Europe/Berlin')).toContain(':');
  });

  it.each([
    [when('2025-03-05T10:00'), when('2025-03-05T10:00'), 'at once'], [when('2025-03-05T10:00'), when('2025-03-05T10:40'), '40 min'], [when('2025-03-05T10:00'), when('2025-03-06T11:30'), '25 h'],
    [when('2025-03-05T10:00'), when('2025-03-08T09:00'), '2 days'], [when('2025-03-05T11:34'), day, 'same day'], [when('2025-03-04T23:00'), day, '1 day'], [day, when('2025-03-08T01:00'), '3 days'],
  ])('%j to %j', (from, to, words) => {
    expect(elapsedText(from, to)).toBe(words);
  });
});
