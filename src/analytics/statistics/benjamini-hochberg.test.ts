// The published example of the procedure, and its order of answers.
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from './benjamini-hochberg.js';

// Benjamini & Hochberg (1995), section 4: fifteen hypotheses of a trial; the procedure rejects four at 5 %.
const TRIAL = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1];

describe('benjaminiHochberg', () => {
  it('rejects the four hypotheses of the published example', () => {
    expect(benjaminiHochberg(TRIAL).discoveries.map(Number)).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('answers in the order given and leaves its input alone', () => {
    const shuffled = [0.0459, 0.0001, 1, 0.0095];
    const { adjusted, discoveries } = benjaminiHochberg(shuffled);
    expect(shuffled).toEqual([0.0459, 0.0001, 1, 0.0095]);
    expect(adjusted.map((p) => Number(p.toFixed(6)))).toEqual([0.0612, 0.0004, 1, 0.019]);
    expect(discoveries).toEqual([false, true, false, true]);
  });

  it('rejects a weak test that a weaker one carries', () => {
    // Step-up: 0.04 alone exceeds 0.05 × 1 ÷ 2, but both lie below 0.05.
    expect(benjaminiHochberg([0.04, 0.045]).discoveries).toEqual([true, true]);
  });

  it('answers nothing to nothing and refuses what is no p-value', () => {
    expect(benjaminiHochberg([])).toEqual({ adjusted: [], discoveries: [] });
    expect(() => benjaminiHochberg([1.2])).toThrow(RangeError);
  });
});
