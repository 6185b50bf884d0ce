// Days stay the day they are, wherever the reader sits.
import { describe, expect, it } from 'vitest';
import { formatDuration, formatInstant, formatRange, formatStep } from './format-date.js';

/** Locale data differ in which space they put around a dash. */
const plain = (text: string): string => text.replace(/\s/gu, ' ');

describe('days and ranges', () => {
  it('includes both ends, as people say it', () => {
    expect(plain(formatRange({ from: '2026-10-01', to: '2026-11-23' }, 'en-GB'))).toBe('1 Oct – 22 Nov 2026');
    expect(plain(formatRange({ from: '2026-11-22', to: '2026-11-23' }, 'en-GB'))).toBe('22 Nov 2026');
  });

  it('names a whole month by its name', () => {
    expect(plain(formatRange({ from: '2026-02-01', to: '2026-03-01' }, 'en-GB'))).toBe('February 2026');
    expect(plain(formatRange({ from: '2026-02-01', to: '2026-04-01' }, 'en-GB'))).toBe('1 Feb – 31 Mar 2026');
  });

  it('labels the points of a trend by their step', () => {
    expect(plain(formatStep({ from: '2026-11-16', to: '2026-11-23' }, 'week', 'en-GB'))).toBe('16 Nov');
    expect(plain(formatStep({ from: '2026-10-01', to: '2027-01-01' }, 'quarter', 'en-GB'))).toBe('Oct – Dec 2026');
    expect(plain(formatStep({ from: '2026-01-01', to: '2027-01-01' }, 'year', 'en-GB'))).toBe('2026');
  });

  it('shows an instant in the zone it is asked for', () => {
    const now = new Date('2026-11-23T00:00:00Z');
    expect(formatInstant('2026-11-22T23:30:00.000Z', 'Europe/Prague', 'en-GB', now)).toBe('23 Nov, 00:30');
    expect(formatInstant('2018-03-11T09:00:00.000Z', 'UTC', 'en-GB', now)).toBe('11 Mar 2018, 09:00');
  });
});

it('says how long something takes', () => {
  expect([2, 40, 190, 4800].map(formatDuration)).toEqual(['a few seconds', '40 s', '3 min', '1 h 20 min']);
});
