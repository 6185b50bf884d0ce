// How fresh a source's data is, in words: how often its days come, how old its last one is, and why that is too old.
import type { SourceFreshness } from '../../shared/api/freshness.js';
import { formatCount } from '../format/format-figure.js';

const days = (n: number): string => `${formatCount(n)} ${n === 1 ? 'day' : 'days'}`;

/** What facts of a kind are called, several of them. */
const KINDS: Readonly<Record<string, string>> = {
  touch: 'touches', submission: 'inquiries', stageChange: 'stage changes', deal: 'deals', cost: 'costs', traffic: 'counts of visits', series: 'own series', rate: 'exchange rates',
};
export const kindsWord = (kind: string): string => KINDS[kind] ?? kind;

export const ageWords = (age: number): string => (age === 0 ? 'today' : age === 1 ? 'yesterday' : `${days(age)} ago`);

/** How often days with data come. */
export const rhythmWords = (everyDays: number): string => (everyDays <= 1 ? 'every day' : `every ${days(everyDays)}`);

/** Whether a source is older than its own rhythm allows, with the reason. */
export const freshnessReason = ({ stale, ageDays, everyDays }: Pick<SourceFreshness, 'stale' | 'ageDays' | 'everyDays'>): string =>
  stale ? `stale: nothing for ${days(ageDays)}, though new days came ${rhythmWords(everyDays)}` : ageDays > 1 ? `fresh: new days come ${rhythmWords(everyDays)}` : 'fresh';
