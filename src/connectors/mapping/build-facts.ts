// Builds the drafts of one fact entry of a mapping: one function per kind, written out, so that the
// types of the vocabulary hold and rows are built without loops over names.
import type { FactDraft, Origin, SCRUB_REASONS, TOUCH_KINDS, Who, COST_KINDS } from '../../facts/drafts.js';
import { isSupportedCountry } from 'libphonenumber-js';
import { Refusal } from '../reading/refusal.js';
import { periodParser } from '../reading/parse-period.js';
import type { Money } from '../reading/parse-money.js';
import { EXITS, RE_ENTRY } from '../../shared/stages.js';
import {
  choiceParser, compileChoice, compileCount, compileCurrency, compileDay, compileField, compileMoment, compileMoney, compileNumber, compileText, type FieldContext, type Getter,
} from './compile-field.js';
import { fieldsOf, ORIGIN_FIELDS, type FactField } from './fact-fields.js';
import { judgeSubmission } from './judge-submission.js';
import type { FactMapping, Field } from './mapping-schema.js';

type Cells = readonly string[];
/** A draft, or undefined where the row has none of this kind (or a cell was refused: see RowTrouble). */
export type Builder = (cells: Cells, key: string | undefined, who: Who) => FactDraft | undefined;

interface EntryContext extends FieldContext {
  readonly entry: FactMapping;
  /** Place in the mapping, for errors. */
  readonly where: string;
  readonly origin: Getter<Origin>;
  readonly now: string;
  readonly stages: readonly string[];
}

/** The getters of an entry's fields by kind of value. */
function getters(context: EntryContext) {
  const { entry, where } = context;
  const known = fieldsOf(entry.kind);
  const of = (name: string): [Field | undefined, string] => [entry.fields.get(name), `${where}.${name}`];
  const spec = (name: string): FactField['read'] => known[name]?.read ?? { type: 'text' };
  return {
    text: (name: string) => compileText(...of(name), context),
    moment: (name: string) => compileMoment(...of(name), context),
    day: (name: string) => compileDay(...of(name), context),
    money: (name: string) => compileMoney(...of(name), context),
    count: (name: string) => compileCount(...of(name), context),
    number: (name: string) => compileNumber(...of(name), context),
    currency: () => compileCurrency(...of('currency'), context),
    /** The choices are the vocabulary's own, so a text that passes is one of them. */
    choice: <T extends string>(name: string): Getter<T> => compileChoice(...of(name), context, spec(name)) as Getter<T>,
  };
}

const COLUMN_OF = (entry: FactMapping, name: string): string => entry.fields.get(name)?.columns[0] ?? name;

/** Refuses the row because a required field of the entry is empty. */
function missing(context: EntryContext, name: string, what: string): undefined {
  return context.trouble.refuse(new Refusal(`${what} is empty`, `Fill it in, give ${context.where}.${name} a default, or leave such rows out with when:.`), COLUMN_OF(context.entry, name), '');
}

/** Amount and currency of a row, refused where no currency is known or two disagree. */
function moneyWithCurrency(context: EntryContext, amount: Getter<Money>, currency: Getter<string>, field = 'amount') {
  const { trouble, entry } = context;
  const fallback = context.currency;
  return (cells: Cells): Money | undefined => {
    const money = amount(cells);
    if (money === undefined) return undefined;
    const named = currency(cells);
    if (trouble.problem !== undefined) return undefined;
    if (named !== undefined && money.currency !== undefined && named !== money.currency) {
      return trouble.refuse(new Refusal(`the amount is in ${money.currency}, the currency column says ${named}`, 'Correct one of them.'), COLUMN_OF(entry, field), money.amount);
    }
    const code = named ?? money.currency ?? fallback;
    if (code === undefined) return trouble.refuse(new Refusal('the amount has no currency', 'Add currency: EUR (or another code) to the mapping, map a currency column, or set the workspace\'s currency.'), COLUMN_OF(entry, field), money.amount);
    return { amount: money.amount, currency: code };
  };
}

function refuseNegative(context: EntryContext, field: string, money: Money | undefined, remedy: string): boolean {
  if (money === undefined || !money.amount.startsWith('-') || !/[1-9]/.test(money.amount)) return false;
  context.trouble.refuse(new Refusal('the amount is negative', remedy), COLUMN_OF(context.entry, field), money.amount);
  return true;
}

/** The origin fields of an entry; where it has none, those that the mapping gives to all. */
export function compileOrigin(fields: ReadonlyMap<string, Field>, where: string, context: FieldContext, common: Getter<Origin>): Getter<Origin> {
  const [channel, source, medium, campaign, content, term, referrer, clickId, landingPage] = Object.keys(ORIGIN_FIELDS).map((name) => compileText(fields.get(name), `${where}.${name}`, context));
  if (!Object.keys(ORIGIN_FIELDS).some((name) => fields.has(name))) return common;
  return (cells) => ({
    channel: channel?.(cells), source: source?.(cells), medium: medium?.(cells), campaign: campaign?.(cells), content: content?.(cells),
    term: term?.(cells), referrer: referrer?.(cells), clickId: clickId?.(cells), landingPage: landingPage?.(cells),
  });
}

const NO_ORIGIN: Origin = {};
const originOf = (origin: Getter<Origin>) => (cells: Cells): Origin => origin(cells) ?? NO_ORIGIN;

function touch(context: EntryContext): Builder {
  const { text, moment, number, choice } = getters(context);
  const [at, kind, visit, page, country, device] = [moment('at'), choice<(typeof TOUCH_KINDS)[number]>('touch'), text('visit'), text('page'), text('country'), text('device')];
  const [attention, grade, selfReported, owner, initiative] = [number('attention'), choice<'human' | 'suspect' | 'bot'>('grade'), text('selfReported'), text('owner'), choice<'inbound' | 'outbound'>('initiative')];
  const origin = originOf(context.origin);
  return (cells, key, who) => {
    const when = at(cells);
    const what = kind(cells);
    if (when === undefined) return missing(context, 'at', 'the time of the touch');
    if (what === undefined) return missing(context, 'touch', 'the kind of the touch');
    const seconds = attention(cells);
    if (seconds !== undefined && seconds < 0) return context.trouble.refuse(new Refusal('the attention is negative', 'Correct the number of seconds.'), COLUMN_OF(context.entry, 'attention'), String(seconds));
    return {
      kind: 'touch', key, at: when, who, origin: origin(cells), touch: what, visit: visit(cells), page: page(cells), country: country(cells), device: device(cells),
      attention: seconds, grade: grade(cells), selfReported: selfReported(cells), owner: owner(cells), initiative: initiative(cells),
    };
  };
}

function submission(context: EntryContext): Builder {
  const { text, moment, money, currency, choice } = getters(context);
  const [at, form, selfReported, vendor, outcome, reason] = [moment('at'), text('form'), text('selfReported'), text('vendor'), choice<'accepted' | 'scrubbed'>('outcome'), choice<(typeof SCRUB_REASONS)[number]>('reason')];
  const price = moneyWithCurrency(context, money('price'), currency(), 'price');
  const origin = originOf(context.origin);
  const { scrub } = context.entry;
  const [honeypot, consent] = [compileText(scrub?.honeypot, `${context.where}.scrub.honeypot`, context), compileText(scrub?.consent, `${context.where}.scrub.consent`, context)];
  const country = scrub?.country !== undefined && isSupportedCountry(scrub.country) ? scrub.country : undefined;
  return (cells, key, who) => {
    const when = at(cells);
    if (when === undefined) return missing(context, 'at', 'the time of the submission');
    const paid = price(cells);
    if (refuseNegative(context, 'price', paid, 'Correct the price; a refund is a cost line of its own.')) return undefined;
    const found = scrub === undefined ? undefined : judgeSubmission({ email: who.email, phone: who.phone, firstName: who.firstName, lastName: who.lastName, honeypot: honeypot(cells), consent: consent(cells) }, country);
    const verdict = reason(cells) ?? found;
    return {
      kind: 'submission', key, at: when, who, origin: origin(cells), form: form(cells), selfReported: selfReported(cells), outcome: outcome(cells) ?? (verdict === undefined ? 'accepted' : 'scrubbed'), reason: verdict,
      vendor: vendor(cells), price: paid?.amount, currency: paid?.currency,
    };
  };
}

/** A row without a stage, or without its date, brings no stage change. */
function stageChange(context: EntryContext): Builder {
  const { text, moment } = getters(context);
  const parse = choiceParser([...context.stages, ...EXITS, RE_ENTRY]);
  const stage = compileField(context.entry.fields.get('stage'), `${context.where}.stage`, context, () => parse, parse);
  const [at, reason, actor] = [moment('at'), text('reason'), text('actor')];
  return (cells, key, who) => {
    const when = at(cells);
    const reached = stage(cells);
    return when === undefined || reached === undefined ? undefined : { kind: 'stageChange', key, at: when, who, stage: reached, reason: reason(cells), actor: actor(cells) };
  };
}

function deal(context: EntryContext): Builder {
  const { text, moment, money, currency, choice } = getters(context);
  const [name, stage, owner, product, lostReason] = [text('name'), text('stage'), text('owner'), text('product'), text('lostReason')];
  const [createdAt, closedAt, changedAt, status, type] = [moment('createdAt'), moment('closedAt'), moment('changedAt'), choice<'open' | 'won' | 'lost'>('status'), choice<'new' | 'existing' | 'renewal'>('type')];
  const codes = currency();
  const [amount, margin] = [moneyWithCurrency(context, money('amount'), codes), moneyWithCurrency(context, money('margin'), codes, 'margin')];
  const origin = originOf(context.origin);
  const { entry, trouble } = context;
  return (cells, key, who) => {
    const [created, state, closed, value, profit] = [createdAt(cells), status(cells), closedAt(cells), amount(cells), margin(cells)];
    if (created === undefined) return missing(context, 'createdAt', 'the deal\'s date of creation');
    if (state === undefined) return missing(context, 'status', 'the deal\'s status');
    if (state !== 'open' && closed === undefined) return trouble.problem === undefined ? missing(context, 'closedAt', `the closing date of a ${state} deal`) : undefined;
    if (entry.negative === 'refuse' && refuseNegative(context, 'amount', value, 'Correct it; if credits are meant, write negative: accept into this entry of the mapping.')) return undefined;
    return {
      kind: 'deal', key, who, name: name(cells), createdAt: created, closedAt: state === 'open' ? undefined : closed, status: state, stage: stage(cells), type: type(cells) ?? 'new',
      amount: value?.amount, currency: value?.currency ?? profit?.currency, margin: profit?.amount, owner: owner(cells), product: product(cells), lostReason: lostReason(cells), origin: origin(cells), changedAt: changedAt(cells),
    };
  };
}

function subscription(context: EntryContext): Builder {
  const { text, moment, money, currency, choice } = getters(context);
  const [product, interval, startsAt, endsAt, trialEndsAt, changedAt] = [text('product'), choice<'month' | 'year'>('interval'), moment('startsAt'), moment('endsAt'), moment('trialEndsAt'), moment('changedAt')];
  const amount = moneyWithCurrency(context, money('amount'), currency());
  return (cells, key, who) => {
    const [value, every, starts] = [amount(cells), interval(cells), startsAt(cells)];
    if (value === undefined) return missing(context, 'amount', 'the amount of the subscription');
    if (every === undefined) return missing(context, 'interval', 'the interval of the subscription');
    if (starts === undefined) return missing(context, 'startsAt', 'the start of the subscription');
    if (refuseNegative(context, 'amount', value, 'Correct the amount.')) return undefined;
    return { kind: 'subscription', key, who, product: product(cells), amount: value.amount, currency: value.currency, interval: every, startsAt: starts, endsAt: endsAt(cells), trialEndsAt: trialEndsAt(cells), changedAt: changedAt(cells) };
  };
}

function cost(context: EntryContext): Builder {
  const { text, day, money, currency, count, choice } = getters(context);
  const { entry, where } = context;
  const period = compileField(entry.fields.get('period'), `${where}.period`, context, (column) => periodParser(context.formatOf(column).dateOrder), periodParser('ymd'));
  const [from, until, kind] = [day('from'), day('until'), choice<(typeof COST_KINDS)[number]>('cost')];
  const [impressions, clicks, product, country, device, note] = [count('impressions'), count('clicks'), text('product'), text('country'), text('device'), text('note')];
  const amount = moneyWithCurrency(context, money('amount'), currency());
  const origin = originOf(context.origin);
  const byPeriod = entry.fields.has('period');
  return (cells, key) => {
    const whole = period(cells);
    const first = from(cells) ?? whole?.from;
    const last = until(cells) ?? whole?.until ?? first;
    const [value, what] = [amount(cells), kind(cells)];
    if (first === undefined || last === undefined) return missing(context, byPeriod ? 'period' : 'from', 'the period of the cost');
    if (last < first) return context.trouble.refuse(new Refusal('the cost ends before it begins', 'Swap the two dates, or correct one.'), COLUMN_OF(entry, 'until'), last);
    if (what === undefined) return missing(context, 'cost', 'the kind of the cost');
    if (value === undefined) return missing(context, 'amount', 'the amount of the cost');
    return {
      kind: 'cost', key, from: first, until: last, cost: what, origin: origin(cells), amount: value.amount, currency: value.currency, impressions: impressions(cells), clicks: clicks(cells),
      product: product(cells), country: country(cells), device: device(cells), note: note(cells),
    };
  };
}

function person(context: EntryContext): Builder {
  const { text, moment } = getters(context);
  const [at, persona, segment, country, owner, selfReported] = [moment('at'), text('persona'), text('segment'), text('country'), text('owner'), text('selfReported')];
  const origin = originOf(context.origin);
  return (cells, key, who) => ({ kind: 'person', key, at: at(cells) ?? context.now, who, persona: persona(cells), segment: segment(cells), country: country(cells), owner: owner(cells), selfReported: selfReported(cells), origin: origin(cells) });
}

function account(context: EntryContext): Builder {
  const { text, moment } = getters(context);
  const [at, industry, size, segment, country, owner] = [moment('at'), text('industry'), text('size'), text('segment'), text('country'), text('owner')];
  return (cells, key, who) => ({ kind: 'account', key, at: at(cells) ?? context.now, who, industry: industry(cells), size: size(cells), segment: segment(cells), country: country(cells), owner: owner(cells) });
}

function rate(context: EntryContext): Builder {
  const { day, money, currency } = getters(context);
  const [on, code, perEuro] = [day('day'), currency(), money('perEuro')];
  return (cells, key) => {
    const [date, unit, value] = [on(cells), code(cells), perEuro(cells)];
    if (date === undefined) return missing(context, 'day', 'the day of the rate');
    if (unit === undefined) return missing(context, 'currency', 'the currency of the rate');
    if (value === undefined) return missing(context, 'perEuro', 'the rate');
    if (!/[1-9]/.test(value.amount) || value.amount.startsWith('-')) return context.trouble.refuse(new Refusal('a rate must be above nought', 'Correct the rate.'), COLUMN_OF(context.entry, 'perEuro'), value.amount);
    return { kind: 'rate', key, day: date, currency: unit, perEuro: value.amount };
  };
}

function series(context: EntryContext): Builder {
  const { text, day, number } = getters(context);
  const [on, name, value] = [day('day'), text('series'), number('value')];
  return (cells, key) => {
    const [date, label, n] = [on(cells), name(cells), value(cells)];
    if (date === undefined) return missing(context, 'day', 'the day of the value');
    if (label === undefined) return missing(context, 'series', 'the name of the series');
    if (n === undefined) return missing(context, 'value', 'the value');
    return { kind: 'series', key, day: date, series: label, value: n };
  };
}

/** Columns of what a report of visits is split by; the fields that a mapping fills in say which it is. */
const SPLIT_FIELDS: Readonly<Record<string, string>> = { channel: 'channel', source: 'source', medium: 'medium', campaign: 'campaign', content: 'content', landingPage: 'landing_page', country: 'country', device: 'device' };

function traffic(context: EntryContext): Builder {
  const { text, day, count } = getters(context);
  const [on, site, country, device] = [day('day'), text('site'), text('country'), text('device')];
  const [visits, visitors, pageviews, bounces, engaged] = [count('visits'), count('visitors'), count('pageviews'), count('bounces'), count('engagedVisits')];
  const origin = originOf(context.origin);
  const split = Object.entries(SPLIT_FIELDS).filter(([field]) => (context.entry.fields.get(field)?.columns.length ?? 0) > 0).map(([, name]) => name).join(',');
  return (cells, key) => {
    const [date, n] = [on(cells), visits(cells)];
    if (date === undefined) return missing(context, 'day', 'the day of the visits');
    if (n === undefined) return missing(context, 'visits', 'the number of visits');
    const [where, from, land, kit] = [site(cells), origin(cells), country(cells), device(cells)];
    // Without a key of its own a count is known by its day and what it is the count of: the day again replaces.
    const own = key ?? [where, split, date, ...Object.keys(ORIGIN_FIELDS).map((name) => from[name as keyof Origin]), land, kit].map((part) => part ?? '').join('\u001f').slice(0, 2000);
    return {
      kind: 'traffic', key: own, day: date, site: where, split, origin: from, country: land, device: kit,
      visits: n, visitors: visitors(cells), pageviews: pageviews(cells), bounces: bounces(cells), engagedVisits: engaged(cells),
    };
  };
}

const BUILDERS = { touch, submission, stageChange, deal, subscription, cost, person, account, rate, series, traffic };

/** @throws AppError mapping_invalid for columns the file lacks and constants that can't be read */
export function compileBuilder(context: EntryContext): Builder {
  return BUILDERS[context.entry.kind](context);
}

