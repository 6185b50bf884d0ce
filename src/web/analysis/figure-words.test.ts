// What is said beside a figure names its cases.
import { expect, it } from 'vitest';
import { furtherRemark, sampleNoun, shortLabel, stagePlural, sureness } from './figure-words.js';

const cpl = { formula: 'cost ÷ leads', kind: 'ratio', unit: 'money', label: 'Cost per lead', group: 'cost' } as const;
const counted = (sample: number, numerator: number | string | null, denominator: number | string | null = null) => ({ sample, numerator, denominator });

it('takes the noun from the side on which the cases are counted', () => {
  expect(sampleNoun(cpl, counted(12, '900.00', 12))).toBe('leads');
  expect(sampleNoun(cpl, counted(1, '900.00', 1))).toBe('lead');
  const perDay = { formula: 'mqls_on_completed_days ÷ completed_business_days', kind: 'ratio', unit: 'number', label: 'MQLs per business day', group: 'funnel' };
  expect(sampleNoun({ ...perDay, unit: 'number' }, counted(140, 140, 65))).toBe('MQLs on completed days');
  expect(sampleNoun({ formula: '(revenue − cost) ÷ cost', kind: 'ratio', unit: 'ratio', label: 'Return', group: 'revenue' }, counted(3, '9.00', '3.00'))).toBe('cases');
});

it('names counts, deals, accounts and stages', () => {
  expect(sampleNoun({ formula: 'mqls', kind: 'amount', unit: 'count', label: 'MQLs', group: 'funnel' }, counted(3, 3))).toBe('MQLs');
  expect(sampleNoun({ formula: 'revenue', kind: 'amount', unit: 'money', label: 'Revenue', group: 'revenue' }, counted(9, '84887.00'))).toBe('deals');
  expect(sampleNoun({ formula: 'sql ÷ mql', kind: 'stage_rate', unit: 'rate', label: 'MQL to SQL rate', group: 'funnel' }, counted(40, 9, 40))).toBe('MQLs');
  expect(sampleNoun({ formula: 'won ÷ opportunity', kind: 'stage_rate', unit: 'rate', label: '', group: 'sales' }, counted(1, 0, 1))).toBe('opportunity');
});

it('greys a figure on few cases in words, not only in colour', () => {
  expect(sureness({ kpi: 'cost_per_lead', value: '84.00', numerator: '1008.00', denominator: 12, sample: 12, status: 'few' }, cpl, 'EUR')).toBe('12 leads, too few to judge');
});

it('gives the interval with the sample', () => {
  const text = sureness({ kpi: 'cost_per_lead', value: '84.00', numerator: '291144.00', denominator: 3466, sample: 3466, status: 'ok', low: '81.25', high: '86.87' }, cpl, 'EUR');
  expect(text).toContain('81.25');
  expect(text).toMatch(/3.466 leads$/);
});

it('says what the server remarks beyond the few cases once', () => {
  expect(furtherRemark({ status: 'few', remark: 'Rests on 12 cases: too few to judge. One deal makes up 41 % of it.' })).toBe('One deal makes up 41 % of it.');
  expect(furtherRemark({ status: 'few', remark: 'Rests on 12 cases: too few to judge.' })).toBe('');
  expect(furtherRemark({ status: 'ok', remark: 'One deal makes up 41 % of it.' })).toBe('One deal makes up 41 % of it.');
});

it('claims no cases where there are none, and shortens labels for headers', () => {
  const cost = { formula: 'cost', kind: 'amount', unit: 'money', label: 'Cost', group: 'cost' } as const;
  expect(sureness({ kpi: 'cost', value: '84.00', numerator: '84.00', denominator: null, sample: 0, status: 'ok' }, cost, 'EUR')).toBe('');
  expect(shortLabel({ label: 'Cost per lead (CPL)' })).toBe('Cost per lead');
  expect(['mql', 'opportunity', 'trial'].map(stagePlural)).toEqual(['MQLs', 'opportunities', 'trials']);
});
