// Business days by country, region and year, and the parts of a period that are over.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '../shared/errors.js';
import { addMonths } from '../shared/period.js';
import { businessDays, completedBefore } from './business-days.js';

const inMonth = (month: string, country: string, region = ''): number => businessDays({ from: `${month}-01`, to: addMonths(`${month}-01`, 1), country, region }).length;

describe('businessDays', () => {
  it.each([
    ['2026-03', 'CZ', '', 22],
    ['2026-04', 'CZ', '', 20],
    ['2026-05', 'CZ', '', 19],
    ['2026-05', 'DE', '', 18],
    ['2026-06', 'DE', 'BY', 21],
    ['2026-06', 'DE', '', 22],
    ['2018-01', 'US', '', 21],
    ['2018-02', 'US', '', 19],
    ['2027-12', 'GB', '', 21], // Christmas and Boxing Day fall on a weekend: two substitute days
    ['2018-01', '', '', 23],
    ['2018-02', '', '', 20],
  ])('counts those of %s in %s %s', (month, country, region, days) => {
    expect(inMonth(month, country, region)).toBe(days);
  });

  it('lists them as calendar days', () => {
    expect(businessDays({ from: '2026-04-30', to: '2026-05-12', country: 'CZ', region: '' })).toEqual(['2026-04-30', '2026-05-04', '2026-05-05', '2026-05-06', '2026-05-07', '2026-05-11']);
  });

  it('knows the holidays of a city', () => {
    // 8 August is a holiday in Augsburg alone; a Monday in 2022.
    expect(businessDays({ from: '2022-08-08', to: '2022-08-09', country: 'DE', region: 'BY.A' })).toEqual([]);
    expect(businessDays({ from: '2022-08-08', to: '2022-08-09', country: 'DE', region: 'BY' })).toEqual(['2022-08-08']);
  });

  it('takes off every day of a holiday of several, and none of one that starts at noon', () => {
    expect(businessDays({ from: '2026-03-18', to: '2026-03-25', country: 'AE', region: '' })).toEqual(['2026-03-18', '2026-03-19', '2026-03-23', '2026-03-24']);
    expect(businessDays({ from: '2026-05-04', to: '2026-05-05', country: 'CN', region: '' })).toEqual(['2026-05-04']);
  });

  it('does not depend on the zone of this machine', () => {
    const before = process.env.TZ;
    try {
      process.env.TZ = 'Pacific/Kiritimati';
      expect(businessDays({ from: '2025-12-24', to: '2026-01-03', country: 'SK', region: '' })).toEqual(['2025-12-29', '2025-12-30', '2025-12-31', '2026-01-02']);
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });

  it('is empty for an empty range', () => {
    expect(businessDays({ from: '2026-03-02', to: '2026-03-02', country: 'CZ', region: '' })).toEqual([]);
  });

  it('refuses a country or region it has no holidays of', () => {
    expect(() => inMonth('2026-03', 'XX')).toThrow(AppError);
    expect(() => inMonth('2026-03', 'DE', 'ZZ')).toThrow(/"ZZ" is no region of DE/);
    expect(() => inMonth('2026-03', 'DE', 'BY.Z')).toThrow(/"BY.Z" is no region of DE/);
  });

  it('works out the holidays of a year once', () => {
    const years = { from: '2000-01-01', to: '2030-01-01', country: 'PL', region: '' };
    const time = (): number => {
      const start = performance.now();
      expect(businessDays(years).length).toBeGreaterThan(7000);
      return performance.now() - start;
    };
    const first = time();
    expect(Math.min(time(), time(), time())).toBeLessThan(first / 3);
  });
});

describe('completedBefore', () => {
  const may = { from: '2026-05-01', to: '2026-06-01' };

  it('leaves out the day that is not over in the zone', () => {
    expect(completedBefore({ ...may, asOf: '2026-05-13T00:00:00+02:00', timeZone: 'Europe/Prague' })).toEqual({ from: '2026-05-01', to: '2026-05-13' });
    expect(completedBefore({ ...may, asOf: '2026-05-12T23:59:59+02:00', timeZone: 'Europe/Prague' }).to).toBe('2026-05-12');
    expect(completedBefore({ ...may, asOf: '2026-05-12T22:00:00Z', timeZone: 'UTC' }).to).toBe('2026-05-12');
  });

  it('keeps a period that is over and empties one that has not begun', () => {
    expect(completedBefore({ ...may, asOf: '2026-06-01T00:00:00Z', timeZone: 'UTC' })).toEqual(may);
    expect(completedBefore({ ...may, asOf: '2026-04-20T00:00:00Z', timeZone: 'UTC' })).toEqual({ from: '2026-05-01', to: '2026-05-01' });
  });

  it('gives ten leads a day for sixty by 13 May in CZ', () => {
    const elapsed = completedBefore({ ...may, asOf: '2026-05-13T00:00:00+02:00', timeZone: 'Europe/Prague' });
    expect(60 / businessDays({ ...elapsed, country: 'CZ', region: '' }).length).toBe(10);
  });
});

const GOLDEN = '../shared/data/golden/metrics.json';
const monthly = z.record(z.string(), z.number());
const example = z.object({
  expected: z.object({ 'CZ': monthly, 'DE': monthly, 'DE-BY': monthly, 'US': monthly, 'GB': monthly, 'CZ May asOf 2026-05-13 elapsed': z.number() }),
});

describe('the sixth worked example', () => {
  it('is reproduced where it is present', (context) => {
    if (!existsSync(GOLDEN)) return context.skip(`${GOLDEN} is not present`);
    const examples = z.array(z.looseObject({ id: z.string() })).parse(JSON.parse(readFileSync(GOLDEN, 'utf8')));
    const { 'CZ May asOf 2026-05-13 elapsed': elapsed, ...calendars } = example.parse(examples.find((e) => e.id === '6-business-days')).expected;
    for (const [calendar, months] of Object.entries(calendars)) {
      const [country = '', region = ''] = calendar.split('-');
      for (const [month, days] of Object.entries(months)) expect(inMonth(month, country, region), `${calendar} ${month}`).toBe(days);
    }
    const may = completedBefore({ from: '2026-05-01', to: '2026-06-01', asOf: '2026-05-13T00:00:00+02:00', timeZone: 'Europe/Prague' });
    expect(businessDays({ ...may, country: 'CZ', region: '' })).toHaveLength(elapsed);
  });
});
