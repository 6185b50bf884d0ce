// Decides whether a draft may become a fact: the shape of its kind, and what the workspace knows
// (its stages, its currency). Each draft goes through here once; a refusal is data with a remedy.
import type { z } from 'zod';
import { CURRENCIES } from '../shared/currency.js';
import { didYouMean } from '../shared/nearest.js';
import { EXITS, RE_ENTRY } from '../shared/stages.js';
import {
  accountDraft, costDraft, dealDraft, personDraft, rateDraft, seriesDraft, stageChangeDraft, submissionDraft, subscriptionDraft, touchDraft, trafficDraft,
  type factDraft, type FactDraft, type FactKind, type Who,
} from './drafts.js';
import { quickCheck, type QuickCheck } from './quick-check.js';

declare const checked: unique symbol;
/** A draft that has passed `checkDraft`; only that function makes one. */
export type CheckedDraft = z.output<typeof factDraft> & { readonly [checked]: true };

/** Which field is wrong, what about it, and how to mend it. */
export class DraftProblem {
  constructor(
    readonly field: string,
    readonly value: string | undefined,
    readonly reason: string,
    readonly remedy: string,
  ) {}
}

/** What the workspace contributes to the decision. */
export interface DraftRules {
  readonly stages: readonly string[];
  /** Currency of amounts that name none; undefined until one is known. */
  readonly currency: string | undefined;
}

/** Facts lie between these days, the first included; what lies outside is a slip of the pen. */
export const FIRST_DAY = '1970-01-01';
export const LAST_DAY = '2100-01-01';
/** A cost line may span this many days. */
const LONGEST_COST = 3660;

const SCHEMAS = {
  touch: touchDraft, submission: submissionDraft, stageChange: stageChangeDraft, deal: dealDraft, subscription: subscriptionDraft,
  cost: costDraft, person: personDraft, account: accountDraft, rate: rateDraft, series: seriesDraft, traffic: trafficDraft,
} as const satisfies Record<FactKind, z.ZodObject>;

interface KindCheck {
  readonly quick: QuickCheck;
  readonly defaults: readonly (readonly [key: string, value: unknown])[];
}

const kindCheck = (schema: z.ZodObject): KindCheck => ({
  quick: quickCheck(schema),
  defaults: Object.entries(schema.shape).flatMap(([key, member]) => {
    const { def } = (member as z.ZodType)._zod as { def: { type: string; defaultValue?: unknown } };
    return def.type === 'default' ? [[key, def.defaultValue] as const] : [];
  }),
});

const KINDS = new Map<string, KindCheck>(Object.entries(SCHEMAS).map(([kind, schema]) => [kind, kindCheck(schema)]));

/** Moments and days of each kind. */
const DATES: { readonly [K in FactKind]: (draft: Extract<CheckedDraft, { kind: K }>) => readonly (readonly [field: string, value: string | undefined])[] } = {
  touch: (d) => [['at', d.at]],
  submission: (d) => [['at', d.at]],
  stageChange: (d) => [['at', d.at]],
  person: (d) => [['at', d.at]],
  account: (d) => [['at', d.at]],
  deal: (d) => [['createdAt', d.createdAt], ['closedAt', d.closedAt], ['changedAt', d.changedAt]],
  subscription: (d) => [['startsAt', d.startsAt], ['endsAt', d.endsAt], ['trialEndsAt', d.trialEndsAt], ['changedAt', d.changedAt]],
  cost: (d) => [['from', d.from], ['until', d.until]],
  rate: (d) => [['day', d.day]],
  series: (d) => [['day', d.day]],
  traffic: (d) => [['day', d.day]],
};

const KNOWN_CURRENCIES: ReadonlySet<string> = new Set(CURRENCIES);

const outsideRange = (value: string): boolean => value < FIRST_DAY || value >= LAST_DAY;

function checkDates(draft: CheckedDraft): DraftProblem | undefined {
  if ('at' in draft && !outsideRange(draft.at)) return undefined; // the one date of the most frequent kinds
  const dates = DATES[draft.kind] as (d: CheckedDraft) => readonly (readonly [string, string | undefined])[];
  for (const [field, value] of dates(draft)) {
    if (value !== undefined && outsideRange(value)) {
      return new DraftProblem(field, value, `the date lies before ${FIRST_DAY.slice(0, 4)} or after ${Number(LAST_DAY.slice(0, 4)) - 1}`, 'Correct the year.');
    }
  }
  if (draft.kind === 'cost') {
    const days = (Date.parse(draft.until) - Date.parse(draft.from)) / 86_400_000 + 1;
    if (days < 1) return new DraftProblem('until', draft.until, 'the cost ends before it begins', 'Swap the two dates, or correct one.');
    if (days > LONGEST_COST) return new DraftProblem('until', draft.until, 'the cost spans more than ten years', 'Correct one of the dates, or split the amount.');
  }
  return undefined;
}

/** The draft's amount of money, where its kind has one. */
function moneyOf(draft: CheckedDraft): { readonly amount: string | undefined; readonly currency: string | undefined } | undefined {
  switch (draft.kind) {
    case 'deal': return { amount: draft.amount ?? draft.margin, currency: draft.currency };
    case 'subscription': case 'cost': return { amount: draft.amount, currency: draft.currency };
    case 'submission': return { amount: draft.price, currency: draft.currency };
    case 'rate': return { amount: draft.perEuro, currency: draft.currency };
    default: return undefined;
  }
}

function checkMoney(draft: CheckedDraft, rules: DraftRules): CheckedDraft | DraftProblem {
  const money = moneyOf(draft);
  if (money?.amount === undefined && money?.currency === undefined) return draft;
  if (money.currency === undefined) {
    if (rules.currency !== undefined) return { ...draft, currency: rules.currency } as CheckedDraft;
    return new DraftProblem('currency', undefined, 'the amount has no currency', 'Name the currency in the file or in the import\'s options, or set the workspace\'s: leadline settings set currency=EUR');
  }
  if (KNOWN_CURRENCIES.has(money.currency)) return draft;
  return new DraftProblem('currency', money.currency, `"${money.currency}" is no currency`, `${didYouMean(money.currency, CURRENCIES)}Use an ISO 4217 code.`);
}

const holdsNul = (text: string | undefined): boolean => text !== undefined && text.includes('\0');

/** PostgreSQL takes no NUL in text, and a person's name has none. */
const checkWho = ({ email, phone, firstName, lastName, ids, visitorId, account }: Who): DraftProblem | undefined =>
  holdsNul(visitorId) || holdsNul(email) || holdsNul(phone) || holdsNul(firstName) || holdsNul(lastName) || (ids?.some(holdsNul) ?? false)
  || (account !== undefined && (holdsNul(account.name) || holdsNul(account.domain) || (account.ids?.some(holdsNul) ?? false)))
    ? new DraftProblem('who', undefined, 'the text holds a NUL character', 'Save the file as UTF-8 text again, without it.')
    : undefined;

function checkRules(draft: CheckedDraft, rules: DraftRules): CheckedDraft | DraftProblem {
  const problem = checkDates(draft) ?? ('who' in draft ? checkWho(draft.who) : undefined);
  if (problem !== undefined) return problem;
  if (draft.kind === 'touch') return draft;
  if (draft.kind === 'stageChange') {
    const valid = [...rules.stages, ...EXITS, RE_ENTRY];
    if (valid.includes(draft.stage)) return draft;
    return new DraftProblem('stage', draft.stage, `"${draft.stage}" is no stage of this workspace`, `${didYouMean(draft.stage, valid)}Map it to one of ${valid.join(', ')}.`);
  }
  if (draft.kind === 'deal' && draft.status !== 'open' && draft.closedAt === undefined) {
    return new DraftProblem('closedAt', undefined, `a ${draft.status} deal has no closing date`, 'Fill the date in, or map the column that has it: without it the deal belongs to no period.');
  }
  return checkMoney(draft, rules);
}

function describeIssue(draft: FactDraft): DraftProblem {
  const schema = SCHEMAS[draft.kind] as z.ZodObject | undefined;
  const issue = schema?.safeParse(draft).error?.issues[0];
  if (issue === undefined) return new DraftProblem('kind', String(draft.kind), `"${String(draft.kind)}" is no kind of fact`, `Use one of ${Object.keys(SCHEMAS).join(', ')}.`);
  const field = issue.path.join('.');
  let value: unknown = draft;
  for (const key of issue.path) value = typeof value === 'object' && value !== null ? (value as Readonly<Record<PropertyKey, unknown>>)[key] : undefined;
  const shown = typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 120) : undefined;
  if (issue.code === 'too_big' && typeof value === 'string') {
    return new DraftProblem(field, shown, `the text has ${value.length} characters, 2000 are the most`, 'Shorten it, or leave the column out of the mapping.');
  }
  return new DraftProblem(field, shown, value === undefined ? `"${field}" is missing` : `"${field}" can't be read: ${issue.message}`, 'Correct the value, or map another column.');
}

/** Checks one draft against its schema and the workspace; fills in defaults and the workspace's currency. */
export function checkDraft(draft: FactDraft, rules: DraftRules): CheckedDraft | DraftProblem {
  const kind = KINDS.get(draft.kind);
  if (kind === undefined) return describeIssue(draft);
  let full: FactDraft = draft;
  for (const [key, value] of kind.defaults) {
    if ((full as Readonly<Record<string, unknown>>)[key] === undefined) full = { ...full, [key]: value };
  }
  if (kind.quick(full)) return checkRules(full as CheckedDraft, rules);
  const parsed = SCHEMAS[draft.kind].safeParse(draft);
  return parsed.success ? checkRules(parsed.data as CheckedDraft, rules) : describeIssue(draft);
}
