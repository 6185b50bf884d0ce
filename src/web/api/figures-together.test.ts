import { expect, it, vi } from 'vitest';
import type { FiguresDocument } from '../../shared/api/figures.js';
import { MOST_TOGETHER } from '../../shared/api/figures.js';
import { createAsker, type Send } from './figures-together.js';

const documentOf = (question: string): FiguresDocument => ({ from: question, to: '', timeZone: '', currency: '', asOf: '', basis: 'activity', rows: [], scans: {} });
const answering = () => vi.fn<Send>((questions) => Promise.resolve(questions.map((q) => (q === 'bad' ? { status: 'rejected', reason: new Error('bad') } : { status: 'fulfilled', value: documentOf(q) }))));

it('sends what is asked at one moment as one, and gives each its own answer or error', async () => {
  const send = answering();
  const ask = createAsker(send);
  const found = await Promise.allSettled([ask('a'), ask('bad'), ask('b')]);
  expect(send.mock.calls.map(([questions]) => questions)).toEqual([['a', 'bad', 'b']]);
  expect(found.map((one) => (one.status === 'fulfilled' ? one.value.from : (one.reason as Error).message))).toEqual(['a', 'bad', 'b']);
  await ask('later');
  expect(send.mock.calls.map(([questions]) => questions.length)).toEqual([3, 1]);
});

it('sends no more together than the server takes', async () => {
  const send = answering();
  const ask = createAsker(send);
  await Promise.all(Array.from({ length: MOST_TOGETHER + 1 }, (_, i) => ask(`${i}`)));
  expect(send.mock.calls.map(([questions]) => questions.length)).toEqual([MOST_TOGETHER, 1]);
});

it('lets go of who no longer wants an answer, and of the request when nobody does', async () => {
  const [one, other, before] = [new AbortController(), new AbortController(), new AbortController()];
  let given: AbortSignal | undefined;
  const send = vi.fn<Send>((_, signal) => new Promise((_resolve, reject) => { given = signal; signal.addEventListener('abort', () => { reject(new Error('given up')); }); }));
  const ask = createAsker(send);
  const answers = Promise.allSettled([ask('a', one.signal), ask('b', other.signal), ask('c', before.signal)]);
  before.abort();
  await vi.waitFor(() => { expect(send).toHaveBeenCalledOnce(); });
  expect(send.mock.calls[0]?.[0]).toEqual(['a', 'b']);
  one.abort();
  expect(given?.aborted).toBe(false);
  other.abort();
  expect(given?.aborted).toBe(true);
  expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
});
