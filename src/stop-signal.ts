// Turns the system's wish to stop into an AbortSignal that the rest of the program listens to.

/** Milliseconds in which a second signal counts as the first: Ctrl+C under npm reaches the program twice, from the terminal and from npm. */
const ECHO = 1000;

/** Aborted by the first SIGINT, SIGTERM or SIGHUP; one that follows after a second ends the process at once. */
export function listenForStop(): AbortSignal {
  const controller = new AbortController();
  let first = 0;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (!controller.signal.aborted) {
        first = performance.now();
        controller.abort();
      } else if (performance.now() - first > ECHO) process.exit(1);
    });
  }
  return controller.signal;
}

/** Resolves when the signal is aborted; at once when it is already. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => { resolve(); }, { once: true });
  });
