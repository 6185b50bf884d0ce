// Sends what is due, minute by minute, and looks for alerts every hour, while the server runs. What is due and what was sent stands in the records
// store, so nothing depends on this process living on: after a restart it goes on with what is due then.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Reporting } from './reporting.js';

const MINUTE = 60_000;
/** Between two looks for alerts: each asks for all goals and three months of counts. */
const HOUR = 60 * MINUTE;

export interface MailSchedule {
  /** Ends after the mail that is under way. */
  stop(): Promise<void>;
}

/** @param every milliseconds between two looks at what is due */
export function startMailSchedule(reporting: Pick<Reporting, 'sendDue' | 'checkAllAlerts'>, log: Logger, every: number = MINUTE): MailSchedule {
  const stopping = new AbortController();
  let checked = -Infinity;
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      // Waits first: a start is no reason for haste, and its stores have other work.
      await sleep(every, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      try {
        if (performance.now() - checked >= HOUR) {
          checked = performance.now();
          await reporting.checkAllAlerts();
        }
        const { sent, failed } = await reporting.sendDue();
        if (sent + failed > 0) log.info({ sent, failed }, 'mail sent');
      } catch (err) {
        log.error({ err }, 'mail could not be sent');
      }
    }
  };
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
