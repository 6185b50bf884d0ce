import { describe, expect, it } from 'vitest';
import { ACTIONS, NOBODY, OWNER, assertMay, identifyCaller, isLoopback } from './callers.js';

describe('callers', () => {
  it.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])('knows %s as this machine', (address) => {
    expect(isLoopback(address)).toBe(true);
  });

  it.each(['0.0.0.0', '::', '10.0.0.1', '192.168.1.2', '::ffff:10.0.0.1', '128.0.0.1', 'localhost', '', '127.0.0.1.example.com'])('does not take %s for this machine', (address) => {
    expect(isLoopback(address)).toBe(false);
  });

  it('takes a caller at this machine for the owner, one through a proxy or from elsewhere for nobody', () => {
    expect(identifyCaller('127.0.0.1', false)).toBe(OWNER);
    expect(identifyCaller('127.0.0.1', true)).toBe(NOBODY);
    expect(identifyCaller('10.0.0.1', false)).toBe(NOBODY);
    expect(identifyCaller(undefined, false)).toBe(NOBODY);
  });

  it.each(ACTIONS)('lets the owner %s, and nobody else', (action) => {
    expect(() => assertMay(OWNER, action)).not.toThrow();
    expect(() => assertMay(NOBODY, action)).toThrow(action);
  });

  it('closes what admits nobody to the owner too, and opens what admits anyone', () => {
    expect(() => assertMay(OWNER, 'nobody')).toThrow('Nobody may call this.');
    expect(() => assertMay(NOBODY, 'anyone')).not.toThrow();
  });
});
