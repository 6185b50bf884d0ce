import { expect, test } from 'vitest';
import { readYaml } from './read-yaml.js';

test('gives plain data, and null for an empty text', () => {
  expect(readYaml('a:\n  b: [1, { c: x }]\n- ')).toHaveProperty('problem');
  expect(readYaml('a:\n  b: [1, { c: x }]\n')).toEqual({ value: { a: { b: [1, { c: 'x' }] } } });
  expect(readYaml('')).toEqual({ value: null });
  expect(readYaml(`${'['.repeat(40)}${']'.repeat(40)}`)).toHaveProperty('value');
});

// Each of these ended the process: the library builds a document by functions that call themselves.
test.each([
  ['lists', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
  ['lists without an end', `name: x\ncards: ${'['.repeat(200_000)}`],
  ['maps', '{a: '.repeat(20_000)],
  ['dashes', '- '.repeat(100_000)],
  ['both', '- [{a: '.repeat(5000)],
  ['keys of keys', '? '.repeat(20_000)],
  ['lines', Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
])('says where %s are nested too deep', (_, text) => {
  expect(readYaml(text)).toEqual({ problem: { message: 'more than 100 levels lie within each other', at: { line: expect.any(Number) as number, column: expect.any(Number) as number } } });
});

test('counts lines and columns from 1', () => {
  expect(readYaml(`a: 1\nb: ${'['.repeat(200)}`)).toMatchObject({ problem: { at: { line: 2, column: expect.any(Number) as number } } });
  expect(readYaml('a: *x')).toMatchObject({ problem: { message: expect.stringContaining('x') as string } });
});

test('refuses a second document', () => {
  expect(readYaml('a: 1\n---\nb: 2\n')).toEqual({ problem: { message: 'a second document begins after ---, and one is read', at: { line: 2, column: 1 } } });
});

test('refuses references that stand for too much', () => {
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x, x]\n${'bcdefg'.split('').map((n, i) => `${n}: &${n} [${Array.from({ length: 10 }, () => `*${'abcdef'[i] ?? ''}`).join(', ')}]`).join('\n')}\n`;
  expect(readYaml(bomb)).toMatchObject({ problem: { message: expect.stringContaining('references') as string } });
});
