// Shows how far an import is: a line that rewrites itself for a person, now and then a line for a log.
import type { ImportDocument } from '../../shared/api/imports.js';
import type { Terminal } from '../terminal.js';

/** Milliseconds between lines where nobody watches. */
const LOG_INTERVAL = 10_000;

const whole = (n: number): string => Math.round(n).toLocaleString('en');

function progressText(name: string, { progress, read, rejected, rowsPerSecond, secondsLeft }: ImportDocument): string {
  const parts = [`${name}: ${Math.floor(progress * 100)} %`, `${whole(read)} rows`];
  if (rejected > 0) parts.push(`${whole(rejected)} refused`);
  if (rowsPerSecond !== null) parts.push(`${whole(rowsPerSecond)} rows/s`);
  if (secondsLeft !== null) parts.push(`${whole(secondsLeft)} s left`);
  return parts.join(', ');
}

export function showProgress(terminal: Terminal, name: string): { show(state: ImportDocument): void; clear(): void } {
  let said = Date.now();
  return {
    show(state) {
      if (terminal.isWatched) terminal.rewrite(progressText(name, state));
      else if (Date.now() - said > LOG_INTERVAL) {
        said = Date.now();
        terminal.say(progressText(name, state));
      }
    },
    clear() {
      if (terminal.isWatched) terminal.rewrite('');
    },
  };
}
