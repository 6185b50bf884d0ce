// Customer lifetime value on lifetimes one can add up by hand.
import { describe, expect, it } from 'vitest';
import type { Lifetime } from './kaplan-meier.js';
import { DAYS_PER_MONTH, lifetimeValue } from './lifetime-value.js';

const months = (n: number, state: Lifetime['state']): Lifetime => ({ days: n * DAYS_PER_MONTH, state });

describe('lifetimeValue', () => {
  it('multiplies the mean lifetime with the monthly revenue', () => {
    const clv = lifetimeValue({ lifetimes: [months(6, 'event'), months(12, 'event'), months(18, 'event')], horizonDays: 36 * DAYS_PER_MONTH, monthlyRevenue: '100.00' });
    expect(clv?.value.toFixed(6)).toBe('1200.000000');
    expect(clv).toMatchObject({ basis: 'revenue', customers: 3, horizonDays: 36 * DAYS_PER_MONTH });
    expect(clv?.lifetimeMonths).toBeCloseTo(12, 10);
  });

  it('counts revenue within the horizon only', () => {
    const lifetimes = [months(6, 'event'), months(24, 'censored')];
    expect(lifetimeValue({ lifetimes, horizonDays: 12 * DAYS_PER_MONTH, monthlyRevenue: '100' })?.value.toFixed(6)).toBe('900.000000');
  });

  it('names the horizon it could use', () => {
    const clv = lifetimeValue({ lifetimes: [months(3, 'censored')], horizonDays: 36 * DAYS_PER_MONTH, monthlyRevenue: '100' });
    expect(clv?.value.toFixed(6)).toBe('300.000000');
    expect(clv).toMatchObject({ horizonDays: 3 * DAYS_PER_MONTH });
  });

  it('takes the margin where it is known', () => {
    const clv = lifetimeValue({ lifetimes: [months(10, 'event')], horizonDays: 1000, monthlyRevenue: '100', marginShare: 0.8 });
    expect([clv?.value.toFixed(6), clv?.basis]).toEqual(['800.000000', 'margin']);
  });

  it('has no value without customers', () => {
    expect(lifetimeValue({ lifetimes: [], horizonDays: 365, monthlyRevenue: '100' })).toBeNull();
  });
});
