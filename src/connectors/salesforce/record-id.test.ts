import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkSuffix, isSalesforceId, longId } from './record-id.js';

describe('record ids', () => {
  // Worked by hand: V is the second of its five (2 = C), A the fourth of its (8 = I).
  // 00QAA: the third to fifth are capitals, 4 + 8 + 16 = 28 = 2; five capitals are 31 = 5.
  test.each([['001A0000006Vm9r', 'IAC'], ['00570000001ZwTi', 'AAK'], ['00QAAAAAAAAAAAA', '255'], ['001000000000000', 'AAA']])('%s ends in %s', (id, suffix) => {
    expect(checkSuffix(id)).toBe(suffix);
    expect(longId(id)).toBe(id + suffix);
  });

  test('have one long form, whatever became of the letters\' case', () => {
    expect(longId('001A0000006Vm9rIAC')).toBe('001A0000006Vm9rIAC');
    expect(longId('001a0000006vm9riac')).toBe('001A0000006Vm9rIAC');
    expect(longId(' 001A0000006Vm9r ')).toBe('001A0000006Vm9rIAC');
  });

  test('that differ in case alone are different records', () => {
    expect(longId('00Q5g000004AbCd')).not.toBe(longId('00Q5g000004AbCD'));
  });

  test('of other products and suffixes that can\'t be stay as they are', () => {
    for (const text of ['4563', 'zcrm_2380000000012', '001A0000006Vm9rIA9', '001000000000000AAB', '', '001A0000006Vm9']) expect(longId(text)).toBe(text);
    expect(isSalesforceId('2380000000012345678')).toBe(false);
    expect(isSalesforceId('00Q5g000004AbCd')).toBe(true);
  });

  test('survive the loss of case, any of them', () => {
    const char = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz');
    fc.assert(fc.property(fc.array(char, { minLength: 15, maxLength: 15 }), (chars) => {
      const id = chars.join('');
      expect(longId((id + checkSuffix(id)).toLowerCase())).toBe(longId(id));
      expect(longId(longId(id))).toBe(longId(id));
    }));
  });
});
