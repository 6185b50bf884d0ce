// Timing: warm-up, several runs, the median; and two ways of doing the same in turns, so that a ratio
// compares like with like on a machine whose speed drifts.

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle) - 1] ?? Number.NaN)) / 2;
};

export const round = (value: number, digits = 2): number => Math.round(value * 10 ** digits) / 10 ** digits;

/** Milliseconds that the work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Milliseconds of each run, after one that does not count. */
export async function repeat(runs: number, work: () => Promise<unknown>): Promise<number[]> {
  await work();
  const times: number[] = [];
  for (let i = 0; i < runs; i += 1) times.push(await timed(work));
  return times;
}

/** Milliseconds of both, run by turns after one of each that does not count. */
export async function inTurns(runs: number, ours: () => Promise<unknown>, plain: () => Promise<unknown>): Promise<{ ours: number[]; plain: number[] }> {
  const times = { ours: [] as number[], plain: [] as number[] };
  await plain();
  await ours();
  for (let i = 0; i < runs; i += 1) {
    times.plain.push(await timed(plain));
    times.ours.push(await timed(ours));
  }
  return times;
}
