// When a goal is on track, at risk or off, and what is said of it: sums that grow, limits, rates.
import { describe, expect, it } from 'vitest';
import { judge, type Standing } from './judge.js';

describe('the status', () => {
  const base: Standing = { value: 40, target: 100, atMost: false, begun: true, over: false, expected: 50, lastDay: '14 Jul', forecast: null, low: null, high: null, accrues: true, noForecast: 'too little', drivers: [], write: String };
  const forecast = (probability: number): Standing['forecast'] => ({ p10: 80, p50: 90, p90: 105, mean: 91, probability });

  it.each([
    [{ forecast: forecast(0.7) }, 'onTrack'], [{ forecast: forecast(0.3) }, 'atRisk'], [{ forecast: forecast(0.02) }, 'off'], [{}, 'atRisk'], [{ value: 49 }, 'onTrack'], [{ value: 10 }, 'off'],
    [{ value: 120 }, 'reached'], [{ over: true }, 'missed'], [{ over: true, value: 100 }, 'reached'], [{ begun: false, value: null }, 'notStarted'], [{ value: null }, 'noData'],
    [{ atMost: true, value: 120 }, 'off'], [{ atMost: true, over: true }, 'reached'],
    [{ atMost: true, value: 20 }, 'onTrack'], [{ atMost: true, value: 55 }, 'atRisk'], [{ atMost: true, value: 75 }, 'off'],
    [{ accrues: false, value: 0.2, target: 0.25, low: 0.15, high: 0.27 }, 'atRisk'], [{ accrues: false, value: 0.2, target: 0.25, low: 0.17, high: 0.23 }, 'off'], [{ accrues: false, value: 0.3, target: 0.25, low: 0.2, high: 0.4 }, 'onTrack'],
  ] as const)('of %j is %s', (change, status) => {
    expect(judge({ ...base, ...change }).status).toBe(status);
  });

  it('comes with the reason in numbers', () => {
    const drivers = [{ from: 'mql', to: 'sql', rate: 0.15, rateBefore: 0.22, low: -0.12, high: -0.02, sample: 200, significant: true }];
    expect(judge({ ...base, forecast: forecast(0.3), noForecast: null, drivers }).reason).toBe(
      '40 by the end of 14 Jul, 50 expected by then (80 %); target 100. Likely to end with 90 (80 % between 80 and 105); 30 % to keep the target. mql → sql fell from 22 % to 15 % since the period began.');
  });
});
