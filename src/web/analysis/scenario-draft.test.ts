// A what-if in the address, and refusals at their field.
import { describe, expect, it } from 'vitest';
import { printChange } from '../../shared/planning/scenario-change.js';
import { faultOf, fieldKey, gapsOf, readDraft, withChange } from './scenario-draft.js';

describe('a draft', () => {
  it('is read from the address and printed the same, leaving out what it can’t read', () => {
    const words = ['closeRate=0.3', 'leads:Paid Search=x1.5', 'budget:a:b, c=9000'];
    expect(readDraft(words)).toEqual([{ input: 'closeRate', value: '0.3' }, { input: 'leads', channel: 'Paid Search', factor: '1.5' }, { input: 'budget', channel: 'a:b, c', value: '9000' }]);
    expect(readDraft(words).map(printChange)).toEqual(words);
    expect(readDraft(['mood=3', 'closeRate', 'closeRate=0.2', 'closeRate=0.4'])).toEqual([{ input: 'closeRate', value: '0.4' }]);
  });
  it('changes one field and takes it back', () => {
    const draft = readDraft(['closeRate=0.3', 'closeRate:Events=0.5']);
    expect(withChange(draft, { input: 'closeRate' }, { value: '0.2' })).toEqual(['closeRate:Events=0.5', 'closeRate=0.2']);
    expect(withChange(draft, { input: 'closeRate', channel: 'Events' }, null)).toEqual(['closeRate=0.3']);
    expect(withChange(readDraft(['lag=10']), { input: 'lag' }, null)).toBeUndefined();
  });
});

describe('a refusal', () => {
  const draft = readDraft(['closeRate=1.3', 'budget:Events=900']);
  const inputs = ['closeRate', 'averageDeal'] as const;
  it('stands at the change it names', () => {
    expect(faultOf({ where: 'changes 1, closeRate', reason: 'a rate of 1.3 is above one', remedy: 'Give a share.' }, draft, inputs)).toEqual({ field: fieldKey('closeRate'), message: 'a rate of 1.3 is above one. Give a share.' });
    expect(faultOf({ where: 'budget of Events', found: '3 months have cost', enough: '12 months', remedy: 'change leads' }, draft, inputs)).toEqual({ field: fieldKey('budget', 'Events'), message: '3 months have cost. Enough would be 12 months. Or change leads.' });
    expect(faultOf({ where: 'budget of Email', found: '3 months have cost', enough: '12', remedy: 'x' }, readDraft(['budget=x2']), inputs)).toMatchObject({ field: fieldKey('budget'), message: expect.stringMatching(/^Email: 3 months/) });
  });
  it('stands at a figure that history lacks, at the target, or at no field', () => {
    expect(faultOf({ where: 'averageDeal', found: '2 deals', enough: '5', remedy: 'type it' }, [], inputs).field).toBe(fieldKey('averageDeal'));
    expect(faultOf({ where: 'target', reason: 'is no number', remedy: '' }, [], inputs).field).toBe('target');
    expect(faultOf({ where: 'to', reason: 'is over', remedy: '' }, [], inputs).field).toBeUndefined();
  });
});

describe('history that is too short', () => {
  const refusal = (where: string, code = 'history_too_short') => ({ code, details: { where } });
  const missing = ['visitorToLeadRate', 'leadToMqlRate', 'closeRate', 'costPerLead'];
  it('names all that has to be typed, and no more than that', () => {
    expect(gapsOf(refusal('leadToMqlRate'), [], missing)).toEqual(['leadToMqlRate', 'closeRate']);
    expect(gapsOf(refusal('closeRate'), readDraft(['leadToMqlRate=0.2', 'closeRate:Events=0.5']), missing)).toEqual(['closeRate']);
    expect(gapsOf(refusal('averageDeal'), readDraft(['leadToMqlRate=0.2', 'closeRate=0.3']), missing)).toEqual(['averageDeal']);
    // Twice of what is not known is not known either.
    expect(gapsOf(refusal('closeRate'), readDraft(['leadToMqlRate=0.2', 'closeRate=x2']), missing)).toEqual(['closeRate']);
  });
  it('is no gap where what was typed is refused', () => {
    expect(gapsOf(refusal('budget of Events'), readDraft(['budget:Events=900']), missing)).toEqual([]);
    expect(gapsOf(refusal('changes 1, closeRate', 'invalid_input'), readDraft(['closeRate=1.3']), missing)).toEqual([]);
    expect(gapsOf(refusal('history'), [], missing)).toEqual([]);
  });
});
