// The worked examples of the planning arithmetic, and what must hold for any figures.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.js';
import { dailyUplift } from './daily-uplift.js';
import { reverseFunnel, type ReverseInput, type StagePlan } from './reverse-funnel.js';
import { revenueTarget, spreadAmount } from './revenue-target.js';
import { checkWorksheet, type WorksheetRow } from './worksheet.js';
import { parseWorksheet, worksheetToText } from './worksheet-text.js';

const stages = (input: ReverseInput): Record<string, StagePlan> => Object.fromEntries(reverseFunnel(input).map((stage) => [stage.stage, stage]));
const revenue = (amount: string | number, values: ReverseInput['values']): Record<string, StagePlan> => stages({ anchor: { stage: 'revenue', amount }, values });

const refusal = (work: () => unknown): AppError => {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('the reverse funnel', () => {
  it.each([['30000', 334, 1334, 6667], ['50000', 200, 800, 4000], ['25000', 400, 1600, 8000]])('of 10,000,000 at %s a deal, 25 %% and 20 %%', (averageDeal, deals, sqls, mqls) => {
    const plan = revenue('10000000', { averageDeal, closeRate: '0.25', mqlToSqlRate: 0.2 });
    expect([plan['deals']?.needed, plan['sqls']?.needed, plan['mqls']?.needed]).toEqual([deals, sqls, mqls]);
  });

  it('goes from a budget to what comes of it, all rounded down', () => {
    const plan = stages({ anchor: { stage: 'budget', amount: '10000' }, values: { costPerLead: '84', leadToMqlRate: '0.5', visitsPerLead: 10 } });
    expect([plan['leads']?.needed, plan['mqls']?.needed, plan['visits']?.needed, plan['budget']?.needed]).toEqual([119, 59, 1190, '10000.00']);
    expect(stages({ anchor: { stage: 'budget', amount: '10000' }, values: {} })).toEqual({ budget: { stage: 'budget', needed: '10000.00', exact: '10000', rounded: 'up' } });
  });

  it('rounds each stage up from the exact value, not from the rounded stage below', () => {
    const plan = revenue('10000000', { averageDeal: '30000', closeRate: '0.25', mqlToSqlRate: '0.2' });
    expect(plan['sqls']?.exact).toBeCloseTo(1333.333333333, 8);
    expect(plan['mqls']).toMatchObject({ needed: 6667, rounded: 'up' });
  });

  it('goes up to leads, visits and budget', () => {
    const plan = revenue('1000000', { averageDeal: '25000', closeRate: '0.25', mqlToSqlRate: '0.2', leadToMqlRate: '0.22', visitorToLeadRate: '0.019', visitsPerLead: '60', costPerLead: '84' });
    expect(plan['leads']).toMatchObject({ needed: 3637 });
    expect(plan['visits']).toMatchObject({ needed: 218182 });
    expect(plan['visitors']).toMatchObject({ needed: Math.ceil(3636.363636363636 / 0.019) });
    expect(plan['budget']).toMatchObject({ needed: '305454.55' });
  });

  it('takes a share of history as it is: 50 of 150 is a third, and 100 deals are 300 SQLs, not 301', () => {
    const plan = revenue('3000000', { averageDeal: '30000', closeRate: { numerator: 50, denominator: 150 } });
    expect(plan['sqls']).toMatchObject({ needed: 300, exact: 300 });
  });

  it('recomputes downwards from an edited stage, rounded down to what comes of it', () => {
    const plan = stages({ anchor: { stage: 'leads', amount: 1001 }, values: { averageDeal: '30000', closeRate: '0.25', mqlToSqlRate: '0.2', leadToMqlRate: '0.5' } });
    expect(plan['mqls']).toMatchObject({ needed: 500, exact: 500.5, rounded: 'down' });
    expect(plan['deals']).toMatchObject({ needed: 25, rounded: 'down' });
    expect(plan['revenue']).toMatchObject({ needed: '750750.00' });
  });

  it('gives the same figures whichever stage is held', () => {
    const rate = fc.integer({ min: 1, max: 1000 }).map((n) => String(n / 1000));
    fc.assert(fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 1e6 }), rate, rate, rate, (amount, averageDeal, closeRate, mqlToSqlRate, leadToMqlRate) => {
      const values = { averageDeal, closeRate, mqlToSqlRate, leadToMqlRate };
      const down = stages({ anchor: { stage: 'leads', amount }, values });
      const up = revenue(String(down['revenue']?.exact), values);
      expect(Number(up['leads']?.exact)).toBeCloseTo(amount, 6);
      const needed = Number(up['mqls']?.needed);
      expect(needed).toBeGreaterThanOrEqual(Number(up['mqls']?.exact));
      expect(needed - Number(up['mqls']?.exact)).toBeLessThan(1);
    }));
  });

  it.each([
    [{ closeRate: 0 }, 'closeRate', 'leaves nothing'], [{ closeRate: '1.2' }, 'closeRate', 'above one'], [{ closeRate: 25 }, 'closeRate', 'above one'], [{ mqlToSqlRate: -0.1 }, 'mqlToSqlRate', 'leaves nothing'],
    [{ averageDeal: 0 }, 'averageDeal', 'above zero'], [{ averageDeal: '30,000' }, 'averageDeal', 'no number'], [{ averageDeal: 'NaN' }, 'averageDeal', 'no number'], [{ closeRate: { numerator: 3, denominator: 2 } }, 'closeRate', 'above one'],
  ] as const)('refuses %j at its field', (values, where, reason) => {
    const error = refusal(() => revenue('1000', { averageDeal: 10, closeRate: 0.5, ...values }));
    expect(error).toMatchObject({ code: 'invalid_input', details: { where } });
    expect(error.message).toContain(reason);
  });
});

describe('the revenue target', () => {
  it('is the last year grown by the mean of three growths and 5 points', () => {
    const found = revenueTarget(['800', '880', '990', '1108.8']);
    expect(found.growths).toEqual([0.1, 0.125, 0.12]);
    expect(found).toMatchObject({ meanGrowth: 0.115, growth: 0.165, target: '1291.752' });
    expect(found.remark).toBeUndefined();
  });

  it('takes a relative uplift', () => {
    expect(revenueTarget([800, 880, 990, 1108.8], { relative: 0.1 })).toMatchObject({ growth: 0.1265, target: '1249.0632' });
  });

  it('takes the last four of more years, and names fewer', () => {
    expect(revenueTarget([1, 800, 880, 990, 1108.8]).target).toBe('1291.752');
    expect(revenueTarget([100, 110]).remark).toContain('1 growth instead of 3');
  });

  it('refuses a single year with what would be enough, and a year without revenue', () => {
    expect(refusal(() => revenueTarget([100]))).toMatchObject({ code: 'history_too_short', hint: expect.stringContaining('two years') });
    expect(refusal(() => revenueTarget([0, 100]))).toMatchObject({ code: 'invalid_input', details: { where: 'history' } });
  });

  it('spreads exactly, whatever the weights', () => {
    expect(spreadAmount('100', [1, 1, 1], 2)).toEqual(['33.34', '33.33', '33.33']);
    fc.assert(fc.property(fc.integer({ min: 1, max: 1e12 }), fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1, maxLength: 12 }).filter((w) => w.some((x) => x > 0)), (cents, weights) => {
      const parts = spreadAmount(String(cents / 100), weights, 2).map((part) => Math.round(Number(part) * 100));
      expect(parts.reduce((a, b) => a + b, 0)).toBe(cents);
      parts.forEach((part, i) => { expect(Math.abs(part - (cents * (weights[i] ?? 0)) / weights.reduce((a, b) => a + b, 0))).toBeLessThan(1.001); });
    }));
  });
});

describe('the fair month comparison', () => {
  it('needs 15 % more a day in 20 business days than in 23', () => {
    expect(dailyUplift(23, 20)).toBe(0.15);
    expect(dailyUplift(21, 19)).toBeCloseTo(0.105263, 6);
  });
});

describe('the worksheet', () => {
  const rows: WorksheetRow[] = [
    { channel: 'Paid Search', programme: 'Brand', visits: '1000', leads: '20', customers: '2', revenue: '50000', cost: '2000' },
    { channel: 'Events', programme: '', leads: '10', customers: '0', revenue: null, cost: '3000.50' },
  ];

  it('computes ratios of sums and holds the rows against the goal', () => {
    const { rows: [paid, events], totals, checks } = checkWorksheet(rows, { leads: '40', cost: '5000.50', revenue: '45000' });
    expect(paid).toMatchObject({ costPerVisit: '2.00', costPerLead: '100.00', costPerMql: null, costPerCustomer: '1000.00', returnOnCost: 24 });
    expect(events).toMatchObject({ costPerCustomer: null, returnOnCost: null });
    expect(totals).toMatchObject({ leads: '30', cost: '5000.5', costPerLead: '166.68' });
    expect(checks).toEqual([
      { measure: 'leads', planned: '30', goal: '40', difference: '-10', state: 'under' },
      { measure: 'revenue', planned: '50000', goal: '45000', difference: '5000', state: 'over' },
      { measure: 'cost', planned: '5000.5', goal: '5000.5', difference: '0', state: 'exact' },
    ]);
  });

  it('goes to a spreadsheet and comes back', () => {
    expect(checkWorksheet(parseWorksheet(worksheetToText(rows)), {}).totals).toEqual(checkWorksheet(rows, {}).totals);
    expect(parseWorksheet('Channel\tCampaign\tLeads\tBudget\r\nEvents\tFair\t1 200\t€3.000,50\r\n', ',')).toEqual([{ channel: 'Events', programme: 'Fair', leads: '1200', cost: '3000.5' }]);
  });

  it.each([['channel\tlaeds\nEvents\t3', '"laeds"'], ['channel\tleads\nEvents\tmany', 'row 1, leads'], ['channel\tleads\n\t3', 'row 1, channel'], ['channel\tleads\tleads\nx\t1\t2', 'twice']])('refuses %j', (text, says) => {
    expect(refusal(() => parseWorksheet(text)).message).toContain(says);
  });

  it('refuses what is below zero at its cell', () => {
    expect(refusal(() => checkWorksheet([{ channel: 'A', programme: '', leads: '-1' }], {})).message).toContain('row 1 (A), leads');
  });
});
