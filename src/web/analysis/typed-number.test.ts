// What is typed becomes the number that is meant, to the last digit.
import { describe, expect, it } from 'vitest';
import { decimalOf, typedOf } from './typed-number.js';

describe('a typed number', () => {
  it('reads numbers with blanks between thousands, and leaves what it can not read to the server', () => {
    expect(decimalOf('1 200\u202f000', 'money')).toBe('1200000');
    expect(decimalOf('12.5 %', 'rate')).toBe('0.125');
    expect(decimalOf('0.1', 'rate')).toBe('0.001');
    expect(decimalOf('a lot', 'rate')).toBe('alot');
    expect(typedOf(decimalOf('7.77', 'rate'), 'rate')).toBe('7.77');
  });
});
