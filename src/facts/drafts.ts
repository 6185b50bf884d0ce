// The vocabulary of facts as they arrive: one Zod schema per fact. A draft names its person,
// account and visitor as the source does (`who`); identity resolves that before a fact is stored.
import { z } from 'zod';

/** ISO 8601 instant in UTC with milliseconds (`2026-03-31T22:30:00.000Z`), or a calendar day (`2026-03-31`) that stays that day in every zone. */
export const moment = z.union([z.iso.datetime(), z.iso.date()]);
export type Moment = z.infer<typeof moment>;
/** A calendar day, `2026-03-31`. */
export const day = z.iso.date();
/** Decimal as a string, at most 18 digits before and 8 after the point. */
export const decimal = z.string().regex(/^-?\d{1,18}(\.\d{1,8})?$/, 'a decimal such as 1234.56');
/** ISO 4217, upper case. */
export const currency = z.string().regex(/^[A-Z]{3}$/, 'a currency code such as EUR');
const text = z.string().max(2000);
const count = z.number().int().nonnegative();

/**
 * How a source names a person, their company and their browser. Anything may be missing.
 * Personal data in here goes to the records store only.
 * `ids` are external ids with their namespace, e.g. `zoho:lead:4563`; several of one person are aliases.
 */
export const who = z.object({
  email: text.optional(),
  phone: text.optional(),
  firstName: text.optional(),
  lastName: text.optional(),
  ids: z.array(text).optional(),
  visitorId: text.optional(),
  account: z.object({ ids: z.array(text).optional(), name: text.optional(), domain: text.optional() }).optional(),
});
export type Who = z.infer<typeof who>;

/** Where a touch, lead or cost came from, as the source names it. Channel rules turn it into channel, group and direction. */
export const origin = z.object({
  /** Set only when the source itself names a channel; else the rules decide. */
  channel: text.optional(),
  source: text.optional(),
  medium: text.optional(),
  campaign: text.optional(),
  content: text.optional(),
  term: text.optional(),
  referrer: text.optional(),
  /** Name of the click id parameter that was present: gclid, msclkid, fbclid, li_fat_id … */
  clickId: text.optional(),
  landingPage: text.optional(),
});
export type Origin = z.infer<typeof origin>;

const base = {
  /** The source's own id of this fact, unique within its connector and kind. Without it the runner derives one from the row. */
  key: text.optional(),
};

export const TOUCH_KINDS = [
  'page_view', 'ad_click', 'form_view', 'download', 'email_sent', 'email_delivered', 'email_bounced', 'email_open', 'email_click',
  'opt_in_asked', 'opt_in_confirmed', 'unsubscribe', 'call', 'chat', 'meeting', 'mail', 'event', 'other',
] as const;
export const GRADES = ['human', 'suspect', 'bot'] as const;

/** Something a person or visitor did, or that reached them. Immutable. */
export const touchDraft = z.object({
  ...base,
  kind: z.literal('touch'),
  at: moment,
  who,
  origin,
  touch: z.enum(TOUCH_KINDS),
  /** Session id of the source; without it, visits are cut after 30 minutes without activity. */
  visit: text.optional(),
  page: text.optional(),
  country: text.optional(),
  device: text.optional(),
  /** Seconds of attention on the page. */
  attention: z.number().nonnegative().optional(),
  grade: z.enum(GRADES).optional(),
  /** What the person answered when asked how they heard of the company. */
  selfReported: text.optional(),
  /** Staff member on the other side of a call, mail or meeting. */
  owner: text.optional(),
  /** For calls, mails, meetings and chats: who began. */
  initiative: z.enum(['inbound', 'outbound']).optional(),
});

export const SCRUB_REASONS = ['duplicate', 'invalid_email', 'invalid_phone', 'disposable_domain', 'bot', 'over_cap', 'test', 'no_consent'] as const;

/** A form sent, call taken, chat or imported enquiry. Immutable. `duplicate` is found when read, never claimed. */
export const submissionDraft = z.object({
  ...base,
  kind: z.literal('submission'),
  at: moment,
  who,
  origin,
  form: text.optional(),
  /** The form's answer to "how did you hear of us". */
  selfReported: text.optional(),
  outcome: z.enum(['accepted', 'scrubbed']).default('accepted'),
  reason: z.enum(SCRUB_REASONS).optional(),
  vendor: text.optional(),
  /** What the vendor charges for it. */
  price: decimal.optional(),
  currency: currency.optional(),
});

/** A person reached a stage, left the path, or came back. Append-only. */
export const stageChangeDraft = z.object({
  ...base,
  kind: z.literal('stageChange'),
  at: moment,
  who,
  /** A stage of the workspace, one of EXITS, or `re_entry`. */
  stage: text,
  reason: text.optional(),
  actor: text.optional(),
});

/** A version of a deal; the latest wins. */
export const dealDraft = z.object({
  ...base,
  kind: z.literal('deal'),
  /** The primary person (and account) of the deal. */
  who,
  name: text.optional(),
  createdAt: moment,
  closedAt: moment.optional(),
  status: z.enum(['open', 'won', 'lost']),
  /** The pipeline stage as the source names it. */
  stage: text.optional(),
  /** new: a first sale; existing: a further sale to a customer; renewal. */
  type: z.enum(['new', 'existing', 'renewal']).default('new'),
  /** Missing where the source gives none: the deal counts, its value is no value. */
  amount: decimal.optional(),
  currency: currency.optional(),
  /** Gross margin as money in the deal's currency. */
  margin: decimal.optional(),
  owner: text.optional(),
  product: text.optional(),
  lostReason: text.optional(),
  /** What the deal's record itself names as its source: the dimension deal_source. */
  origin,
  /** When the source changed it last; orders versions. */
  changedAt: moment.optional(),
});

/** A version of a recurring subscription; the latest wins. */
export const subscriptionDraft = z.object({
  ...base,
  kind: z.literal('subscription'),
  who,
  product: text.optional(),
  /** Amount per interval, all units together. */
  amount: decimal,
  currency: currency.optional(),
  interval: z.enum(['month', 'year']),
  startsAt: moment,
  /** When it stops counting, not when its cancelling was asked for. */
  endsAt: moment.optional(),
  /** Trial days count nothing: revenue starts here when it lies after startsAt. */
  trialEndsAt: moment.optional(),
  changedAt: moment.optional(),
});

export const COST_KINDS = ['media', 'staff', 'tools', 'agency', 'creative', 'other', 'sales'] as const;

/** What the lines of ad platforms are kept by, the finest first (docs/decisions/0003). */
export const AD_LEVELS = ['campaign', 'ad_set', 'ad', 'campaign_group', 'account'] as const;

/** Which part of an ad account a line is the cost of: of several reports of the same days one counts. */
export const adReport = z.object({
  level: z.enum(AD_LEVELS),
  /** The account's id or, where the report names none, its name. */
  account: text.optional(),
  campaignId: text.optional(),
});

/** A cost line over its days, both ends included; a restated line (same key) replaces. `sales` counts in full CAC only. */
export const costDraft = z.object({
  ...base,
  kind: z.literal('cost'),
  from: day,
  until: day,
  cost: z.enum(COST_KINDS),
  origin,
  amount: decimal,
  currency: currency.optional(),
  impressions: count.optional(),
  clicks: count.optional(),
  product: text.optional(),
  country: text.optional(),
  device: text.optional(),
  note: text.optional(),
  /** Only for lines from an ad platform's report. */
  adReport: adReport.optional(),
});

/** Attributes of a person for analysis, as of a moment; no personal data outside `who`. */
export const personDraft = z.object({
  ...base,
  kind: z.literal('person'),
  at: moment,
  who,
  persona: text.optional(),
  segment: text.optional(),
  country: text.optional(),
  owner: text.optional(),
  /** The answer to "how did you hear of us" that their record holds. */
  selfReported: text.optional(),
  /** The source their record names; their origin where no touch is known. */
  origin,
});

/** Attributes of an account for analysis, as of a moment. */
export const accountDraft = z.object({
  ...base,
  kind: z.literal('account'),
  at: moment,
  who,
  industry: text.optional(),
  /** Number of people, or a band such as 21–100, as the source gives it. */
  size: text.optional(),
  segment: text.optional(),
  country: text.optional(),
  owner: text.optional(),
});

/** A reference rate: units of `currency` per one euro on `day`. */
export const rateDraft = z.object({ ...base, kind: z.literal('rate'), day, currency, perEuro: decimal });

/** One value of a user's own series on a day (followers, shares, positions). */
export const seriesDraft = z.object({ ...base, kind: z.literal('series'), day, series: text, value: z.number() });

/** What a traffic report may be split by. */
export const TRAFFIC_SPLITS = ['channel', 'source', 'medium', 'campaign', 'content', 'landing_page', 'country', 'device'] as const;

/**
 * Visits of a day as a web analytics product counts them, in total or for one value of what its report is split by.
 * A version: the day again replaces. Never added to visits that were seen one by one (docs/decisions/0004).
 */
export const trafficDraft = z.object({
  ...base,
  kind: z.literal('traffic'),
  day,
  /** Property or site, where the report names one: different sites add up. */
  site: text.optional(),
  /** What the report is split by: names of TRAFFIC_SPLITS in their order, joined by commas; '' for a day's total. */
  split: text,
  origin,
  country: text.optional(),
  device: text.optional(),
  visits: count,
  /** Different visitors of this day and value; not additive. */
  visitors: count.optional(),
  pageviews: count.optional(),
  bounces: count.optional(),
  engagedVisits: count.optional(),
  /** Digest of all that the report says of the day in this split: rows that a later report no longer has are gone. */
  statement: text.optional(),
  /** Days of the total that was spread evenly, `2026-07-01 to 2026-07-31`. */
  covers: text.optional(),
});

export const factDraft = z.discriminatedUnion('kind', [
  touchDraft, submissionDraft, stageChangeDraft, dealDraft, subscriptionDraft, costDraft, personDraft, accountDraft, rateDraft, seriesDraft, trafficDraft,
]);
export type FactDraft = z.input<typeof factDraft>;
export type FactKind = FactDraft['kind'];
export const FACT_KINDS = ['touch', 'submission', 'stageChange', 'deal', 'subscription', 'cost', 'person', 'account', 'rate', 'series', 'traffic'] as const satisfies readonly FactKind[];

export type TouchDraft = z.input<typeof touchDraft>;
export type DealDraft = z.input<typeof dealDraft>;
export type SubscriptionDraft = z.input<typeof subscriptionDraft>;
export type CostDraft = z.input<typeof costDraft>;
export type RateDraft = z.input<typeof rateDraft>;
export type SeriesDraft = z.input<typeof seriesDraft>;
export type TrafficDraft = z.input<typeof trafficDraft>;
