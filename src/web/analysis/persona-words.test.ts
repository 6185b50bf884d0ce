// Persona rules are said in words, and read back from what is typed.
import { expect, it } from 'vitest';
import type { PersonaRule } from '../../shared/api/persona-rules.js';
import { EMPTY_CONDITION, linesOf, ruleOf, ruleWords } from './persona-words.js';

const rule: PersonaRule = { persona: 'Buyer', when: [{ field: 'role', test: 'contains', values: ['buyer', 'purchasing'] }, { field: 'company_size', test: 'between', from: 51 }, { field: 'industry', test: 'is', values: [''] }] };

it('says when a rule holds', () => {
  expect(ruleWords(rule)).toBe('Job title or role contains the word buyer or purchasing, and Company size is at least 51, and Industry is not filled in');
  expect(ruleWords({ persona: 'P', when: [{ field: 'company_size', test: 'between', from: 1, to: 9 }] })).toBe('Company size is 1 to 9');
});

it('shows a rule in the form and reads the same rule back', () => {
  const lines = linesOf(rule);
  expect(lines?.map((l) => [l.field, l.test, l.values, l.from, l.to])).toEqual([['role', 'contains', 'buyer, purchasing', '', ''], ['company_size', 'between', '', '51', ''], ['industry', 'is', '', '', '']]);
  expect(ruleOf(' Buyer ', lines ?? [])).toEqual(rule);
});

it('does not show what the form would lose, and reads no half a rule', () => {
  expect(linesOf({ persona: 'P', when: [{ field: 'company', test: 'is', values: ['Acme, Inc.'] }] })).toBeNull();
  expect(linesOf({ persona: 'P', when: [{ field: 'role', test: 'is', values: ['', 'x'] }] })).toBeNull();
  expect([ruleOf('', [{ ...EMPTY_CONDITION, values: 'x' }]), ruleOf('P', []), ruleOf('P', [EMPTY_CONDITION]), ruleOf('P', [{ ...EMPTY_CONDITION, test: 'between', field: 'company_size', from: '9', to: '2' }])]).toEqual([null, null, null, null]);
});
