// What one of several things done side by side came to, when each may fail on its own.

/** The value. @throws what it failed with; TypeError for nothing at all */
export function fulfilled<T>(result: PromiseSettledResult<T> | undefined): T {
  if (result === undefined) throw new TypeError('nothing was done');
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}
