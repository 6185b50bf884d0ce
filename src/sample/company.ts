// Who the sample company is: an invented maker of maintenance software that sells to factories and
// building operators in four countries. Its markets, people, products, pages and forms, as data.
import type { Country } from './calendar.js';

export interface Market {
  readonly language: string;
  readonly currency: string;
  /** Units of the currency per euro, roughly; day rates wander around it. */
  readonly perEuro: number;
  readonly legalForms: readonly string[];
  readonly sdr: string;
  readonly sellers: readonly string[];
}

export const MARKETS: Record<Country, Market> = {
  DE: { language: 'de', currency: 'EUR', perEuro: 1, legalForms: ['GmbH', 'GmbH & Co. KG', 'AG'], sdr: 'Jule Hartwig', sellers: ['Anke Brendel', 'Tobias Wrede', 'Merle Sandkamp'] },
  CZ: { language: 'cs', currency: 'CZK', perEuro: 25, legalForms: ['s.r.o.', 'a.s.'], sdr: 'Klára Vondrušková', sellers: ['Ondřej Malík', 'Tereza Hlavsová'] },
  US: { language: 'en', currency: 'USD', perEuro: 1.09, legalForms: ['Inc.', 'LLC', 'Corp.'], sdr: 'Dana Whitlock', sellers: ['Marcus Ebley', 'Priya Raman', 'Cole Sutterfield'] },
  GB: { language: 'en', currency: 'GBP', perEuro: 0.856, legalForms: ['Ltd', 'plc'], sdr: 'Dana Whitlock', sellers: ['Fiona Pettigrew', 'Owen Marchbank'] },
};

/** Weight of an industry, the noun its companies carry in each language, and how well the product fits. */
export const INDUSTRIES = [
  { name: 'Manufacturing', weight: 34, fit: 1.2, nouns: { de: 'Maschinenbau', cs: 'Strojírny', en: 'Manufacturing' } },
  { name: 'Food & beverage', weight: 16, fit: 1.15, nouns: { de: 'Lebensmittel', cs: 'Potraviny', en: 'Foods' } },
  { name: 'Facility management', weight: 15, fit: 1.05, nouns: { de: 'Gebäudetechnik', cs: 'Správa budov', en: 'Facilities' } },
  { name: 'Logistics', weight: 13, fit: 0.9, nouns: { de: 'Logistik', cs: 'Logistika', en: 'Logistics' } },
  { name: 'Energy & utilities', weight: 12, fit: 1, nouns: { de: 'Stadtwerke', cs: 'Energetika', en: 'Energy' } },
  { name: 'Healthcare', weight: 10, fit: 0.7, nouns: { de: 'Kliniken', cs: 'Nemocnice', en: 'Health' } },
] as const;
export type Industry = (typeof INDUSTRIES)[number];

export interface Segment {
  readonly name: string;
  readonly weight: number;
  /** People who work there. */
  readonly size: readonly [number, number];
  /** First-year value of a new deal in euro: median, and sigma of its logarithm. */
  readonly deal: readonly [number, number];
  /** Days from opportunity to close, median. */
  readonly cycle: number;
  readonly winRate: number;
  readonly colleagues: number;
  readonly product: string;
}
export const SEGMENTS: readonly Segment[] = [
  { name: 'Small business', weight: 47, size: [8, 99], deal: [4_600, 0.45], cycle: 36, winRate: 0.29, colleagues: 0.4, product: 'Upkeep Core' },
  { name: 'Mid-market', weight: 38, size: [100, 999], deal: [12_500, 0.5], cycle: 58, winRate: 0.24, colleagues: 1.1, product: 'Upkeep Plus' },
  { name: 'Enterprise', weight: 15, size: [1_000, 18_000], deal: [36_000, 0.55], cycle: 98, winRate: 0.19, colleagues: 2.2, product: 'Upkeep Enterprise' },
];

/** Weight of a persona and how readily marketing and sales take it on. */
export const PERSONAS = [
  { name: 'Maintenance manager', weight: 34, fit: 1.25 },
  { name: 'Plant manager', weight: 19, fit: 1.15 },
  { name: 'Operations director', weight: 12, fit: 1.2 },
  { name: 'IT manager', weight: 12, fit: 0.95 },
  { name: 'Technician', weight: 13, fit: 0.6 },
  { name: 'Procurement', weight: 6, fit: 0.8 },
  { name: 'Student or researcher', weight: 4, fit: 0.08 },
] as const;
export type Persona = (typeof PERSONAS)[number];

export interface Form {
  readonly name: string;
  readonly page: string;
  /** Probability that a lead of average fit becomes an MQL. */
  readonly mql: number;
  /** Somebody calls back. */
  readonly handRaise: boolean;
  readonly weight: number;
}
export const FORMS: readonly Form[] = [
  { name: 'Demo request', page: '/demo', mql: 0.74, handRaise: true, weight: 24 },
  { name: 'Free trial', page: '/trial', mql: 0.68, handRaise: true, weight: 18 },
  { name: 'Contact', page: '/contact', mql: 0.55, handRaise: true, weight: 14 },
  { name: 'Price list', page: '/pricing', mql: 0.66, handRaise: true, weight: 12 },
  { name: 'Guide: predictive maintenance', page: '/guides/predictive-maintenance', mql: 0.3, handRaise: false, weight: 14 },
  { name: 'Checklist: audit', page: '/guides/audit-checklist', mql: 0.27, handRaise: false, weight: 10 },
  { name: 'ROI calculator', page: '/roi-calculator', mql: 0.45, handRaise: false, weight: 8 },
];
const otherForm = (name: string, mql: number, handRaise: boolean): Form => ({ name, page: '/', mql, handRaise, weight: 0 });
export const PORTAL_FORM = otherForm('Comparison portal enquiry', 0.6, true);
export const WEBINAR_FORM = otherForm('Webinar registration', 0.4, false);
export const FAIR_FORM = otherForm('Badge scan', 0.42, true);
export const VENDOR_FORM = otherForm('Vendor lead', 0.24, false);
export const PHONE_FORM = otherForm('Phone enquiry', 0.7, true);
export const PARTNER_FORM = otherForm('Partner referral', 0.72, true);
export const AD_FORM = otherForm('LinkedIn lead form', 0.36, false);

export const ADD_ONS = ['Sensor gateway', 'Spare parts', 'Onboarding'] as const;

/** Pages that people read between landing and form. */
export const PAGES = [
  ['/', 14], ['/product', 12], ['/product/work-orders', 8], ['/product/spare-parts', 5], ['/product/mobile-app', 5], ['/pricing', 11],
  ['/customers', 6], ['/customers/bakery-line-7', 3], ['/integrations', 4], ['/blog/what-is-a-cmms', 6], ['/blog/mean-time-to-repair', 5],
  ['/blog/spreadsheets-to-software', 4], ['/blog/iso-55000', 4], ['/about', 3], ['/careers', 2], ['/security', 2],
] as const satisfies readonly (readonly [string, number])[];
export const BLOG_LANDINGS = ['/blog/what-is-a-cmms', '/blog/mean-time-to-repair', '/blog/iso-55000', '/blog/spreadsheets-to-software', '/product', '/'] as const;
export const BUYING_PAGES = ['/pricing', '/security', '/integrations', '/customers', '/product/work-orders', '/docs/getting-started'] as const;

export const REASONS = {
  rejected: ['Not reachable', 'No budget this year', 'Wrong contact', 'Too early'],
  disqualified: ['Student', 'Competitor', 'Too small', 'Outside our markets', 'Wrong product'],
  lost: ['Price', 'Chose a competitor', 'No decision', 'Missing feature', 'Project stopped', 'Budget cut'],
  recycled: ['Nurture: later this year', 'Nurture: no project yet', 'Nurture: contract with competitor'],
} as const;

const HEARSAY = ['a colleague', 'eine Kollegin', 'Google', 'LinkedIn', 'podcast', 'trade fair', 'been a reader for years', 'ChatGPT', 'don’t remember'] as const;
/** What people remember of the source that first brought them, by a part of its name. */
const REMEMBERED: readonly (readonly [string, readonly string[]])[] = [
  ['google', ['Google', 'googled for maintenance software', 'über Google gefunden']], ['bing', ['a search engine', 'Suchmaschine']], ['linkedin', ['LinkedIn', 'a post on LinkedIn']], ['facebook', ['Facebook']], ['chatgpt', ['ChatGPT', 'asked an AI']],
  ['plantweekly', ['an article in Plant Weekly', 'Fachpresse']], ['softwareradar', ['a comparison site']], ['webinar', ['your webinar']], ['fair', ['trade fair', 'auf der Messe']],
];
/** How often memory serves, against what is said besides. */
const MEMORY = 14;
/** Answers to "how did you hear of us", each as likely as the others, of somebody whom this source brought first. */
export function answersAfter(source: string): readonly string[] {
  const known = REMEMBERED.find(([part]) => source.includes(part))?.[1] ?? [];
  return [...Array.from({ length: known.length === 0 ? 0 : MEMORY }, (_, i) => known[i % known.length] ?? ''), ...HEARSAY];
}
