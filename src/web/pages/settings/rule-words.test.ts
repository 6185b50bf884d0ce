// Channel rules are said in words, and read back from what is typed.
import { expect, it } from 'vitest';
import { fieldsOf, ruleOf, ruleWords } from './rule-words.js';

it('says when a rule holds', () => {
  expect(ruleWords({ channel: 'Email', when: [{ source: ['email', 'newsletter'], medium: [''] }, { category: 'search', paid: true }, { campaignMatches: '^shop' }] }))
    .toBe('source is email or newsletter, and medium is (none); or source is known as search, and the visit was paid for; or campaign matches ^shop');
});

it('reads a rule from lists with commas, and shows it again', () => {
  const fields = { channel: 'Partner', source: ' ally , acme,ally', medium: '', campaign: 'co-op' };
  const rule = { channel: 'Partner', when: [{ source: ['ally', 'acme'], campaignContains: ['co-op'] }] };
  expect(ruleOf(fields)).toEqual(rule);
  expect(fieldsOf(rule)).toEqual({ channel: 'Partner', source: 'ally, acme', medium: '', campaign: 'co-op' });
  expect([ruleOf({ ...fields, channel: '' }), ruleOf({ ...fields, source: ' , ', campaign: '' })]).toEqual([null, null]);
});

it('does not show in the form what the form would lose', () => {
  expect(fieldsOf({ channel: 'Email', when: [{ source: ['a'] }, { medium: ['b'] }] })).toBeNull();
  expect(fieldsOf({ channel: 'Email', when: [{ source: ['a'], paid: true }] })).toBeNull();
  expect(fieldsOf({ channel: 'Email', when: [{ source: ['a, b'] }] })).toBeNull();
});
