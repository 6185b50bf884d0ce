// Exact Poisson bounds against reference values of chi-square's quantiles.
import { describe, expect, it } from 'vitest';
import { garwood, garwoodPerCount } from './garwood.js';

describe('garwood', () => {
  // Half of chi-square's quantiles: chi2.ppf(0.025, 2k) ÷ 2 and chi2.ppf(0.975, 2k + 2) ÷ 2 of SciPy 1.17; to 50 also in Garwood's table.
  it.each([
    [0, 0, 3.6888794541139354],
    [1, 0.025317807984289876, 5.571643390938898],
    [2, 0.24220927854396496, 7.22468766772396],
    [3, 0.6186721228956014, 8.767273069742323],
    [5, 1.6234863901184207, 11.66833207932267],
    [10, 4.7953886961324335, 18.39035604201778],
    [20, 12.216519585403944, 30.8883779026746],
    [50, 37.110963737461866, 65.91876666433681],
    [100, 81.36399125092314, 121.62679379242638],
    [1000, 938.9730184076952, 1063.952136016302],
    [9999, 9803.962267410414, 10196.941824999883],
    [10_000, 9804.952467260184, 10197.951624661473],
    [1_000_000, 998040.9833402939, 1001961.9119454322],
    [100_000_000, 99980401.30732474, 100019601.58707914],
  ])('gives the reference bounds of %i', (count, low, high) => {
    const interval = garwood(count);
    expect(Math.abs(interval.low - low)).toBeLessThanOrEqual(1e-11 * Math.max(low, 1));
    expect(Math.abs(interval.high - high)).toBeLessThanOrEqual(1e-11 * high);
  });

  it('leaves 2.5 % of the Poisson distribution beyond each bound', () => {
    const cumulative = (mean: number, k: number): number => {
      let [term, sum] = [Math.exp(-mean), 0];
      for (let i = 0; i <= k; i += 1) {
        sum += term;
        term *= mean / (i + 1);
      }
      return sum;
    };
    for (const count of [1, 4, 9, 33]) {
      const { low, high } = garwood(count);
      expect(1 - cumulative(low, count - 1)).toBeCloseTo(0.025, 12);
      expect(cumulative(high, count)).toBeCloseTo(0.025, 12);
    }
  });

  it('grows with the count, also where the method changes', () => {
    for (let count = 9990; count < 10_010; count += 1) {
      expect(garwood(count + 1).low).toBeGreaterThan(garwood(count).low);
      expect(garwood(count + 1).high).toBeGreaterThan(garwood(count).high);
    }
  });

  it('refuses what is no count', () => {
    for (const value of [-1, 1.5, Number.NaN, Infinity]) expect(() => garwood(value)).toThrow(RangeError);
  });
});

describe('garwoodPerCount', () => {
  it('divides the sum by the bounds of the count', () => {
    const interval = garwoodPerCount(84, 10);
    expect(interval?.low).toBeCloseTo(84 / 18.39035604201778, 10);
    expect(interval?.high).toBeCloseTo(84 / 4.7953886961324335, 10);
  });

  it('keeps its bounds in order when the sum is negative', () => {
    const interval = garwoodPerCount(-84, 10);
    expect(interval?.low).toBeCloseTo(-84 / 4.7953886961324335, 10);
    expect(interval?.high).toBeCloseTo(-84 / 18.39035604201778, 10);
  });

  it('has no value for a count of 0', () => {
    expect(garwoodPerCount(84, 0)).toBeNull();
  });
});
