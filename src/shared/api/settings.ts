// Settings of a workspace: keys, defaults and what each must be.
import { z } from 'zod';
import { isReadable } from '../is-readable.js';
import { DEFAULT_STAGES } from '../stages.js';

/** From, to, or both. */
export const benchmarkRange = z
  .strictObject({ low: z.number().optional(), high: z.number().optional() })
  .refine(({ low, high }) => (low !== undefined || high !== undefined) && (low === undefined || high === undefined || low <= high), 'low, high or both, low not above high');
export type BenchmarkRange = z.infer<typeof benchmarkRange>;

export const settings = z.object({
  /** IANA zone of days, weeks and months. */
  timeZone: z.string().refine(isTimeZone, 'an IANA time zone such as Europe/Prague'),
  /** Reporting currency; empty until the first import brings one. */
  currency: z.union([z.literal(''), z.string().regex(/^[A-Z]{3}$/, 'a currency code such as EUR')]),
  /** ISO 3166 country, and region as date-holidays has it (BY), for business days; empty: weekdays only. */
  country: z.union([z.literal(''), z.string().regex(/^[A-Z]{2}$/, 'a country code such as CZ')]),
  region: z.string(),
  /** When people work on business days, by the clock of the zone: 09:00-17:00. */
  workingHours: z.string().refine((text) => hoursOf(text) !== null, 'a span of a day such as 09:00-17:00'),
  /** First month of the fiscal year, 1 to 12. */
  fiscalYearStart: z.number().int().min(1).max(12),
  /** Stages in order, the first is `lead`, the last `won`. */
  stages: z.array(z.string().regex(/^[a-z][a-z0-9_]*$/)).min(2).refine((s) => s[0] === 'lead' && s.at(-1) === 'won' && new Set(s).size === s.length, 'different names, from lead to won'),
  /** Channel groups that do not count as marketing; all others do. */
  nonMarketingGroups: z.array(z.string()),
  /** What cost that names no value of a dimension is divided by in a split by it; none: it stays unmatched. */
  costAllocation: z.enum(['none', 'visits', 'leads']),
  /** Ranges to compare figures with, by KPI, in place of the published ones; rates as plain numbers, money in the reporting currency. */
  benchmarks: z.record(z.string().min(1).max(200), benchmarkRange).refine((b) => Object.keys(b).length <= 200, 'at most 200 ranges'),
  /** What the workspace is called on screen and in mails; empty: by the name it was made with. */
  displayName: z.string().max(60).refine((name) => name === '' || (name === name.trim() && isReadable(name)), 'a name in one line'),
  /** Below this many cases, or events, a figure is marked `few`. */
  fewSample: z.number().int().min(0),
  fewEvents: z.number().int().min(0),
  /** Whose count of visits stands for days without visits of one's own: a connector such as ga4; empty: the first that was imported; `none`: nobody's. */
  trafficSource: z.string().regex(/^[a-z0-9-]*$/, 'the name of a connector, such as ga4').max(60),
  /** The model by which KPIs of credit are credited; one that gives credit touch by touch. */
  attributionModel: z.string().regex(/^[a-z][a-z0-9_]*$/, 'the name of an attribution model, such as linear').max(60),
});
export type Settings = z.infer<typeof settings>;
export type SettingKey = keyof Settings;

/** The two ends of a span of a day, in seconds after midnight; null where the text is none. */
export function hoursOf(text: string): { readonly from: number; readonly to: number } | null {
  const [, h1, m1, h2, m2] = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/.exec(text) ?? [];
  if (h1 === undefined) return null;
  const [from, to] = [Number(h1) * 3600 + Number(m1) * 60, Number(h2) * 3600 + Number(m2) * 60];
  return from < to && to <= 86_400 ? { from, to } : null;
}

export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export const DEFAULT_SETTINGS: Settings = {
  timeZone: 'UTC', currency: '', country: '', region: '', workingHours: '09:00-17:00', fiscalYearStart: 1, stages: [...DEFAULT_STAGES],
  nonMarketingGroups: ['Direct', 'Outbound sales', 'Partner'], costAllocation: 'none', benchmarks: {}, displayName: '', fewSample: 30, fewEvents: 5, trafficSource: '', attributionModel: 'linear',
};
