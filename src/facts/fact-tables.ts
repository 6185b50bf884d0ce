// The tables of facts: one entry per kind, in step with migrations/clickhouse/.
import type { FactKind, TouchDraft } from './drafts.js';
import {
  dayColumn, decimalColumn, momentColumns, numberColumn, optionalCountColumn, optionalDecimalColumn, optionalMomentColumns, ORIGIN_COLUMNS, PERSON_AND_ACCOUNT, text,
  type DraftOf, type FactTable, type OriginColumn,
} from './fact-table.js';

const except = (...left: readonly OriginColumn[]): readonly OriginColumn[] => ORIGIN_COLUMNS.filter((column) => !left.includes(column));

/** Touches on the website: without any origin they are direct visits; others are simply unknown. */
const ON_THE_WEB: ReadonlySet<TouchDraft['touch']> = new Set(['page_view', 'form_view', 'download']);

type D<K extends FactKind> = DraftOf<K>;

const touch: FactTable<'touch'> = {
  kind: 'touch', table: 'touches', rule: 'event', people: ['person_id', 'account_id', 'visitor_id'], origin: ORIGIN_COLUMNS,
  isWeb: (d) => ON_THE_WEB.has(d.touch),
  columns: [
    momentColumns<D<'touch'>>('at', 'date_only', (d) => d.at),
    text('visit_id', (d) => d.visit), text('kind', (d) => d.touch), text('page', (d) => d.page),
    text('country', (d) => d.country), text('device', (d) => d.device), numberColumn('attention', (d) => d.attention),
    text('grade', (d) => d.grade ?? 'human'), text('self_reported', (d) => d.selfReported), text('owner', (d) => d.owner), text('initiative', (d) => d.initiative),
  ],
};

const submission: FactTable<'submission'> = {
  kind: 'submission', table: 'submissions', rule: 'event', people: [...PERSON_AND_ACCOUNT, 'visitor_id'], origin: except('referrer', 'click_id'),
  columns: [
    momentColumns<D<'submission'>>('at', 'date_only', (d) => d.at),
    text('form', (d) => d.form), text('outcome', (d) => d.outcome), text('reason', (d) => d.reason), text('vendor', (d) => d.vendor),
    optionalDecimalColumn('price', (d) => d.price), text('currency', (d) => d.currency), text('self_reported', (d) => d.selfReported),
  ],
};

const stageChange: FactTable<'stageChange'> = {
  kind: 'stageChange', table: 'stage_changes', rule: 'event', people: PERSON_AND_ACCOUNT, origin: [],
  columns: [
    momentColumns<D<'stageChange'>>('at', 'date_only', (d) => d.at),
    text('stage', (d) => d.stage), text('reason', (d) => d.reason), text('actor', (d) => d.actor),
  ],
};

const deal: FactTable<'deal'> = {
  kind: 'deal', table: 'deals', rule: 'version', people: PERSON_AND_ACCOUNT, origin: [], versionAt: 'changed_at', changedAt: (d) => d.changedAt,
  columns: [
    text('name', (d: D<'deal'>) => d.name),
    momentColumns('created_at', 'created_date_only', (d) => d.createdAt), optionalMomentColumns('closed_at', 'closed_date_only', (d) => d.closedAt),
    text('status', (d) => d.status), text('stage', (d) => d.stage), text('type', (d) => d.type),
    optionalDecimalColumn('amount', (d) => d.amount), text('currency', (d) => d.currency), optionalDecimalColumn('margin', (d) => d.margin),
    text('owner', (d) => d.owner), text('product', (d) => d.product), text('lost_reason', (d) => d.lostReason),
    text('deal_source', (d) => d.origin.channel ?? d.origin.source), text('campaign', (d) => d.origin.campaign),
  ],
};

const subscription: FactTable<'subscription'> = {
  kind: 'subscription', table: 'subscriptions', rule: 'version', people: PERSON_AND_ACCOUNT, origin: [], versionAt: 'changed_at', changedAt: (d) => d.changedAt,
  columns: [
    text('product', (d: D<'subscription'>) => d.product), decimalColumn('amount', (d) => d.amount), text('currency', (d) => d.currency), text('interval', (d) => d.interval),
    momentColumns('starts_at', 'starts_date_only', (d) => d.startsAt),
    optionalMomentColumns('ends_at', 'ends_date_only', (d) => d.endsAt), optionalMomentColumns('trial_ends_at', 'trial_date_only', (d) => d.trialEndsAt),
  ],
};

const cost: FactTable<'cost'> = {
  kind: 'cost', table: 'costs', rule: 'version', people: [], origin: except('term', 'referrer', 'click_id'), versionAt: 'changed_at',
  columns: [
    dayColumn('from_day', (d: D<'cost'>) => d.from), dayColumn('until_day', (d) => d.until), text('kind', (d) => d.cost),
    text('country', (d) => d.country), text('device', (d) => d.device), text('product', (d) => d.product),
    decimalColumn('amount', (d) => d.amount), text('currency', (d) => d.currency),
    optionalCountColumn('impressions', (d) => d.impressions), optionalCountColumn('clicks', (d) => d.clicks), text('note', (d) => d.note),
    text('ad_level', (d) => d.adReport?.level), text('ad_account', (d) => d.adReport?.account), text('ad_campaign_id', (d) => d.adReport?.campaignId),
  ],
};

const person: FactTable<'person'> = {
  kind: 'person', table: 'persons', rule: 'version', people: PERSON_AND_ACCOUNT, origin: except('referrer', 'click_id'), versionAt: 'at',
  columns: [
    momentColumns<D<'person'>>('at', 'date_only', (d) => d.at),
    text('persona', (d) => d.persona), text('segment', (d) => d.segment), text('country', (d) => d.country), text('owner', (d) => d.owner), text('self_reported', (d) => d.selfReported),
  ],
};

const account: FactTable<'account'> = {
  kind: 'account', table: 'accounts', rule: 'version', people: ['account_id'], origin: [], versionAt: 'at',
  columns: [
    momentColumns<D<'account'>>('at', 'date_only', (d) => d.at), text('name', (d) => d.who.account?.name),
    text('industry', (d) => d.industry), text('size', (d) => d.size), text('segment', (d) => d.segment), text('country', (d) => d.country), text('owner', (d) => d.owner),
  ],
};

const rate: FactTable<'rate'> = {
  kind: 'rate', table: 'rates', rule: 'version', people: [], origin: [], versionAt: 'received_at',
  columns: [dayColumn('day', (d: D<'rate'>) => d.day), text('currency', (d) => d.currency), decimalColumn('per_euro', (d) => d.perEuro)],
};

const series: FactTable<'series'> = {
  kind: 'series', table: 'series_points', rule: 'version', people: [], origin: [], versionAt: 'received_at',
  columns: [dayColumn('day', (d: D<'series'>) => d.day), text('series', (d) => d.series), numberColumn('value', (d) => d.value)],
};

const traffic: FactTable<'traffic'> = {
  kind: 'traffic', table: 'traffic', rule: 'version', people: [], origin: except('term', 'referrer', 'click_id'), versionAt: 'received_at',
  // A row of a report by channel or source that names none is of visits without origin.
  isWeb: (d) => d.split.startsWith('channel') || d.split.startsWith('source'),
  columns: [
    dayColumn('day', (d: D<'traffic'>) => d.day), text('site', (d) => d.site), text('split', (d) => d.split), text('country', (d) => d.country), text('device', (d) => d.device),
    numberColumn('visits', (d) => d.visits), optionalCountColumn('visitors', (d) => d.visitors), optionalCountColumn('pageviews', (d) => d.pageviews),
    optionalCountColumn('bounces', (d) => d.bounces), optionalCountColumn('engaged_visits', (d) => d.engagedVisits), text('statement', (d) => d.statement), text('covers', (d) => d.covers),
  ],
};

const TABLES: { readonly [K in FactKind]: FactTable<K> } = { touch, submission, stageChange, deal, subscription, cost, person, account, rate, series, traffic };

/** Every table, for work that is the same for all: a batch of one kind is only ever given to its own. */
export const FACT_TABLES = Object.values(TABLES) as readonly FactTable[];
export const tableOf = (kind: FactKind): FactTable => TABLES[kind] as FactTable;
