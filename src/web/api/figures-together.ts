// Questions for figures that a page asks at the same moment go to the server as one: it then reads the rows they share once.
import type { FiguresDocument } from '../../shared/api/figures.js';
import { MOST_TOGETHER } from '../../shared/api/figures.js';

/** What sends questions, each as a query string: one answer each, in their order. */
export type Send = (questions: readonly string[], signal: AbortSignal) => Promise<readonly PromiseSettledResult<FiguresDocument>[]>;

interface Waiting {
  readonly question: string;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (document: FiguresDocument) => void;
  readonly reject: (reason: unknown) => void;
}

const isAborted = ({ signal }: Waiting): boolean => signal?.aborted === true;

/** @returns asks a question; it goes out with all others that are asked before the page's current work is done */
export function createAsker(send: Send): (question: string, signal?: AbortSignal) => Promise<FiguresDocument> {
  let waiting: Waiting[] = [];

  async function ask(asked: readonly Waiting[]): Promise<void> {
    const given = new AbortController();
    // Who no longer wants an answer leaves; the question is given up when nobody wants one.
    for (const one of asked) {
      one.signal?.addEventListener('abort', () => {
        one.reject(one.signal?.reason);
        if (asked.every(isAborted)) given.abort(one.signal?.reason);
      });
    }
    try {
      const answers = await send(asked.map(({ question }) => question), given.signal);
      asked.forEach(({ resolve, reject }, i) => {
        const answer = answers[i];
        if (answer?.status === 'fulfilled') resolve(answer.value);
        else reject(answer?.reason);
      });
    } catch (reason) {
      for (const { reject } of asked) reject(reason);
    }
  }

  function sendAll(): void {
    const asked = waiting.filter((one) => !isAborted(one));
    for (const one of waiting.filter(isAborted)) one.reject(one.signal?.reason);
    waiting = [];
    for (let i = 0; i < asked.length; i += MOST_TOGETHER) void ask(asked.slice(i, i + MOST_TOGETHER));
  }

  return (question, signal) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setTimeout(sendAll);
      waiting.push({ question, signal, resolve, reject });
    });
}
