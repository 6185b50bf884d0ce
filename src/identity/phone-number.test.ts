import { expect, it } from 'vitest';
import { readPhone } from './phone-number.js';

it.each([
  ['+420 777 123 456', '', '+420777123456'], ['00420777123456', '', '+420777123456'], ['777 123 456', 'CZ', '+420777123456'], ['(660) 485-0224', 'US', '+16604850224'], ['+44 (0)20 7946 0958', '', '+442079460958'],
])('reads %j of country %j as %s', (text, country, e164) => {
  expect(readPhone(text, country)).toEqual({ shown: e164, identifying: e164 });
});

it('keeps what it can\'t read, and identifies nobody by it', () => {
  for (const [text, country] of [['660-485-0224', ''], ['ext. 12', 'US'], ['12345', 'DE'], ['123456789', 'CZ'], ['n/a', 'US'], ['777 123 456', 'XX']] as const) {
    const { shown, identifying } = readPhone(text, country);
    expect(identifying, text).toBe('');
    expect(shown).not.toBe('');
  }
  expect(readPhone('+49 111 1111111', '').identifying).toBe('');
  expect(readPhone(undefined, 'CZ')).toEqual({ shown: '', identifying: '' });
});
