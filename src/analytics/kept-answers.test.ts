import { expect, it } from 'vitest';
import { KeptAnswers } from './kept-answers.js';

it('reads once for each state of each workspace, whoever asks at the same time', async () => {
  const kept = new KeptAnswers<string>();
  let reads = 0;
  const ask = (id: number, at: string): Promise<string> => kept.get(id, at, () => Promise.resolve(`${at}, read ${(reads += 1)}`));
  expect(await Promise.all([ask(1, 'a'), ask(1, 'a'), ask(2, 'a')])).toEqual(['a, read 1', 'a, read 1', 'a, read 2']);
  expect(await ask(1, 'b')).toBe('b, read 3');
  expect(await ask(1, 'b')).toBe('b, read 3');
});

it('does not keep what failed, nor lets a late failure take away what came after it', async () => {
  const kept = new KeptAnswers<string>();
  await expect(kept.get(1, 'a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await kept.get(1, 'a', () => Promise.resolve('yes'))).toBe('yes');
  let fail: (error: Error) => void = () => undefined;
  const late = kept.get(1, 'b', () => new Promise((_, reject) => { fail = reject; }));
  expect(await kept.get(1, 'c', () => Promise.resolve('new'))).toBe('new');
  fail(new Error('late'));
  await expect(late).rejects.toThrow('late');
  expect(await kept.get(1, 'c', () => Promise.resolve('read again'))).toBe('new');
});
