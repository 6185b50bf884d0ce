// A goal is shown beside a figure only where it is about that figure.
import { describe, expect, it } from 'vitest';
import { coveringGoal, goalLine, goalsOf } from './goal-cover.js';

const goal = (kpi: string, from: string, to: string, where: { dimension: string; values: string[] }[] = [], target = '310') => ({ kpi, from, to, where, target });

describe('the goal of a figure', () => {
  it('has its KPI and its conditions, however they are written', () => {
    const all = [goal('leads', '2026-01-01', '2027-01-01'), goal('leads', '2026-01-01', '2027-01-01', [{ dimension: 'channel', values: ['Email', 'Events'] }, { dimension: 'country', values: ['DE'] }]), goal('mqls', '2026-01-01', '2027-01-01')];
    expect(goalsOf(all, 'leads', [])).toEqual([all[0]]);
    expect(goalsOf(all, 'leads', [{ dimension: 'country', values: ['DE'] }, { dimension: 'channel', values: ['Events', 'Email'] }])).toEqual([all[1]]);
    expect(goalsOf(all, 'leads', [{ dimension: 'country', values: ['DE'] }])).toEqual([]);
  });
  it('is for the days in view: the shortest that holds the last of them', () => {
    const [year, quarter] = [goal('leads', '2026-01-01', '2027-01-01'), goal('leads', '2026-10-01', '2027-01-01')];
    expect(coveringGoal([year, quarter], { from: '2026-08-28', to: '2026-11-26' })).toBe(quarter);
    expect(coveringGoal([year, quarter], { from: '2026-07-01', to: '2026-10-01' })).toBe(year);
    expect(coveringGoal([year, quarter], { from: '2026-12-01', to: '2027-01-02' })).toBeUndefined();
  });
});

describe('the line of a goal', () => {
  const month = goal('leads', '2026-10-01', '2026-11-01');
  it('gives a sum its part by days, and nothing to steps that reach out of the period', () => {
    expect(goalLine([{ from: '2026-09-28', to: '2026-10-05' }, { from: '2026-10-05', to: '2026-10-12' }, { from: '2026-10-31', to: '2026-11-01' }], [month], true)).toEqual([null, 70, 10]);
  });
  it('gives a rate its target', () => {
    expect(goalLine([{ from: '2026-10-05', to: '2026-10-12' }, { from: '2026-11-02', to: '2026-11-09' }], [{ ...month, target: '0.25' }], false)).toEqual([0.25, null]);
  });
  it('takes the shortest of goals within each other', () => {
    expect(goalLine([{ from: '2026-10-01', to: '2026-11-01' }], [goal('leads', '2026-01-01', '2027-01-01', [], '3650'), month], true)).toEqual([310]);
  });
});
