// How deals are written down: amounts as sellers round them, and the versions of a deal.
import type { DealDraft } from '../facts/drafts.js';
import { instant } from './fact-window.js';
import type { Case } from './people.js';

/** An amount in a currency, rounded as sellers do. */
export function priced(euro: number, perEuro: number): number {
  const amount = euro * perEuro;
  const step = amount > 200_000 ? 1_000 : amount > 20_000 ? 500 : 50;
  return Math.max(step, Math.round(amount / step) * step);
}

export const money = (amount: number): string => amount.toFixed(2);

type Version = Omit<DealDraft, 'kind' | 'key' | 'changedAt'>;

/** Emits a version of a deal; it is made only where it falls into the window. */
export function versionOf(c: Case, name: string, at: number, make: () => Version): void {
  const key = c.out.keyOf(name, at);
  if (key !== undefined) c.out.add({ kind: 'deal', key, changedAt: instant(at), ...make() });
}
