import { describe, expect, it } from 'vitest';
import { logGamma } from './log-gamma.js';

describe('logGamma', () => {
  it('is the logarithm of the factorial, and of the square root of π at a half', () => {
    expect(logGamma(1)).toBeCloseTo(0, 12);
    expect(logGamma(11)).toBeCloseTo(Math.log(3628800), 10);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 12);
    // Γ(x + 1) = x Γ(x), below a half and far above it.
    for (const x of [0.01, 0.3, 7.7, 1234.5]) expect(logGamma(x + 1) - logGamma(x)).toBeCloseTo(Math.log(x), 8);
  });
});
