// Guesses a mapping for a table from its header and its cells: which shape of file it is (leads, deals,
// touches, costs …) and which column feeds which field. What it can't know it says instead of inventing.
import type { ReadContext } from '../connector.js';
import type { Table } from '../reading/table.js';
import { plainName } from '../reading/plain-name.js';
import { assignRoles, type Role } from './column-roles.js';
import { classifyCosts, classifyDeals, classifyIntervals, classifyLeads, classifyTouches } from './classify-values.js';
import { profileColumn, type ColumnProfile } from './profile-column.js';
import { CURRENCIES } from '../../shared/currency.js';

/** A mapping as plain data, ready to be written as YAML. */
export type PlainMapping = Readonly<Record<string, unknown>>;

export interface GuessedMapping {
  /** What the file looks like: "a list of leads". */
  readonly shape: string;
  readonly mapping: PlainMapping;
  /** What is missing or should be checked, a sentence each. */
  readonly notes: readonly string[];
  readonly unused: readonly string[];
}

type Roles = ReadonlyMap<Role, ColumnProfile>;

/** A plain column name that dates what was won, not what was closed either way. */
const WON_DAY = /won|gewonnen|gagne/;

/** Collects the mapping of one shape, remembering which columns were used. */
class Draft {
  readonly notes: string[] = [];
  private readonly used = new Set<number>();

  constructor(
    readonly roles: Roles,
    readonly context: ReadContext,
    readonly columns: readonly ColumnProfile[],
  ) {}

  has = (role: Role): boolean => this.roles.has(role);

  /** The column of the first of these roles that the file has. */
  column(...roles: Role[]): string | undefined {
    for (const role of roles) {
      const found = this.roles.get(role);
      if (found === undefined) continue;
      this.used.add(found.index);
      return found.name;
    }
    return undefined;
  }

  profile(role: Role): ColumnProfile | undefined {
    return this.roles.get(role);
  }

  get unused(): string[] {
    return this.columns.filter((c) => !this.used.has(c.index) && c.content !== 'empty').map((c) => c.name);
  }
}

/** An object without its undefined members; undefined when nothing is left. */
function tidy(object: Readonly<Record<string, unknown>>): Record<string, unknown> | undefined {
  const kept = Object.entries(object).filter(([, v]) => v !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

const filledMap = (map: Readonly<Record<string, string>>): Readonly<Record<string, string>> | undefined => (Object.keys(map).length === 0 ? undefined : map);
const entry = (kind: string, fields: Readonly<Record<string, unknown>>): Record<string, unknown> => ({ kind, ...tidy(fields) });

/** `Lead ID` -> `lead`, `mql_id` -> `mql`, `Record ID` -> `record`. */
const namespaceOf = (column: string): string => plainName(column).replace(/ (id|no|number|nr|nummer|uuid|guid)$/, '').replace(/ /g, '_') || 'id';

function idsOf(draft: Draft, ...roles: Role[]): Record<string, string> | undefined {
  const ids: Record<string, string> = {};
  for (const role of roles) {
    const column = draft.column(role);
    if (column !== undefined) ids[namespaceOf(column)] = column;
  }
  return Object.keys(ids).length === 0 ? undefined : ids;
}

function whoOf(draft: Draft, ids: Record<string, string> | undefined): Record<string, unknown> | undefined {
  const email = draft.column('email');
  const account = tidy({ name: draft.column('company'), domain: draft.column('domain'), ids: idsOf(draft, 'accountId') });
  return tidy({
    email, phone: draft.column('phone'), firstName: draft.column('firstName'), lastName: draft.column('lastName'),
    name: draft.has('lastName') ? undefined : draft.column('fullName'), ids, visitorId: draft.column('visitorId'), account,
  });
}

function originOf(draft: Draft): Record<string, unknown> | undefined {
  const clickId = draft.column('clickId');
  return tidy({
    channel: draft.has('source') ? undefined : draft.column('channel'), source: draft.column('source'), medium: draft.column('medium'), campaign: draft.column('campaign', 'campaignId'),
    content: draft.column('content'), term: draft.column('term'), referrer: draft.column('referrer'), clickId: clickId === undefined ? undefined : { filled: [clickId] }, landingPage: draft.column('landingPage'),
  });
}

/** Currency of the amounts: a column, the sign in the cells, a code in the column's name, the workspace's. */
function currencyOf(draft: Draft, amount: Role): { field: string | undefined; whole: string | undefined } {
  const field = draft.column('currency');
  if (field !== undefined) return { field, whole: undefined };
  const profile = draft.profile(amount);
  const code = /\(([A-Z]{3})\)|\b([A-Z]{3})\b/.exec(profile?.name ?? '');
  const named = code?.[1] ?? code?.[2];
  const whole = named !== undefined && CURRENCIES.includes(named) ? named : profile?.currency;
  if (whole === undefined && draft.context.currency === undefined && profile !== undefined) draft.notes.push(`The amounts in "${profile.name}" name no currency: add a line such as  currency: EUR`);
  return { field, whole };
}

function stagesOf(draft: Draft): Record<string, unknown> | undefined {
  const dates: readonly (readonly [string, Role])[] = [['mql', 'mqlAt'], ['sal', 'salAt'], ['sql', 'sqlAt'], ['opportunity', 'opportunityAt'], ['won', 'customerAt']];
  return tidy(Object.fromEntries(dates.filter(([stage]) => draft.context.stages.includes(stage)).map(([stage, role]) => [stage, draft.column(role)])));
}

const accountFact = (draft: Draft): Record<string, unknown>[] => {
  const fields = tidy({ industry: draft.column('industry'), size: draft.column('size') });
  const named = draft.has('company') || draft.has('domain') || draft.has('accountId');
  if (fields === undefined || !named) return [];
  const account = tidy({ name: draft.column('company'), domain: draft.column('domain'), ids: idsOf(draft, 'accountId') });
  return [{ ...entry('account', fields), when: Object.fromEntries([[draft.column('accountId') ?? draft.column('domain') ?? draft.column('company') ?? '', 'not empty']]), who: { account } }];
};

/** The deal that a lead became, where its row tells the day it was won or how it closed. */
function dealOfLead(draft: Draft): { fact: Record<string, unknown>; currency: string | undefined } | undefined {
  const closed = draft.profile('closedAt');
  if (closed === undefined) return undefined;
  const statusRole = draft.has('stage') ? 'stage' : 'status';
  const map = classifyDeals(draft.profile(statusRole)?.values ?? []);
  const isWonDay = WON_DAY.test(plainName(closed.name));
  if (!isWonDay && !Object.values(map).includes('won')) return undefined;
  const closedAt = draft.column('closedAt');
  const created = [draft.column('opportunityAt'), draft.column('sqlAt'), closedAt].filter((c) => c !== undefined);
  const currency = draft.has('amount') ? currencyOf(draft, 'amount') : undefined;
  if (!draft.has('amount')) draft.notes.push('No column looks like the deal\'s amount: deals are counted, their value is not known.');
  return {
    currency: currency?.whole,
    fact: {
      ...entry('deal', {
        createdAt: created.length === 1 ? created[0] : { first: created }, closedAt, status: isWonDay ? { value: 'won' } : { column: draft.column(statusRole), map, else: 'open' },
        amount: draft.column('amount'), currency: currency?.field, owner: draft.column('owner', 'ownerId'), product: draft.column('product'),
      }),
      when: { [closed.name]: 'not empty' },
    },
  };
}

function leads(draft: Draft, mqlList: boolean): PlainMapping {
  const key = draft.column('leadId', 'recordId', 'contactId', 'email');
  const ids = idsOf(draft, ...(['leadId', 'recordId', 'contactId'] as const).filter((r) => draft.has(r)).slice(0, 1));
  const at = draft.column('leadAt', 'submittedAt', 'contactAt', 'createdAt', 'at');
  const leadAt = draft.profile('leadAt');
  const facts: Record<string, unknown>[] = [];
  const selfReported = draft.column('selfReported');
  const attributes = { persona: draft.column('persona'), segment: draft.column('segment'), country: draft.column('country'), owner: draft.column('owner', 'ownerId'), ...(at === undefined && { selfReported }) };
  facts.push(entry('person', { at: draft.column('createdAt') ?? at, ...attributes }));
  if (at === undefined) draft.notes.push('No column holds the day on which a lead came in: without it the rows are people, not leads. Add a submission with  at: <column>.');
  else facts.push(entry('submission', { at, form: draft.column('formName'), selfReported, when: leadAt !== undefined && leadAt.filled < 1 ? { [leadAt.name]: 'not empty' } : undefined }));
  if (mqlList && at !== undefined) facts.push(entry('stageChange', { at, stage: { value: 'mql' } }));
  const stages = stagesOf(draft);
  const status = draft.profile('status') ?? draft.profile('stage');
  const changed = draft.column('changedAt');
  if (status !== undefined) {
    const map = classifyLeads(status.values, draft.context.stages);
    if (map !== undefined && changed !== undefined) {
      facts.push(entry('stageChange', { at: changed, stage: { column: draft.column('status', 'stage'), map, else: null } }));
      draft.notes.push(`Today's "${status.name}" is dated by "${changed}", the only date near it: a later export of the same row changes nothing that was imported before.`);
    } else if (map !== undefined) draft.notes.push(`"${status.name}" tells how leads ended, but no column tells when: it is left out rather than dated wrongly.`);
  }
  const deal = dealOfLead(draft);
  return { currency: deal?.currency, key, who: whoOf(draft, ids), origin: originOf(draft), stages, facts: [...facts, ...(deal ? [deal.fact] : []), ...accountFact(draft)] };
}

function deals(draft: Draft): PlainMapping {
  const key = draft.column('dealId', 'recordId', 'leadId');
  const ids = idsOf(draft, 'leadId', 'contactId');
  const createdAt = draft.column('createdAt', 'contactAt', 'at');
  const closedAt = draft.column('closedAt', 'endAt');
  const statusRole: Role | undefined = draft.has('stage') ? 'stage' : draft.has('status') ? 'status' : undefined;
  const statusColumn = statusRole === undefined ? undefined : draft.column(statusRole);
  const currency = currencyOf(draft, 'amount');
  let status: unknown;
  if (statusRole !== undefined) {
    const map = classifyDeals(draft.profile(statusRole)?.values ?? []);
    status = tidy({ column: statusColumn, map: filledMap(map), else: 'open' });
    if (!Object.values(map).includes('won')) draft.notes.push(`No value of "${statusColumn ?? ''}" looks like a won deal: complete the map of status.`);
  } else if (closedAt !== undefined && WON_DAY.test(plainName(closedAt))) status = { value: 'won' };
  else {
    status = { value: 'open' };
    draft.notes.push('No column tells whether a deal is open, won or lost: all are taken as open. Correct status.');
  }
  if (createdAt === undefined) draft.notes.push('No column tells when a deal was created: the closing date is taken.');
  if (!draft.has('amount')) draft.notes.push('No column looks like the deal\'s amount: deals are counted, their value is not known.');
  if (key === undefined) draft.notes.push('No column identifies a deal: a changed row will be taken for a new deal. Add  key: <column>.');
  const type = draft.profile('dealType');
  return {
    currency: currency.whole, key, who: whoOf(draft, ids),
    facts: [entry('deal', {
      name: draft.column('dealName'), createdAt: createdAt ?? closedAt, closedAt, status, stage: statusColumn, amount: draft.column('amount'), currency: currency.field, margin: draft.column('margin'),
      type: type !== undefined && type.values.some((v) => /existing|renew|new/i.test(v)) ? { column: draft.column('dealType'), map: classifyDeals.types(type.values), else: 'new' } : undefined,
      owner: draft.column('owner', 'ownerId'), product: draft.column('product'), lostReason: draft.column('lostReason'), changedAt: draft.column('changedAt'), ...originOf(draft),
    }), ...(draft.has('segment') || draft.has('persona') ? [entry('person', { at: createdAt ?? closedAt, persona: draft.column('persona'), segment: draft.column('segment'), when: ids === undefined ? undefined : { [Object.values(ids)[0] ?? '']: 'not empty' } })] : [])],
  };
}

function touches(draft: Draft): PlainMapping {
  const type = draft.profile('eventType');
  const directed = draft.profile('initiative')?.values.some((v) => /^(in|out)(bound|going)$|^incoming$/i.test(v)) === true;
  const touch = draft.has('callAt') ? { value: 'call' } : type === undefined ? { value: 'page_view' } : tidy({ column: draft.column('eventType'), map: filledMap(classifyTouches(type.values)), else: 'other' });
  const who = whoOf(draft, idsOf(draft, 'contactId', 'leadId'));
  const page = draft.profile('page');
  // Addresses that carry their own utm parameters say where the visit came from.
  const tagged = !draft.has('landingPage') && page?.values.some((v) => /[?&](utm_|gclid|fbclid|msclkid)/.test(v)) === true ? { landingPage: page.name } : {};
  if (who?.visitorId === undefined && who?.email === undefined && who?.ids === undefined) draft.notes.push('No column tells whose touch it is (visitor id, e-mail or id): add one under who.');
  return {
    key: draft.column('recordId'), who,
    facts: [entry('touch', {
      at: draft.column('callAt', 'at', 'createdAt', 'submittedAt'), touch, initiative: directed ? { column: draft.column('initiative'), else: null } : undefined,
      visit: draft.column('visitId'), page: draft.column('page'), country: draft.column('country'), device: draft.column('device'), owner: draft.column('owner', 'ownerId'), selfReported: draft.column('selfReported'), ...originOf(draft), ...tagged,
    })],
  };
}

function submissions(draft: Draft): PlainMapping {
  return {
    key: draft.column('recordId'), who: whoOf(draft, idsOf(draft, 'leadId', 'contactId')), origin: originOf(draft),
    currency: draft.has('price') ? currencyOf(draft, 'price').whole : undefined,
    facts: [entry('submission', { at: draft.column('submittedAt', 'createdAt', 'at', 'contactAt'), form: draft.column('formName'), selfReported: draft.column('selfReported'), vendor: draft.column('vendor'), price: draft.column('price'), currency: draft.column('currency'), scrub: true }), ...accountFact(draft)],
  };
}

function costs(draft: Draft): PlainMapping {
  const role: Role = draft.has('costAmount') ? 'costAmount' : 'amount';
  const currency = currencyOf(draft, role);
  const kind = draft.profile('costKind') ?? draft.profile('eventType') ?? draft.profile('dealType');
  const media = draft.has('impressions') || draft.has('clicks');
  const kindRole: Role = draft.has('costKind') ? 'costKind' : draft.has('eventType') ? 'eventType' : 'dealType';
  if (kind === undefined && !media) draft.notes.push('No column tells the kind of cost: all are taken as other. Correct cost (media, staff, tools, agency, creative, other, sales).');
  const start = draft.column('startAt');
  return {
    currency: currency.whole, key: draft.column('recordId') ?? (draft.profile('campaignId')?.unique === true ? draft.column('campaignId') : undefined),
    facts: [entry('cost', {
      ...(start === undefined ? { period: draft.column('at', 'createdAt') } : { from: start, until: draft.column('endAt') }),
      cost: kind === undefined || media ? { value: media ? 'media' : 'other' } : tidy({ column: draft.column(kindRole), map: filledMap(classifyCosts(kind.values)), else: 'other' }),
      amount: draft.column(role), currency: currency.field, impressions: draft.column('impressions'), clicks: draft.column('clicks'), country: draft.column('country'), device: draft.column('device'),
      product: draft.column('product'), note: draft.column('note'), ...originOf(draft),
    })],
  };
}

function subscriptions(draft: Draft): PlainMapping {
  const role: Role = draft.has('mrr') ? 'mrr' : 'amount';
  const currency = currencyOf(draft, role);
  const interval = draft.profile('interval');
  if (interval === undefined && role !== 'mrr') draft.notes.push('No column tells whether the amount is per month or per year: month is taken. Correct interval.');
  if (draft.has('canceledAt') && !draft.has('endAt')) draft.notes.push('The day of cancelling is not the day a subscription ends: map endsAt if the file has it.');
  return {
    currency: currency.whole, key: draft.column('subscriptionId', 'recordId'), who: whoOf(draft, idsOf(draft, 'contactId', 'leadId')),
    facts: [entry('subscription', {
      product: draft.column('product'), amount: draft.column(role), currency: currency.field, interval: interval === undefined ? { value: 'month' } : tidy({ column: draft.column('interval'), map: filledMap(classifyIntervals(interval.values)) }),
      startsAt: draft.column('startAt', 'createdAt', 'at'), endsAt: draft.column('endAt'), trialEndsAt: draft.column('trialEndAt'), changedAt: draft.column('changedAt'),
    })],
  };
}

function contacts(draft: Draft): PlainMapping {
  draft.notes.push('Rows are people, not leads: someone in an address book has not enquired. Add a submission with  at: <column>  if they have.');
  const ids = idsOf(draft, ...(['contactId', 'recordId'] as const).filter((r) => draft.has(r)).slice(0, 1));
  return {
    key: draft.column('contactId', 'recordId', 'email'), who: whoOf(draft, ids), origin: originOf(draft), stages: stagesOf(draft),
    facts: [entry('person', { at: draft.column('createdAt', 'at'), persona: draft.column('persona'), segment: draft.column('segment'), country: draft.column('country'), owner: draft.column('owner', 'ownerId'), selfReported: draft.column('selfReported') }), ...accountFact(draft)],
  };
}

function accounts(draft: Draft): PlainMapping {
  return {
    key: draft.column('accountId', 'recordId', 'domain', 'company'),
    facts: [{ ...entry('account', { at: draft.column('createdAt'), industry: draft.column('industry'), size: draft.column('size'), segment: draft.column('segment'), country: draft.column('country'), owner: draft.column('owner', 'ownerId') }), who: { account: tidy({ name: draft.column('company'), domain: draft.column('domain'), ids: idsOf(draft, 'accountId', 'recordId') }) } }],
  };
}

function series(draft: Draft): PlainMapping {
  const day = draft.column('at', 'createdAt');
  const numbers = draft.columns.filter((c) => c.content === 'number' && c.name !== day);
  return { facts: numbers.map((c) => ({ kind: 'series', key: day, day, series: { value: c.name }, value: c.name })) };
}

interface Shape {
  readonly name: string;
  /** @param words of the file's name and of its header @param named whether name or key say that the rows are MQLs */
  readonly score: (has: (...roles: Role[]) => number, words: string, named: boolean) => number;
  readonly build: (draft: Draft) => PlainMapping;
}

const DATED: Role[] = ['callAt', 'at', 'createdAt', 'submittedAt', 'contactAt'];
/** Scores grow with the roles that only this shape has. */
const SHAPES: readonly Shape[] = [
  { name: 'touches (visits, clicks, calls …)', build: touches, score: (has) => (has(...DATED) ? 2 * has('visitorId', 'visitId') + 5 * has('callAt') + has('page', 'landingPage', 'referrer') + has('eventType') + has('medium') : 0) },
  { name: 'costs', build: costs, score: (has) => (has('at', 'createdAt', 'startAt') && has('costAmount', 'amount') && !has('email', 'leadId', 'dealId', 'visitorId') ? 2 + 2 * has('costAmount') + 2 * has('impressions', 'clicks') + has('campaign', 'source', 'costKind', 'vendor') - 3 * has('closedAt', 'dealName', 'interval') : 0) },
  { name: 'subscriptions', build: subscriptions, score: (has, words) => (has('startAt', 'createdAt') && has('amount', 'mrr') ? 3 * has('interval', 'mrr', 'subscriptionId') + has('endAt') + has('trialEndAt') + (/subscription|abo/.test(words) ? 2 : 0) : 0) },
  { name: 'deals', build: deals, score: (has, words) => 3 * has('closedAt') + 2 * has('dealId', 'dealName') + has('amount') + has('stage') + has('dealType') + has('probability') + (/deal|opportunit|potential/.test(words) ? 2 : 0) - 3 * has('interval') },
  { name: 'a list of marketing-qualified leads', build: (d) => leads(d, true), score: (has, _, named) => (named && has(...DATED) && !has('mqlAt', 'closedAt') ? 7 : 0) },
  { name: 'form submissions', build: submissions, score: (has) => (has('email', 'phone') && has(...DATED) ? 3 * has('formName') + 3 * has('submittedAt') + has('price', 'vendor') : 0) },
  { name: 'leads', build: (d) => leads(d, false), score: (has, words) => (has('email', 'leadId', 'phone') ? 2 * has('leadId') + has('status') + has('source') + has(...DATED) + 3 * has('mqlAt', 'sqlAt', 'leadAt') + (/\bleads?\b|prospect|enquir|inquir/.test(words) ? 2 : 0) : 0) },
  { name: 'contacts', build: contacts, score: (has, words) => (has('email', 'contactId') ? 1 + has('firstName', 'lastName', 'fullName') + has('contactId') + (/contact|kontakt/.test(words) ? 2 : 0) : 0) },
  { name: 'accounts', build: accounts, score: (has, words) => (has('company', 'domain') && !has('email', 'phone') ? has('industry') + has('size') + has('accountId') + has('domain') + (/account|compan|organi[sz]/.test(words) ? 1 : 0) : 0) },
  { name: 'a series of numbers by day', build: series, score: (has) => (has('at') && !has('email', 'visitorId', 'leadId', 'dealId') ? 1.5 : 0) },
];

/**
 * @param fileName a hint only: `leads.csv`
 * @returns a mapping that works as it is, or notes that say what it lacks
 */
export function guessMapping(table: Table, fileName: string, context: ReadContext): GuessedMapping {
  const columns = table.header.map((name, i) => profileColumn(name, i, table.sample));
  const roles = assignRoles(columns);
  const has = (...names: Role[]): number => (names.some((n) => roles.has(n)) ? 1 : 0);
  const [title, header] = [plainName(fileName.replace(/\.\w+$/, '')), table.header.map(plainName)];
  const words = `${title} ${header.join(' ')}`;
  // Any other column that speaks of MQLs (a score, yes or no) says that some rows are none.
  const named = /\bmqls?\b|marketing qualified/.test(title) || header.some((name) => /^mql (id|no|number|nr)$/.test(name));
  const ranked = SHAPES.map((shape) => ({ shape, score: shape.score(has, words, named) })).sort((a, b) => b.score - a.score);
  const best = ranked[0];
  const draft = new Draft(roles, context, columns);
  const layout = { ...(table.headerLine > 1 && { headerRow: table.headerLine }) };
  if (best === undefined || best.score < 1.5) {
    return { shape: 'unknown', mapping: { ...layout, facts: [] }, notes: [table.sample.length === 0 ? 'The file holds no rows below its header: there is nothing to import, and nothing to guess from.' : 'The columns tell too little to guess what the rows are. Write the facts by hand: docs/mapping.md shows an example for each shape of file.'], unused: table.header };
  }
  const mapping = best.shape.build(draft);
  return { shape: best.shape.name, mapping: tidy({ ...layout, ...mapping }) ?? {}, notes: draft.notes, unused: draft.unused };
}
