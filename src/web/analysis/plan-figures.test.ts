// The edited funnel follows from any stage, keeps history's fractions, and never stops at a slip of the pen.
import { describe, expect, it } from 'vitest';
import type { PlanInputFigure } from '../../shared/api/planning.js';
import { planFunnel, printHold, printTyped, readHold, readTyped, sheetGoal, type Hold } from './plan-figures.js';

const known = (input: PlanInputFigure['input'], numerator: number, denominator: number): PlanInputFigure => ({ input, numerator, denominator, value: numerator / denominator, origin: 'history' });
const HISTORY = [known('averageDeal', 300_000, 10), known('closeRate', 1, 4), known('mqlToSqlRate', 1, 5), known('leadToMqlRate', 50, 150), known('costPerLead', 840, 10)];
const needed = (hold: Hold, typed = {}): Record<string, unknown> => Object.fromEntries([...planFunnel(hold, typed, HISTORY, 2).stages].map(([stage, s]) => [stage, s.needed]));

describe('the edited funnel', () => {
  it('goes from revenue to the budget, rounded up from the exact value', () => {
    expect(needed({ stage: 'revenue', amount: '10000000' })).toEqual({ revenue: '10000000.00', deals: 334, sqls: 1334, mqls: 6667, leads: 20000, budget: '1680000.00' });
  });
  it('goes back from any other stage, down to what comes of it', () => {
    expect(needed({ stage: 'mqls', amount: '100' })).toEqual({ revenue: '150000.00', deals: 5, sqls: 20, mqls: 100, leads: 300, budget: '25200.00' });
    expect(needed({ stage: 'budget', amount: '25200' })).toEqual({ revenue: '150000.00', deals: 5, sqls: 20, mqls: 100, leads: 300, budget: '25200.00' });
  });
  it('takes what is typed in place of history', () => {
    expect(needed({ stage: 'revenue', amount: '10000000' }, { averageDeal: '50000' })).toMatchObject({ deals: 200, sqls: 800, mqls: 4000 });
  });
  it('tells a figure that can not be, and reckons as far as the others go', () => {
    const { stages, faults } = planFunnel({ stage: 'revenue', amount: '10000000' }, { mqlToSqlRate: '1.5' }, HISTORY, 2);
    expect([...stages.keys()]).toEqual(['sqls', 'deals', 'revenue']);
    expect(faults.get('mqlToSqlRate')?.message).toContain('above one');
    const held = planFunnel({ stage: 'leads', amount: 'many' }, {}, HISTORY, 2);
    expect([held.stages.size, held.faults.get('leads')?.code]).toEqual([0, 'invalid_input']);
  });
  it('asks the worksheet for what it needs', () => {
    expect(sheetGoal(planFunnel({ stage: 'mqls', amount: '100' }, {}, HISTORY, 2).stages)).toEqual({ visits: null, leads: '300', mqls: '100', sqls: '20', customers: '5', revenue: '150000.00', cost: '25200.00' });
  });
});

describe('the address of a plan', () => {
  it('comes back as it was, without what is no part of a plan', () => {
    expect(readHold(printHold({ stage: 'budget', amount: '84.50' }))).toEqual({ stage: 'budget', amount: '84.50' });
    expect([readHold('friends:3'), readHold('leads:'), readHold(undefined)]).toEqual([undefined, undefined, undefined]);
    expect(printTyped(readTyped(['closeRate:0.3', 'luck:1', 'costPerLead:84']))).toEqual(['closeRate:0.3', 'costPerLead:84']);
    expect(printTyped({})).toBeUndefined();
  });
});
