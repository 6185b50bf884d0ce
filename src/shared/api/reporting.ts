// The documents of what is sent by mail: digests, who gets them, and what became of each mail.
import { z } from 'zod';
import { figure } from './figures.js';
import { pacingStatus } from './pacing.js';
import { planFilters } from './planning.js';

export const DIGEST_KINDS = ['daily', 'weekly'] as const;
export const MAIL_KINDS = [...DIGEST_KINDS, 'alerts'] as const;
export const digestKind = z.enum(DIGEST_KINDS);
export type DigestKind = z.infer<typeof digestKind>;
export const mailKind = z.enum(MAIL_KINDS);
export type MailKind = z.infer<typeof mailKind>;

function isLocale(text: string): boolean {
  try {
    return text === '' || Intl.NumberFormat.supportedLocalesOf(text).length > 0;
  } catch {
    return false;
  }
}

const email = z.string().trim().max(254).pipe(z.email('it is no mail address'));
const locale = z.string().max(35).refine(isLocale, 'it is no locale such as cs-CZ or en-GB').describe('of numbers and dates; empty: what the workspace\'s country writes');

export const subscribeRequest = z.strictObject({
  email,
  kind: mailKind,
  hour: z.number().int().min(0).max(23).default(7).describe('from which hour on a digest is sent, by the clock of the workspace\'s zone'),
  weekday: z.number().int().min(1).max(7).default(1).describe('of a weekly digest; 1 is Monday'),
  locale: locale.default(''),
});
export type SubscribeRequest = z.input<typeof subscribeRequest>;
export const unsubscribeRequest = z.strictObject({ email, kind: mailKind.optional().describe('all kinds when left out') });
export type UnsubscribeRequest = z.input<typeof unsubscribeRequest>;

export const delivery = z.object({
  /** What it was about: `daily 2026-03-01`. */
  occasion: z.string(),
  /** unknown: the process ended before the mail server's answer came; it is not sent again. */
  state: z.enum(['waiting', 'sending', 'sent', 'failed', 'unknown']),
  attempts: z.number(),
  error: z.string(),
  changedAt: z.iso.datetime(),
});
export const subscription = z.object({
  id: z.string(), email: z.string(), kind: mailKind, hour: z.number(), weekday: z.number(), locale: z.string(), createdAt: z.iso.datetime(),
  /** The last mail of it; null before the first. */
  last: delivery.nullable(),
});
export type Subscription = z.infer<typeof subscription>;
export const subscriptionList = z.object({ subscriptions: z.array(subscription) });
export type SubscriptionList = z.infer<typeof subscriptionList>;

const days = z.object({ from: z.iso.date(), to: z.iso.date() });
const unit = z.enum(['count', 'money', 'rate', 'ratio', 'days', 'number']);

export const digestFigure = z.object({
  kpi: z.string(), label: z.string(), unit, better: z.enum(['higher', 'lower', 'neither']),
  value: figure,
  /** Of the same days a week before. */
  before: figure,
  /** value ÷ before − 1; null where there is nothing to compare with. */
  changeRate: z.number().nullable(),
  /** From the first of the month to the end of the period. */
  monthToDate: figure,
  few: z.boolean(),
  link: z.string(),
});
export type DigestFigure = z.infer<typeof digestFigure>;

/** A count of seven days that lies out of its usual range. */
export const screenedFigure = z.object({
  kpi: z.string(), label: z.string(),
  /** Channel group; null: all of them. */
  channelGroup: z.string().nullable(),
  from: z.iso.date(), to: z.iso.date(),
  value: z.number(),
  /** Mean of the weeks before, and where 95 % of such weeks lie. */
  usual: z.number(), low: z.number(), high: z.number(),
  weeks: z.number(),
  /** Public holidays from Monday to Friday among the days of `value`; alerts of before it was kept lack it. */
  holidays: z.number().optional(),
  /** Two-sided; `adjusted` for the number of figures looked at (Benjamini–Hochberg). */
  pValue: z.number(), adjusted: z.number(),
  /** Whether it is reported: adjusted ≤ 0.05. */
  unusual: z.boolean(),
});
export type ScreenedFigure = z.infer<typeof screenedFigure>;

export const digestGoal = z.object({
  id: z.string(), name: z.string(), owner: z.string(), kpi: z.string(), from: z.iso.date(), to: z.iso.date(), unit, currency: z.string(), status: pacingStatus, direction: z.enum(['atLeast', 'atMost']),
  /** `valueUntil`: the day after the last that `value` and `expected` count, of what grows by day; alerts of before it was kept lack it. */
  value: figure, valueUntil: z.iso.date().optional(), expected: figure, target: figure, forecast: z.object({ low: z.number(), high: z.number(), probability: z.number() }).nullable(),
  drivers: z.array(z.object({ from: z.string(), to: z.string(), rate: z.number(), rateBefore: z.number() })),
  /** Filters of its figure; alerts of before they were kept lack them. */
  where: planFilters.optional(),
  link: z.string(),
});
export type DigestGoal = z.infer<typeof digestGoal>;

const staleSource = z.object({ source: z.string(), kind: z.string(), lastDay: z.iso.date(), ageDays: z.number(), everyDays: z.number() });
export type StaleSource = z.infer<typeof staleSource>;

export const digestDocument = z.object({
  kind: digestKind, workspace: z.string(), period: days, before: days, monthToDate: days,
  timeZone: z.string(), currency: z.string(), locale: z.string(), asOf: z.iso.datetime(),
  figures: z.array(digestFigure),
  moved: z.array(screenedFigure.extend({ link: z.string() })),
  /** How many figures were looked at for what moved. */
  screened: z.number(),
  goals: z.array(digestGoal),
  /** Sources whose data stopped coming in. */
  stale: z.array(staleSource.extend({ link: z.string() })),
  link: z.string(),
});
export type DigestDocument = z.infer<typeof digestDocument>;

export const digestPreview = z.object({ subject: z.string(), text: z.string(), html: z.string(), digest: digestDocument });
export type DigestPreview = z.infer<typeof digestPreview>;

/** Why an alert was raised, in numbers; as they were when it was. */
export const alertReason = z.discriminatedUnion('about', [
  z.object({ about: z.literal('goal'), goal: digestGoal.omit({ link: true }) }),
  z.object({ about: z.literal('figure'), figure: screenedFigure }),
  z.object({ about: z.literal('data'), source: staleSource }),
]);
export type AlertReason = z.infer<typeof alertReason>;
export const alert = z.object({
  id: z.string(), subject: z.string(), openedAt: z.iso.datetime(),
  /** When it was over; null while it lasts. */
  closedAt: z.iso.datetime().nullable(),
  reason: alertReason,
  /** What it is about and the reason, in words. */
  name: z.string(), text: z.string(),
  link: z.string(),
});
export type Alert = z.infer<typeof alert>;
export const alertList = z.object({ alerts: z.array(alert) });
export type AlertList = z.infer<typeof alertList>;
export const alertCheck = z.object({
  /** Raised by this look. */
  raised: z.array(alert),
  /** Episodes that were over. */
  closed: z.number(),
  /** How many figures were looked at. */
  screened: z.number(),
});
export type AlertCheck = z.infer<typeof alertCheck>;

export const previewRequest = z.strictObject({ kind: digestKind, locale: locale.optional() });
export type PreviewRequest = z.input<typeof previewRequest>;

export const sendRequest = z.strictObject({ kind: digestKind, email: email.optional().describe('one subscriber; all of that kind when left out') });
export type SendRequest = z.input<typeof sendRequest>;
export const sendOutcome = z.object({
  /** already: this subscriber had it before and does not get it again. */
  sent: z.array(z.object({ email: z.string(), occasion: z.string(), outcome: z.enum(['sent', 'already', 'waiting', 'failed', 'unknown']), error: z.string() })),
});
export type SendOutcome = z.infer<typeof sendOutcome>;
