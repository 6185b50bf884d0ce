import { describe, expect, it } from 'vitest';
import { digestPeriod, dueDay, occasionOf, periodOfOccasion } from './digest-period.js';

const LONG_AGO = '2020-01-01T00:00:00.000Z';
const daily = { kind: 'daily', hour: 7, weekday: 1 } as const;
const weekly = { kind: 'weekly', hour: 7, weekday: 2 } as const;
const prague = (now: string, since = LONG_AGO) => ({ now, since, timeZone: 'Europe/Prague' });

describe('a digest', () => {
  it('is about yesterday, or the last whole ISO week', () => {
    expect(digestPeriod('daily', '2026-03-01')).toEqual({ from: '2026-02-28', to: '2026-03-01' });
    expect(digestPeriod('weekly', '2026-03-04')).toEqual({ from: '2026-02-23', to: '2026-03-02' });
    expect(digestPeriod('weekly', '2026-03-02')).toEqual({ from: '2026-02-23', to: '2026-03-02' });
  });

  it.each(['daily', 'weekly'] as const)('%s is named by its period, and found by that name', (kind) => {
    const period = digestPeriod(kind, '2026-03-04');
    expect(periodOfOccasion(occasionOf(kind, period))).toEqual({ kind, period });
    expect(periodOfOccasion('monthly 2026-03-01')).toBeUndefined();
  });

  it.each([
    ['2026-01-15T05:59:00Z', null], // 06:59: yesterday's is a day old
    ['2026-01-15T06:00:00Z', '2026-01-15'],
    ['2026-01-15T18:00:00Z', '2026-01-15'], // twelve hours late
    ['2026-01-15T18:00:01Z', null],
    ['2026-07-15T05:00:00Z', '2026-07-15'], // summer time
    ['2026-03-29T05:00:00Z', '2026-03-29'], // the day clocks change
  ])('is due daily at 7 in Prague: at %s %s', (now, day) => {
    expect(dueDay(daily, prague(now))).toBe(day);
  });

  it.each([
    ['2026-03-02T12:00:00Z', null], // Monday: last Tuesday's is six days old
    ['2026-03-03T06:00:00Z', '2026-03-03'],
    ['2026-03-06T06:00:00Z', '2026-03-03'], // three days late
    ['2026-03-06T06:00:01Z', null],
  ])('is due weekly on Tuesday at 7 in Prague: at %s %s', (now, day) => {
    expect(dueDay(weekly, prague(now))).toBe(day);
  });

  it('is due at the next hour there is where clocks leave its own out', () => {
    const at2 = { ...daily, hour: 2 };
    expect(dueDay(at2, prague('2026-03-29T00:59:00Z'))).toBeNull();
    expect(dueDay(at2, prague('2026-03-29T01:00:00Z'))).toBe('2026-03-29');
  });

  it('is not due to whom it was not subscribed yet', () => {
    expect(dueDay(daily, prague('2026-01-15T09:00:00Z', '2026-01-15T08:00:00Z'))).toBeNull();
    expect(dueDay(daily, prague('2026-01-16T06:00:00Z', '2026-01-15T08:00:00Z'))).toBe('2026-01-16');
  });
});
