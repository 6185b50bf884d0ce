// "Adds up" is said only when it does.
import { describe, expect, it } from 'vitest';
import type { FigureRow } from '../../shared/api/figures.js';
import { addsUp, sameAmount } from './adds-up.js';

const figure: FigureRow = { kpi: 'cost_per_lead', value: '84.00', numerator: '291144.00', denominator: 3466, sample: 3466, status: 'ok' };

describe('adding up', () => {
  it('compares amounts, not how they are written', () => {
    expect(sameAmount('84.00', 84)).toBe(true);
    expect(sameAmount('0.50', '0.5')).toBe(true);
    expect(sameAmount('-0.00', 0)).toBe(true);
    expect(sameAmount('291144.00', '291144.01')).toBe(false);
    expect(sameAmount('9007199254740993.01', '9007199254740993.02')).toBe(false);
    expect(sameAmount(0.1 + 0.2, 0.3)).toBe(true);
  });

  it('holds the rows against the side that is open', () => {
    expect(addsUp({ side: 'numerator', figure, sum: '291144' })).toBe(true);
    expect(addsUp({ side: 'denominator', figure, sum: 3466 })).toBe(true);
    expect(addsUp({ side: 'denominator', figure, sum: 3465 })).toBe(false);
    expect(addsUp({ side: 'numerator', figure: { ...figure, numerator: null, denominator: null, value: 7 }, sum: 7 })).toBe(true);
  });

  it('does not call two missing values equal', () => {
    expect(addsUp({ side: 'numerator', figure: { ...figure, numerator: null, denominator: null, value: null }, sum: null })).toBe(false);
  });
});
