// The tables figures are computed from, and which dimension each can be split by: the one list of dimensions.
// A measure names one of them; the runner scans each once per request and time range.
export const DIMENSIONS = {
  channel_group: 'Channel group', channel: 'Channel', source: 'Source', medium: 'Medium', campaign: 'Campaign', content: 'Content',
  landing_page: 'Landing page', country: 'Country', device: 'Device', direction: 'Inbound / outbound', persona: 'Persona', segment: 'Segment',
  company_size: 'Company size', industry: 'Industry', account: 'Account', owner: 'Owner', product: 'Product', deal_source: 'Deal source',
  self_reported: 'Self-reported source', self_reported_answer: 'Answer, as given',
  form: 'Form', vendor: 'Lead vendor', reason: 'Reason',
} as const;
export type DimensionId = keyof typeof DIMENSIONS;
export const DIMENSION_IDS = Object.keys(DIMENSIONS) as DimensionId[];

/** Dimensions that mean something to some rows of a read model only: a measure of those names them as `splitBy`. */
export const BY_MEASURE: ReadonlySet<DimensionId> = new Set(['reason']);

/** What a fact without a value of the dimension is listed under. */
export const UNMATCHED = '(unmatched)';

/** Where something came from: what touches, costs and persons carry. */
export const ORIGIN = ['channel_group', 'channel', 'direction', 'source', 'medium', 'campaign', 'content', 'landing_page', 'country', 'device'] as const satisfies readonly DimensionId[];
/** Who it was about, as of the event; what they say brought them is one answer for all their events. */
export const HOLDER = ['persona', 'segment', 'company_size', 'industry', 'account', 'owner', 'self_reported', 'self_reported_answer'] as const satisfies readonly DimensionId[];

interface ReadModel {
  readonly label: string;
  /** Where its rows are stored; null for what is reckoned when asked. */
  readonly table: string | null;
  /** A second table whose rows stand in for some of them, with the same day and dimensions. */
  readonly standIns?: string;
  /** The stored column of the day they are dated at; null where they last. */
  readonly day: string | null;
  /** What its rows can be split by. */
  readonly dimensions: readonly DimensionId[];
  /** Rows of one account are drawn together in a bootstrap; null where rows belong to none: they are known, not drawn. */
  readonly cluster: 'account_id' | null;
}

/**
 * Each read model with the dimensions its rows carry. Column names equal dimension ids; '' is unmatched.
 * - visits: one row a visit (human grade), or on days without visits of one's own one row of another product's count of the day
 *   (traffic_source says whose, '' is one's own). Columns: visitor_id, person_id, visits, pageviews, bounces, engaged_visits,
 *   visits_with_form_view (each Null where that product doesn't say), attention, form_views, submissions, engaged
 * - engagements: one row a touch other than a page view. Columns: kind (TOUCH_KINDS), grade, person_id
 * - submissions: one row a submission. Columns: outcome ('accepted' | 'scrubbed'), reason (of scrubbing), form, vendor, person_id, responded_at
 * - funnel: one row an entry, exit or return. Columns: type ('entry' | 'exit' | 're_entry'), stage (of an entry: the stage; of an
 *   exit: 'rejected' | 'recycled' | 'disqualified' | 'lost'), from_stage (of an exit: the furthest stage of the cycle), cycle, reason (of an exit),
 *   reached, has_reached (by `as of`, stage by stage), left_at (when whoever entered had left by `as of` and not come back; Null), exit_at, exit_kind, away (of a lead: from leaving until coming back, each time), rejected_at (of an entry: when sales sent
 *   it back), rewon_at (of an exit: the first win in a later cycle), website, marketing_sourced, person_id
 * - deals: one row a deal and moment: type ('created' | 'won' | 'lost' | 'open' at the last instant of the period or of each step of it
 *   | 'customer': one row an account, at its first win by a new deal; customers are counted on these), amount and margin in the reporting
 *   currency (Null where the deal names none), deal_type ('new' | 'existing' | 'renewal'), status as of the reading ('open' | 'won' |
 *   'lost'; 'won_stage': a person won without a deal, who has only a 'customer' row), closed_at (Null while open), had_lead, website_lead,
 *   marketing_sourced, marketing_influenced, reason (why it was lost), deal_id, account_id
 * - costs: one row a cost line and day. Columns: kind (COST_KINDS), amount in the reporting currency, impressions, clicks
 * - recurring: one row an account and period. Columns: start_mrr, end_mrr (money, each at its instant's rate), end_mrr_at_start_rate,
 *   pays_at_start, pays_at_end (Bool: known also where there is no rate), rate_missing_on (the day of the rate that lacks),
 *   had_before (Bool: has paid before the period; a free plan doesn't count), begun (Bool: has paid before its end), gone (Bool: begun, and
 *   pays no more at its end), life_days (calendar days from the first paid day to the period's end, or to the last paid day of
 *   those gone; gaps included), account_id. A period not begun by `as of` has no rows; one under way ends at `as of`
 * - credits: one row a conversion and touch that one attribution model gives a part of it, in `day` and dimensions the conversion's day and
 *   the touch's origin; `(none)` is what no touch earned, `(sales)` what sales did. Columns: conversion_kind, conversion_no (UInt64), conversion
 *   (the ledger's id), credit_id (different in each row), credit (Decimal: of one conversion they sum to 1) and amount (money, to its value), marketing (Bool: the touch is on a
 *   channel that counts as marketing), touch, touch_kind, touch_at, position, touches (in the lookback), person_id, account_id, account.
 *   Attribution gives the rows (credit-source.ts); they hold the kinds of conversion that the measures asked for name
 * - series: one row a series and day. Columns: series, name, value, is_last (Bool: the latest of its series in the period or step)
 * - calendar: one row a day of the period: business (Bool), complete (Bool: the day is over)
 */
export const READ_MODELS = {
  visits: { label: 'Visits', table: 'visits', standIns: 'traffic_days', day: 'day', dimensions: ORIGIN, cluster: null },
  engagements: { label: 'Touches', table: 'engagements', day: 'day', dimensions: [...ORIGIN, 'owner'], cluster: 'account_id' },
  submissions: { label: 'Submissions', table: 'submission_facts', day: 'day', dimensions: [...ORIGIN, ...HOLDER, 'form', 'vendor', 'reason'], cluster: 'account_id' },
  funnel: { label: 'Funnel', table: 'funnel', day: 'day', dimensions: [...ORIGIN, ...HOLDER, 'reason'], cluster: 'account_id' },
  deals: { label: 'Deals', table: 'deal_facts', day: 'created_day', dimensions: [...ORIGIN, ...HOLDER, 'product', 'deal_source', 'reason'], cluster: 'account_id' },
  costs: { label: 'Costs', table: 'cost_days', day: 'day', dimensions: [...ORIGIN, 'product'], cluster: null },
  recurring: { label: 'Recurring revenue', table: 'subscription_spans', day: null, dimensions: [...ORIGIN, ...HOLDER], cluster: 'account_id' },
  credits: { label: 'Credit', table: null, day: null, dimensions: ORIGIN, cluster: 'account_id' },
  series: { label: 'Own series', table: 'series_days', day: 'day', dimensions: [], cluster: null },
  calendar: { label: 'Calendar', table: null, day: null, dimensions: DIMENSION_IDS, cluster: null },
} as const satisfies Record<string, ReadModel>;

export type ReadModelId = keyof typeof READ_MODELS;
/** Read models that the facts store answers for. */
export type StoredModelId = Exclude<ReadModelId, 'calendar'>;
/** The tables they lie in, each with the column of its day and its dimensions. */
export const STORED_TABLES = Object.values<ReadModel>(READ_MODELS).flatMap(({ table, standIns, day, dimensions }) =>
  [table, standIns].filter((name) => typeof name === 'string').map((name) => ({ table: name, day, dimensions })));

/** Whether a read model's rows carry a dimension. */
export const carries = (model: { readonly dimensions: readonly DimensionId[] }, dimension: DimensionId): boolean => model.dimensions.includes(dimension);
