// The documents of what people say brought them: which words stand for which channel, by version, and what people answered.
import { z } from 'zod';
import { foldAnswer } from '../fold-answer.js';

/** Who answered and doesn't know. */
export const SAID_UNKNOWN = '(unknown)';
/** Who answered something that no rule knows: it stays as it was said, in the dimension self_reported_answer. */
export const SAID_OTHER = '(other)';

/** The engine looks for no more than 255 words at once. */
const MOST_WORDS = 200;
const word = z.string().min(1).max(200).refine((text) => foldAnswer(text) !== '', 'a word or number');
const channel = z.string().min(1).max(200);

/** An answer that holds one of the words, whole, whatever their letter case and accents, means the channel. */
export const selfReportedRule = z.strictObject({
  /** A channel of the workspace, or (unknown). */
  channel,
  /** Channels that who says so can mean as well: nobody who says Google tells an ad from a result. They count as agreeing, and name nothing. */
  alike: z.array(channel).max(50).default([]),
  words: z.array(word).min(1).max(MOST_WORDS),
});
export type SelfReportedRule = z.infer<typeof selfReportedRule>;

export const MOST_SELF_REPORTED_RULES = 200;

export const selfReportedRuleSet = z.strictObject({
  /** Tried in order: the first that holds decides. */
  rules: z.array(selfReportedRule).max(MOST_SELF_REPORTED_RULES),
});
export type SelfReportedRuleSet = z.infer<typeof selfReportedRuleSet>;

export const selfReportedRulesDocument = selfReportedRuleSet.extend({
  /** In force; 0 for those that come with the program. */
  version: z.number().int(),
  /** Those that come with the program. */
  builtIn: z.array(selfReportedRule),
  /** Versions that were saved, the latest first, 50 at most; times are instants. */
  versions: z.array(selfReportedRuleSet.extend({ version: z.number().int(), note: z.string(), createdAt: z.iso.datetime() })),
});
export type SelfReportedRulesDocument = z.infer<typeof selfReportedRulesDocument>;

export const changeSelfReportedRulesRequest = selfReportedRuleSet.extend({
  /** The version that the change was made from; refused when another has come meanwhile. */
  basedOn: z.number().int(),
  note: z.string().max(200).default(''),
});
export type ChangeSelfReportedRulesRequest = z.input<typeof changeSelfReportedRulesRequest>;

/** Different answers that are listed. */
export const MOST_ANSWERS = 500;

export const selfReportedAnswers = z.object({
  /** Persons with an answer, and how many of them would be listed elsewhere by the rules looked at. */
  persons: z.number(),
  changed: z.number(),
  /** Different answers; the 500 most frequent are listed. */
  different: z.number(),
  /** As they were said, what the rules in force make of them, and the rules looked at. */
  answers: z.array(z.object({ answer: z.string(), persons: z.number(), before: z.string(), after: z.string() })),
});
export type SelfReportedAnswers = z.infer<typeof selfReportedAnswers>;
