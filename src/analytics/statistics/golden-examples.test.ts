// The worked examples of METRICS that are statistics alone, read from the shared data where it is present.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { aalenJohansen, incidenceQuantile } from './aalen-johansen.js';
import type { Duration } from './durations.js';
import { kaplanMeier, survivalQuantile, type Lifetime } from './kaplan-meier.js';
import { quantile } from './quantile.js';
import { wilson } from './wilson.js';

const GOLDEN = '../shared/data/golden/metrics.json';
const examples = existsSync(GOLDEN) ? z.array(z.looseObject({ id: z.string() })).parse(JSON.parse(readFileSync(GOLDEN, 'utf8'))) : undefined;
const curve = z.record(z.string(), z.number());
const cohort = z.object({ num: z.number(), den: z.number(), wilson: z.tuple([z.number(), z.number()]) });

const all = <State extends Duration['state']>(state: State, days: readonly number[]): { days: number; state: State }[] => days.map((d) => ({ days: d, state }));

describe('worked examples', () => {
  it('give the Wilson intervals of the cohorts', (context) => {
    if (examples === undefined) return context.skip(`${GOLDEN} is not present`);
    const { expected } = z.object({ expected: z.looseObject({}) }).parse(examples.find((e) => e.id === '1-cohort-vs-activity'));
    const cohorts = Object.values(expected).flatMap((value) => cohort.safeParse(value).data ?? []);
    expect(cohorts).toHaveLength(2);
    for (const { num, den, wilson: [low, high] } of cohorts) {
      expect(wilson(num, den)?.low).toBeCloseTo(low, 6);
      expect(wilson(num, den)?.high).toBeCloseTo(high, 6);
    }
  });

  it('give the curves and quantiles of times to convert', (context) => {
    if (examples === undefined) return context.skip(`${GOLDEN} is not present`);
    const { input, expected } = z
      .object({
        input: z.object({ events: z.array(z.number()), censored: z.array(z.number()) }),
        expected: z.object({
          'S': curve, 'median': z.number(), 'p25': z.number(), 'p75': z.number(), 'p90': z.null(), 'converters only median': z.number(),
          '3 and 6 disqualified (Aalen-Johansen)': z.object({ 'CIF': curve, '1-KM at 12': z.number(), 'p75': z.null() }),
        }),
      })
      .parse(examples.find((e) => e.id === '10-km'));
    const open: Lifetime[] = [...all('event', input.events), ...all('censored', input.censored)];
    const survival = kaplanMeier(open);
    for (const [days, share] of Object.entries(expected.S)) expect(survival.points.find((p) => p.days === Number(days))?.survival).toBeCloseTo(share, 6);
    const quantiles = [expected.p25, expected.median, expected.p75, expected.p90];
    expect([0.25, 0.5, 0.75, 0.9].map((p) => survivalQuantile(survival, p))).toEqual(quantiles);
    expect([0.25, 0.5, 0.75, 0.9].map((p) => incidenceQuantile(aalenJohansen(open), p))).toEqual(quantiles);
    expect(quantile(input.events, 0.5)).toBe(expected['converters only median']);

    const competing = aalenJohansen([...all('event', input.events), ...all('competing', [3, 6]), ...all('censored', input.censored.filter((d) => d !== 3 && d !== 6))]);
    const { CIF, '1-KM at 12': naive, p75 } = expected['3 and 6 disqualified (Aalen-Johansen)'];
    expect(competing.points.map((p) => [String(p.days), Number(p.share.toFixed(6))])).toEqual(Object.entries(CIF));
    expect(1 - (survival.points.at(-1)?.survival ?? 0)).toBeCloseTo(naive, 6);
    expect(incidenceQuantile(competing, 0.75)).toBe(p75);
  });
});
