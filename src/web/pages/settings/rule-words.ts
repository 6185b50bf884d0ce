// Channel rules in words, and what is typed in the form as a rule.
import type { ChannelCondition, ChannelRule } from '../../../shared/api/channel-rules.js';
import { listOfWords } from '../../analysis/list-of-words.js';

const listed = (words: readonly string[]): string => words.map((word) => (word === '' ? '(none)' : word)).join(' or ');

/** Of one alternative: what has to hold, all of it. */
function conditionWords(c: ChannelCondition): string {
  return [
    c.source && `source is ${listed(c.source)}`, c.medium && `medium is ${listed(c.medium)}`, c.mediumContains && `medium contains ${listed(c.mediumContains)}`, c.mediumEndsWith && `medium ends with ${listed(c.mediumEndsWith)}`,
    c.campaignContains && `campaign contains ${listed(c.campaignContains)}`, c.campaignMatches !== undefined && `campaign matches ${c.campaignMatches}`,
    c.category !== undefined && `source is known as ${c.category}`, c.paid !== undefined && (c.paid ? 'the visit was paid for' : 'the visit was not paid for'),
  ].filter((part) => typeof part === 'string').join(', and ');
}

/** When a rule holds. */
export const ruleWords = (rule: ChannelRule): string => rule.when.map(conditionWords).join('; or ');

export interface RuleFields {
  readonly channel: string;
  /** Each a list with commas, or empty. */
  readonly source: string;
  readonly medium: string;
  readonly campaign: string;
}

/** The rule that fields say; null while they say none. */
export function ruleOf({ channel, source, medium, campaign }: RuleFields): ChannelRule | null {
  const [sources, media, campaigns] = [listOfWords(source), listOfWords(medium), listOfWords(campaign)];
  if (channel === '' || sources.length + media.length + campaigns.length === 0) return null;
  return { channel, when: [{ ...(sources.length > 0 && { source: sources }), ...(media.length > 0 && { medium: media }), ...(campaigns.length > 0 && { campaignContains: campaigns }) }] };
}

/** A rule as the form shows it; null for one that has more to it than the form can show. */
export function fieldsOf({ channel, when }: ChannelRule): RuleFields | null {
  const [one, more] = when;
  if (one === undefined || more !== undefined || Object.keys(one).some((key) => !['source', 'medium', 'campaignContains'].includes(key))) return null;
  const words = [one.source ?? [], one.medium ?? [], one.campaignContains ?? []];
  if (words.flat().some((word) => word === '' || word.includes(','))) return null;
  const [source = '', medium = '', campaign = ''] = words.map((list) => list.join(', '));
  return { channel, source, medium, campaign };
}
