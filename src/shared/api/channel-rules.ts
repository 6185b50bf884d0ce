// The documents of a workspace's channel rules: what stands in force, by version, and what can be changed about it.
import { z } from 'zod';

export const channelWord = z.string().min(1).max(200);
export const channelWords = z.array(z.string().max(200));

const isRegex = (pattern: string): boolean => {
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch {
    return false;
  }
};
export const channelPattern = z.string().min(1).max(300).refine(isRegex, 'a regular expression');

/**
 * All named fields must hold. Words match whatever their case, spaces, underscores and hyphens;
 * '' in a list stands for a missing value. Patterns see the value in lower case.
 */
export const channelCondition = z
  .strictObject({
    source: channelWords,
    medium: channelWords,
    mediumContains: z.array(channelWord),
    mediumEndsWith: z.array(channelWord),
    campaignContains: z.array(channelWord),
    campaignMatches: channelPattern,
    /** The source (or, where it says nothing, the referrer) is listed under this category. */
    category: channelWord,
    /** The medium matches `paidMedium`, or a click id says that the click was paid for. */
    paid: z.boolean(),
  })
  .partial()
  .refine((c) => Object.keys(c).length > 0, 'at least one condition');
export type ChannelCondition = z.infer<typeof channelCondition>;

/** `when` lists alternatives. */
export const channelRule = z.strictObject({ channel: channelWord, when: z.array(channelCondition).min(1) });
export type ChannelRule = z.infer<typeof channelRule>;

export const channelRulesDocument = z.object({
  /** In force: what is imported from now on is classified with it. Versions of a workspace's own count from 1001. */
  version: z.number().int(),
  /** Rules of the workspace's own, in the order in which they are tried, before all others. */
  own: z.array(channelRule),
  /** Rules that came with the program, in their order; the first that holds decides. */
  others: z.array(channelRule),
  channels: z.array(z.object({ name: z.string(), group: z.string(), direction: z.enum(['inbound', 'outbound']) })),
  /** Versions that were saved, the latest first; times are instants. */
  versions: z.array(z.object({ version: z.number().int(), note: z.string(), createdAt: z.iso.datetime() })),
});
export type ChannelRulesDocument = z.infer<typeof channelRulesDocument>;

/** Most rules of a workspace's own: beyond that the channel belongs into the file. */
export const MOST_OWN_RULES = 200;

export const changeChannelRulesRequest = z.object({
  /** The version that the change was made from; refused when another has come meanwhile. */
  basedOn: z.number().int(),
  /** All rules of one's own from now on, in order. */
  own: z.array(channelRule).max(MOST_OWN_RULES),
  note: z.string().max(200).default(''),
});
export type ChangeChannelRulesRequest = z.input<typeof changeChannelRulesRequest>;
