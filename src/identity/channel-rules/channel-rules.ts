// The shape of channel rules: data, so that a workspace can keep versions of its own and every fact
// can name the version it was classified with. How they are applied is classify.ts's business.
import { z } from 'zod';
import { channelPattern as pattern, channelRule, channelWord as word, channelWords as words } from '../../shared/api/channel-rules.js';

const channel = z.strictObject({
  name: word,
  group: word,
  direction: z.enum(['inbound', 'outbound']),
  /** What CRMs and exports call this channel in a lead-source column; its own name is understood. */
  words,
  /** Its words give way to any other channel's: "web" beside "partner" is Partner. */
  vague: z.boolean().default(false),
});

const clickId = z.strictObject({
  /** False for ids that networks add to unpaid links too (fbclid). */
  paid: z.boolean(),
  /** The source where neither tags nor referrer name one. */
  source: word,
  /** The medium where the tags name none. */
  medium: word,
});

export const channelRules = z
  .strictObject({
    version: z.number().int().positive(),
    channels: z.array(channel),
    /** Tried in order, the first that holds decides; `when` lists alternatives. */
    rules: z.array(channelRule),
    /** Category -> hosts (`linkedin.com`, with their subdomains; `google.*` under every public suffix) and names (`google`). The most specific entry decides. */
    categories: z.record(z.string(), z.array(word)),
    /** Medium that is given to a visit by its referrer's category alone; others are `referral`. */
    referrerMedium: z.record(z.string(), word),
    /** What counts as a paid medium, in lower case without separators. */
    paidMedium: pattern,
    clickIds: z.record(z.string(), clickId),
    /** Hosts a visitor only passes through: payment and login pages. Never a source. */
    gateways: z.array(word),
    /** The company's own hosts: never a source. The landing page's own domain is understood. */
    ownDomains: z.array(word),
    /** Words that say that nothing is known; like a missing value. */
    unknownWords: words,
    /** What something is called that names a source which no rule knows. */
    unassigned: word,
    /** What a visit from another site is called. */
    referral: word,
    /** What a visit without any origin is called. */
    direct: word,
  })
  .superRefine((rules, issues) => {
    const names = new Set(rules.channels.map((c) => c.name));
    const used = [...rules.rules.map((r) => r.channel), rules.unassigned, rules.referral, rules.direct];
    for (const name of used) {
      if (!names.has(name)) issues.addIssue({ code: 'custom', message: `"${name}" is used but not listed under channels` });
    }
    if (names.size !== rules.channels.length) issues.addIssue({ code: 'custom', message: 'two channels have the same name' });
    for (const rule of rules.rules) {
      for (const { category } of rule.when) {
        if (category !== undefined && !(category in rules.categories)) issues.addIssue({ code: 'custom', message: `"${category}" is used but not listed under categories` });
      }
    }
  });
export type ChannelRules = z.infer<typeof channelRules>;
