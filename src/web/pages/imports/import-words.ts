// Imports in words: states, how sure a recognition is, what kinds of facts are called and which figure shows them.
import type { ImportDocument } from '../../../shared/api/imports.js';

export const STATE_WORDS: Record<ImportDocument['state'], string> = {
  waiting: 'waiting', running: 'running', done: 'done', failed: 'failed', interrupted: 'stopped', cancelled: 'cancelled', undone: 'undone',
};

export const isEnded = (i: Pick<ImportDocument, 'state'>): boolean => i.state !== 'waiting' && i.state !== 'running';

/** 0 to 1 in words. */
export function sureWords(confidence: number): string {
  if (confidence >= 0.9) return 'sure';
  if (confidence >= 0.6) return 'likely';
  return confidence >= 0.3 ? 'a guess' : 'unlikely';
}

interface KindWords {
  readonly one: string;
  readonly many: string;
  /** The KPI that shows them. */
  readonly kpi: string | undefined;
}

const KINDS: Record<string, KindWords> = {
  touch: { one: 'touch', many: 'touches', kpi: 'visits' },
  submission: { one: 'inquiry', many: 'inquiries', kpi: 'inquiries' },
  stageChange: { one: 'stage change', many: 'stage changes', kpi: 'mqls' },
  deal: { one: 'deal', many: 'deals', kpi: 'revenue' },
  subscription: { one: 'subscription', many: 'subscriptions', kpi: 'mrr' },
  cost: { one: 'cost line', many: 'cost lines', kpi: 'cost' },
  person: { one: 'person', many: 'persons', kpi: 'leads' },
  account: { one: 'account', many: 'accounts', kpi: 'customers' },
  rate: { one: 'exchange rate', many: 'exchange rates', kpi: undefined },
  traffic: { one: 'count of visits', many: 'counts of visits', kpi: 'visits' },
  series: { one: 'value of a series', many: 'values of a series', kpi: undefined },
};

/** What a kind of fact is called, and the KPI that shows it. */
export const kindWords = (kind: string, n: number): { label: string; kpi: string | undefined } => {
  const words = KINDS[kind];
  return { label: words ? (n === 1 ? words.one : words.many) : kind, kpi: words?.kpi };
};

/** What can be done with an import as it is. */
export function actionsOf(i: Pick<ImportDocument, 'state' | 'dryRun' | 'read' | 'accepted'>): { cancel: boolean; resume: boolean; undo: boolean } {
  const written = !i.dryRun && ['done', 'failed', 'interrupted', 'cancelled'].includes(i.state) && i.accepted > 0;
  return { cancel: !isEnded(i), resume: !i.dryRun && (i.state === 'interrupted' || i.state === 'cancelled' || (i.state === 'failed' && i.read > 0)), undo: written };
}
