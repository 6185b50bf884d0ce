// What is said beside a figure names its cases.
import { expect, it } from 'vitest';
import { furtherRemark, sampleNoun, shortLabel, stagePlural, sureness } from './figure-words.js';

const cpl = { formula: 'cost ÷ leads', kind: 'ratio', unit: 'money', label: 'Cost per lead' } as const;
const roi = { formula: '(revenue − cost) ÷ cost', kind: 'ratio', unit: 'ratio', label: 'Return' } as const;
const mqls = { formula: 'entries:mql', kind: 'amount', unit: 'count', label: 'MQLs' } as const;

it('takes the noun from what stands below the line', () => {
  expect(sampleNoun(cpl, 12)).toBe('leads');
  expect(sampleNoun(cpl, 1)).toBe('lead');
  expect(sampleNoun(roi, 3)).toBe('cases');
  expect(sampleNoun(mqls, 3)).toBe('MQLs');
  expect(sampleNoun({ formula: 'sql ÷ mql', kind: 'stage_rate', unit: 'rate', label: 'MQL to SQL rate' }, 40)).toBe('MQLs');
  expect(sampleNoun({ formula: 'won ÷ opportunity', kind: 'stage_rate', unit: 'rate', label: '' }, 1)).toBe('opportunity');
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
  const cost = { formula: 'cost', kind: 'amount', unit: 'money', label: 'Cost' } as const;
  expect(sureness({ kpi: 'cost', value: '84.00', numerator: '84.00', denominator: null, sample: 0, status: 'ok' }, cost, 'EUR')).toBe('');
  expect(shortLabel({ label: 'Cost per lead (CPL)' })).toBe('Cost per lead');
  expect(['mql', 'opportunity', 'trial'].map(stagePlural)).toEqual(['MQLs', 'opportunities', 'trials']);
});
