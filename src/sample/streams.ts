// Where the sample company's visitors and leads come from: one stream per paid campaign and per other
// source, with volume, quality and cost. Figures are for a size of 1 over two years.
import type { Country } from './calendar.js';

export type StreamKind = 'web' | 'bots' | 'portal' | 'webinar' | 'fair' | 'vendor' | 'phone' | 'partner' | 'list';

export interface StreamOrigin {
  readonly source: string;
  readonly medium: string;
  readonly referrer?: string;
  readonly clickId?: string;
}

/** What a paid stream costs; the platform reports clicks and impressions by day. */
export interface Price {
  /** Euro per click. */
  readonly perClick: number;
  /** Clicks per impression. */
  readonly clickRate: number;
  /** Currency of the ad account. */
  readonly currency: string;
}

export interface Stream {
  readonly id: string;
  readonly kind: StreamKind;
  readonly origin: StreamOrigin;
  readonly campaign?: string;
  readonly contents?: readonly string[];
  readonly landing?: string;
  /** Arrivals over the range at size 1. */
  readonly volume: number;
  /** Part of the range in which it runs, 0 to 1. */
  readonly from: number;
  readonly until: number;
  /** Growth over the range: the end's pace over the start's. */
  readonly growth: number;
  readonly countries: readonly (readonly [Country, number])[];
  /** Shares of visitors who become leads and who only subscribe. */
  readonly leadRate: number;
  readonly subscribeRate: number;
  /** Factor on the chance of becoming an MQL. */
  readonly quality: number;
  readonly mobile: number;
  readonly price?: Price;
}

const MIX = [['DE', 42], ['CZ', 14], ['US', 24], ['GB', 20]] as const;
const web = { kind: 'web' as const, from: 0, until: 1, countries: MIX, mobile: 0.28, quality: 1, subscribeRate: 0.025, growth: 1.5 };

/** Sources that cost nothing by the click. */
const ORGANIC: readonly Stream[] = [
  { ...web, id: 'google-organic', origin: { source: 'google', medium: 'organic', referrer: 'https://www.google.com/' }, volume: 10_600, growth: 1.9, leadRate: 0.035, subscribeRate: 0.04, quality: 1.1 },
  { ...web, id: 'bing-organic', origin: { source: 'bing', medium: 'organic', referrer: 'https://www.bing.com/' }, volume: 760, leadRate: 0.035 },
  { ...web, id: 'seznam-organic', origin: { source: 'seznam', medium: 'organic', referrer: 'https://search.seznam.cz/' }, countries: [['CZ', 1]], volume: 360, leadRate: 0.038 },
  { ...web, id: 'linkedin-organic', origin: { source: 'linkedin.com', medium: 'social', referrer: 'https://www.linkedin.com/' }, volume: 1_250, leadRate: 0.022, subscribeRate: 0.05, mobile: 0.55 },
  { ...web, id: 'direct', origin: { source: '(direct)', medium: '(none)' }, volume: 5_300, leadRate: 0.036 },
  { ...web, id: 'trade-press', origin: { source: 'plantweekly.example', medium: 'referral', referrer: 'https://plantweekly.example/software' }, volume: 720, leadRate: 0.016, subscribeRate: 0.05 },
  { ...web, id: 'assistants', origin: { source: 'chatgpt.com', medium: 'referral', referrer: 'https://chatgpt.com/' }, volume: 430, from: 0.15, growth: 6, leadRate: 0.055, quality: 1.2 },
];

/** Sources that bring leads without an ad click: portals, events, vendors, sales, partners. */
const OTHER: readonly Stream[] = [
  { ...web, id: 'portal', kind: 'portal', origin: { source: 'softwareradar.example', medium: 'referral', referrer: 'https://softwareradar.example/cmms' }, volume: 1_450, leadRate: 0.062, quality: 1.05 },
  { ...web, id: 'webinar', kind: 'webinar', origin: { source: 'webinar', medium: 'event' }, volume: 235, leadRate: 1, quality: 0.9 },
  { ...web, id: 'fair', kind: 'fair', origin: { source: 'trade fair', medium: 'event' }, volume: 215, leadRate: 1, quality: 0.95 },
  { ...web, id: 'vendor', kind: 'vendor', origin: { source: 'leadhaus', medium: 'content syndication' }, campaign: 'leadhaus_guide_syndication', from: 0.2, until: 0.85, volume: 185, leadRate: 1, quality: 0.55 },
  { ...web, id: 'phone', kind: 'phone', origin: { source: 'phone', medium: 'call' }, volume: 62, leadRate: 1, quality: 1.15 },
  { ...web, id: 'partner', kind: 'partner', origin: { source: 'partner', medium: 'partner' }, volume: 160, growth: 2, leadRate: 1, quality: 1.25 },
  { ...web, id: 'list', kind: 'list', origin: { source: 'outbound', medium: 'sdr' }, volume: 4_500, growth: 1.2, leadRate: 0.082, quality: 1 },
  { ...web, id: 'bots', kind: 'bots', origin: { source: '(direct)', medium: '(none)' }, volume: 1_300, leadRate: 0, countries: [['US', 1]] },
];

interface Family {
  readonly id: string;
  readonly origin: StreamOrigin;
  readonly volume: number;
  readonly leadRate: number;
  readonly quality: number;
  readonly mobile: number;
  readonly subscribeRate: number;
  readonly perClick: number;
  readonly clickRate: number;
  /** Country, theme, weight, and the part of the range in which the flight runs. */
  readonly flights: readonly (readonly [Country, string, number, number, number])[];
  readonly landing: string;
  readonly contents: readonly string[];
}

const PAID: readonly Family[] = [
  {
    id: 'brand', origin: { source: 'google', medium: 'cpc', clickId: 'gclid' }, volume: 1_900, leadRate: 0.062, quality: 1.25, mobile: 0.3, subscribeRate: 0.01,
    perClick: 1.9, clickRate: 0.17, landing: '/', contents: ['headline_a', 'headline_b'],
    flights: [['DE', 'de_search_brand', 45, 0, 1], ['GB', 'uk_search_brand', 20, 0, 1], ['US', 'us_search_brand', 20, 0.08, 1], ['CZ', 'cz_search_brand', 15, 0, 1]],
  },
  {
    id: 'generic', origin: { source: 'google', medium: 'cpc', clickId: 'gclid' }, volume: 5_000, leadRate: 0.041, quality: 1, mobile: 0.3, subscribeRate: 0.02,
    perClick: 4.3, clickRate: 0.048, landing: '/product', contents: ['text_costs', 'text_downtime', 'text_trial'],
    flights: [
      ['DE', 'de_search_wartungssoftware', 30, 0, 1], ['US', 'us_search_cmms', 25, 0, 1], ['GB', 'uk_search_cmms', 17, 0, 1], ['CZ', 'cz_search_udrzba', 10, 0.1, 1],
      ['DE', 'de_search_instandhaltung_planen', 12, 0.3, 1], ['US', 'us_search_work_orders', 12, 0.45, 1], ['US', 'us_search_competitor', 8, 0.4, 0.8],
    ],
  },
  {
    id: 'bing', origin: { source: 'bing', medium: 'cpc', clickId: 'msclkid' }, volume: 900, leadRate: 0.04, quality: 0.95, mobile: 0.12, subscribeRate: 0.02,
    perClick: 2.6, clickRate: 0.035, landing: '/product', contents: ['text_costs'],
    flights: [['US', 'us_bing_cmms', 50, 0, 1], ['GB', 'uk_bing_cmms', 30, 0, 1], ['DE', 'de_bing_wartung', 20, 0.25, 1]],
  },
  {
    id: 'linkedin', origin: { source: 'linkedin', medium: 'paid_social', clickId: 'li_fat_id' }, volume: 2_600, leadRate: 0.052, quality: 0.95, mobile: 0.5, subscribeRate: 0.03,
    perClick: 5, clickRate: 0.006, landing: '/guides/predictive-maintenance', contents: ['video_line_stop', 'image_checklist', 'carousel_customers'],
    flights: [
      ['DE', 'de_li_leitfaden_predictive', 22, 0, 0.35], ['US', 'us_li_plant_managers', 20, 0.1, 0.5], ['GB', 'uk_li_audit_checklist', 14, 0.2, 0.6],
      ['DE', 'de_li_roi_rechner', 18, 0.4, 0.78], ['CZ', 'cz_li_vedouci_udrzby', 9, 0.3, 0.9], ['US', 'us_li_customer_stories', 16, 0.6, 1], ['DE', 'de_li_kundengeschichten', 18, 0.74, 1],
    ],
  },
  {
    id: 'meta', origin: { source: 'facebook', medium: 'paid_social', clickId: 'fbclid' }, volume: 2_000, leadRate: 0.02, quality: 0.6, mobile: 0.8, subscribeRate: 0.015,
    perClick: 0.95, clickRate: 0.011, landing: '/', contents: ['retargeting_video', 'retargeting_quote'],
    flights: [['DE', 'de_meta_retargeting', 50, 0, 0.62], ['GB', 'uk_meta_retargeting', 25, 0.1, 0.9], ['CZ', 'cz_meta_lookalike', 25, 0.2, 0.55]],
  },
  {
    id: 'display', origin: { source: 'adnetwork', medium: 'display' }, volume: 2_400, leadRate: 0.013, quality: 0.6, mobile: 0.6, subscribeRate: 0.008,
    perClick: 0.58, clickRate: 0.0018, landing: '/', contents: ['banner_728', 'banner_300', 'banner_970'],
    flights: [['DE', 'de_display_awareness_1', 30, 0.12, 0.3], ['US', 'us_display_awareness_1', 25, 0.35, 0.55], ['DE', 'de_display_awareness_2', 25, 0.62, 0.8], ['GB', 'uk_display_awareness', 20, 0.7, 0.95]],
  },
];

const AD_CURRENCY: Record<Country, string> = { DE: 'EUR', CZ: 'CZK', US: 'USD', GB: 'GBP' };

/** Campaigns multiply more slowly than clicks: a larger advertiser splits its flights, a smaller one drops the least. */
function paidStreams(size: number): Stream[] {
  const factor = size ** 0.35;
  const copies = Math.max(1, Math.round(factor));
  return PAID.flatMap((family) => {
    const kept = [...family.flights].sort((a, b) => b[2] - a[2]).slice(0, Math.max(1, Math.ceil(family.flights.length * Math.min(1, factor))));
    const total = kept.reduce((sum, flight) => sum + flight[2], 0);
    return kept.flatMap(([country, campaign, weight, from, until]) =>
      Array.from({ length: copies }, (_, copy): Stream => ({
        id: `${campaign}#${copy}`, kind: 'web', origin: family.origin, campaign: copy === 0 ? campaign : `${campaign}_${copy + 1}`, contents: family.contents, landing: family.landing,
        volume: (family.volume * weight) / total / copies, from, until, growth: 1.3, countries: [[country, 1]],
        leadRate: family.leadRate, subscribeRate: family.subscribeRate, quality: family.quality, mobile: family.mobile,
        price: { perClick: family.perClick, clickRate: family.clickRate, currency: AD_CURRENCY[country] },
      })),
    );
  });
}

/** All streams of a company of this size; the order is part of what makes the sample reproducible. */
export function streamsOf(size: number): Stream[] {
  return [...paidStreams(size), ...ORGANIC, ...OTHER];
}

/** How much of a stream's volume falls on one day, apart from the calendar: its part of the range and its growth. 1 on average over the range. */
export function pace(stream: Stream, position: number): number {
  if (position < stream.from || position >= stream.until) return 0;
  const length = stream.until - stream.from;
  const along = (position - stream.from) / length;
  const rate = Math.log(stream.growth);
  const level = rate === 0 ? 1 : (rate * Math.exp(rate * along)) / (stream.growth - 1);
  return level / length;
}
