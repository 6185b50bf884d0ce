// Turns the system's wish to stop into an AbortSignal that the rest of the program listens to.

/** Milliseconds in which a second signal counts as the first: Ctrl+C under npm reaches the program twice, from the terminal and from npm. */
const ECHO = 1000;
/** Milliseconds between looks whether the parent still lives. */
const LOOK = 300;

/**
 * Aborted by the first SIGINT, SIGTERM or SIGHUP; one that follows after a second ends the process at once.
 * @param withParent also aborted when the parent has gone: a SIGTERM to npm ends npm and the shell under it, and never comes here
 */
export function listenForStop({ withParent }: { withParent: boolean }): AbortSignal {
  const controller = new AbortController();
  let first = 0;
  const stop = (): void => {
    first = performance.now();
    controller.abort();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (!controller.signal.aborted) stop();
      else if (performance.now() - first > ECHO) process.exit(1);
    });
  }
  if (withParent) {
    const parent = process.ppid;
    const timer = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(timer);
      if (!controller.signal.aborted) stop();
    }, LOOK);
    timer.unref();
  }
  return controller.signal;
}

/** Resolves when the signal is aborted; at once when it is already. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => { resolve(); }, { once: true });
  });
