// Which fields a mapping can fill in each kind of fact, and how each is read. The one list behind the
// grammar's checks, its errors and the table in docs/mapping.md; a test holds it to facts/drafts.ts.
import { COST_KINDS, GRADES, SCRUB_REASONS, TOUCH_KINDS, type FactKind } from '../../facts/drafts.js';

export type FieldType =
  | { readonly type: 'text' | 'key' | 'moment' | 'day' | 'period' | 'money' | 'currency' | 'count' | 'number' | 'stage' }
  | { readonly type: 'choice'; readonly choices: readonly string[]; readonly synonyms?: Readonly<Record<string, string>> };

export interface FactField {
  readonly read: FieldType;
  readonly required?: true;
  /** For docs and for the comments of a guessed mapping. */
  readonly about: string;
}

const text = (about: string): FactField => ({ read: { type: 'text' }, about });
const moment = (about: string): FactField => ({ read: { type: 'moment' }, about });
const money = (about: string): FactField => ({ read: { type: 'money' }, about });
const choice = (choices: readonly string[], about: string, synonyms: Readonly<Record<string, string>> = {}): FactField => ({ read: { type: 'choice', choices, synonyms }, about });
const required = (field: FactField): FactField => ({ ...field, required: true });

const KEY: FactField = { read: { type: 'key' }, about: 'the record\'s own id; without it the mapping\'s `key` is taken' };
const CURRENCY: FactField = { read: { type: 'currency' }, about: 'ISO 4217 code; else the sign in the amount, else the mapping\'s `currency`' };

const SELF_REPORTED = text('answer to "how did you hear of us"');

/** Where something came from, as the source names it. */
export const ORIGIN_FIELDS = {
  channel: text('a channel, only where the source itself names one'),
  source: text('google, linkedin, Trade Show …'),
  medium: text('cpc, email, organic …'),
  campaign: text('campaign name or id'),
  content: text('ad or link'),
  term: text('search term'),
  referrer: text('address of the page before'),
  clickId: text('name of the click id that was present, such as gclid'),
  landingPage: text('first page, with or without its utm parameters'),
} as const satisfies Record<string, FactField>;

const INTERVALS = { monthly: 'month', mo: 'month', m: 'month', monat: 'month', mois: 'month', yearly: 'year', annual: 'year', annually: 'year', y: 'year', jahr: 'year', an: 'year' };

export const FACT_FIELDS = {
  touch: {
    key: KEY,
    at: required(moment('when')),
    touch: required(choice(TOUCH_KINDS, 'what kind of touch', { pageview: 'page_view', visit: 'page_view', page: 'page_view', click: 'ad_click', ad: 'ad_click', open: 'email_open', opened: 'email_open', sent: 'email_sent', delivered: 'email_delivered', bounced: 'email_bounced', bounce: 'email_bounced', unsubscribed: 'unsubscribe', phone: 'call', phone_call: 'call', letter: 'mail' })),
    visit: text('session id of the source'),
    page: text('page viewed'),
    country: text('country of the visitor'),
    device: text('desktop, mobile, tablet'),
    attention: { read: { type: 'number' }, about: 'seconds of attention' },
    grade: choice(GRADES, 'human, suspect or bot'),
    selfReported: SELF_REPORTED,
    owner: text('staff member on the other side'),
    initiative: choice(['inbound', 'outbound'], 'who began a call, mail, chat or meeting', { incoming: 'inbound', outgoing: 'outbound' }),
    ...ORIGIN_FIELDS,
  },
  submission: {
    key: KEY,
    at: required(moment('when')),
    form: text('form, list or event'),
    outcome: choice(['accepted', 'scrubbed'], 'accepted (default) or scrubbed'),
    reason: choice(SCRUB_REASONS, 'why it was scrubbed'),
    selfReported: SELF_REPORTED,
    vendor: text('lead vendor'),
    price: money('what the vendor charges'),
    currency: CURRENCY,
    ...ORIGIN_FIELDS,
  },
  stageChange: {
    key: KEY,
    at: required(moment('when the stage was reached')),
    stage: required({ read: { type: 'stage' }, about: 'a stage of the workspace, rejected, recycled, disqualified, lost or re_entry' }),
    reason: text('why'),
    actor: text('who decided'),
  },
  deal: {
    key: KEY,
    name: text('name of the deal'),
    createdAt: required(moment('when it was created')),
    closedAt: moment('when it was won or lost; an open deal\'s planned date is left out'),
    status: required(choice(['open', 'won', 'lost'], 'open, won or lost', { closed_won: 'won', closed_lost: 'lost' })),
    stage: text('pipeline stage as the source names it'),
    type: choice(['new', 'existing', 'renewal'], 'new (default), existing or renewal', { new_business: 'new', existing_business: 'existing', upsell: 'existing', expansion: 'existing' }),
    amount: money('value of the deal'),
    currency: CURRENCY,
    margin: money('gross margin as money'),
    owner: text('sales person'),
    product: text('what was sold'),
    lostReason: text('why it was lost'),
    changedAt: moment('when the record changed last; orders versions'),
    ...ORIGIN_FIELDS,
  },
  subscription: {
    key: KEY,
    product: text('plan'),
    amount: required(money('amount per interval, all units together')),
    currency: CURRENCY,
    interval: required(choice(['month', 'year'], 'month or year', INTERVALS)),
    startsAt: required(moment('first day')),
    endsAt: moment('when it stops counting'),
    trialEndsAt: moment('revenue starts here when it lies after startsAt'),
    changedAt: moment('when the record changed last; orders versions'),
  },
  cost: {
    key: KEY,
    period: { read: { type: 'period' }, about: 'the days it covers: a day, 2026-03, 2026-Q1 or 2026; instead of from and until' },
    from: { read: { type: 'day' }, about: 'first day' },
    until: { read: { type: 'day' }, about: 'last day, itself included; default the first' },
    cost: required(choice(COST_KINDS, 'kind of cost', { ads: 'media', ad: 'media', advertising: 'media', ad_spend: 'media', salaries: 'staff', salary: 'staff', personnel: 'staff', people: 'staff', software: 'tools', tool: 'tools', agencies: 'agency', design: 'creative', content: 'creative', misc: 'other' })),
    amount: required(money('amount; a credit is negative')),
    currency: CURRENCY,
    impressions: { read: { type: 'count' }, about: 'ad impressions' },
    clicks: { read: { type: 'count' }, about: 'ad clicks' },
    product: text('product it is for'),
    country: text('country it is for'),
    device: text('desktop, mobile, tablet'),
    note: text('anything else'),
    ...ORIGIN_FIELDS,
  },
  person: {
    key: KEY,
    at: moment('as of when; default now'),
    persona: text('persona, role'),
    segment: text('segment'),
    country: text('country'),
    owner: text('sales person'),
    selfReported: SELF_REPORTED,
    ...ORIGIN_FIELDS,
  },
  account: {
    key: KEY,
    at: moment('as of when; default now'),
    industry: text('industry'),
    size: text('number of people, or a band such as 21–100'),
    segment: text('segment'),
    country: text('country'),
    owner: text('sales person'),
  },
  rate: {
    key: KEY,
    day: required({ read: { type: 'day' }, about: 'day of the rate' }),
    currency: required(CURRENCY),
    perEuro: required({ read: { type: 'money' }, about: 'units of the currency per euro' }),
  },
  series: {
    key: KEY,
    day: required({ read: { type: 'day' }, about: 'day of the value' }),
    series: required(text('name of the series')),
    value: required({ read: { type: 'number' }, about: 'the value; 12 % is 0.12' }),
  },
  traffic: {
    key: KEY,
    day: required({ read: { type: 'day' }, about: 'day of the visits' }),
    site: text('site or property, where there are several'),
    visits: required({ read: { type: 'count' }, about: 'visits of the day as another product counts them' }),
    visitors: { read: { type: 'count' }, about: 'different visitors of the day' },
    pageviews: { read: { type: 'count' }, about: 'pages seen' },
    bounces: { read: { type: 'count' }, about: 'visits that came to nothing' },
    engagedVisits: { read: { type: 'count' }, about: 'visits that were engaged' },
    country: text('country of the visitors'),
    device: text('desktop, mobile, tablet'),
    ...ORIGIN_FIELDS,
  },
} as const satisfies Record<FactKind, Record<string, FactField>>;

/** The fields of a kind, by name. */
export const fieldsOf = (kind: FactKind): Readonly<Record<string, FactField>> => FACT_FIELDS[kind];

/** Kinds whose facts are about a person. */
export const NEEDS_PERSON: ReadonlySet<FactKind> = new Set(['touch', 'submission', 'stageChange', 'person']);
