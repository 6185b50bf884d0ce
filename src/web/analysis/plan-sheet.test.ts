// A worksheet takes what a spreadsheet gives, and a wrong cell spoils no total.
import { describe, expect, it } from 'vitest';
import { cellKey, checkEdited, pasteCells } from './plan-sheet.js';

const ROWS = [{ channel: 'Email', programme: '', leads: '100', cost: '1000' }, { channel: 'Events', programme: '', leads: '50', cost: '9000' }];

describe('the edited worksheet', () => {
  it('adds up, is held against the plan, and tells a cell that is no number', () => {
    const { checked, faults } = checkEdited([...ROWS, { channel: 'Search', programme: '', leads: 'many', cost: '-3' }], { leads: '200', cost: '10000' }, 2);
    expect([checked.totals.leads, checked.totals.cost, checked.totals.costPerLead]).toEqual(['150', '10000', '66.67']);
    expect(checked.checks.map((c) => [c.measure, c.difference, c.state])).toEqual([['leads', '-50', 'under'], ['cost', '0', 'exact']]);
    expect([...faults]).toEqual([[cellKey(2, 'leads'), '“many” is no number'], [cellKey(2, 'cost'), 'below zero']]);
  });
});

describe('pasting', () => {
  it('fills from the cell to the right and down, beyond the last row too', () => {
    const rows = pasteCells(ROWS, { row: 1, measure: 'leads' }, '1.200,5\t30\n7\t8\n', ',');
    expect(rows).toEqual([ROWS[0], { ...ROWS[1], leads: '1200.5', mqls: '30' }, { channel: 'Channel 3', programme: '', leads: '7', mqls: '8' }]);
    expect(ROWS[1]?.leads).toBe('50');
  });
  it('takes a whole sheet where its first line names the columns', () => {
    expect(pasteCells(ROWS, { row: 0, measure: 'cost' }, 'Channel\tLeads\tBudget\nPartner\t12\t€ 3,000\n', '.')).toEqual([{ channel: 'Partner', programme: '', leads: '12', cost: '3000' }]);
  });
  it('refuses what is no number, at its place', () => {
    expect(() => pasteCells(ROWS, { row: 0, measure: 'visits' }, '1\n?', '.')).toThrow(/row 2, visits/);
  });
});
