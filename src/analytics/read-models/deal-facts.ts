// One row per deal, latest version, with its primary person's origin, its amounts in the reporting currency and its
// part in winning the account. Persons won without a deal record stand as rows without amount (status 'won_stage').
import { identifier, param, sql, type Sql } from '../../database/sql.js';
import { withAttributes } from './attributes.js';
import { built, dayOf, isMarketing, ORIGIN_TOUCHES, target, type BuildContext, type ReadModelBuild } from './build-context.js';
import { accountLinks, touches } from './canonical-facts.js';
import { holderNames, holderThen, originNames, originOf, originThen } from './dimension-columns.js';
import { inReportingCurrency, rateMissing, withRates } from './money.js';

/** Deals, and a pseudo deal for each person who reached `won` by a stage change and has no won deal. */
const dealsAndWins = (build: BuildContext): Sql => sql`
  SELECT deal_id, name, primary_person, held_by, created, closed, received_at, toString(status) AS state, toString(stage) AS stage_named, toString(type) AS deal_type,
    amount, toString(currency) AS currency, margin, toString(owner) AS deal_owner, toString(product) AS product, lost_reason, deal_source
  FROM deal_holders_next WHERE ${built(build)}
  UNION ALL
  SELECT concat('won stage of P-', toString(s.person_id)), '', s.person_id, o.account_id, s.won_at, s.won_at, s.won_received, 'won_stage', 'won', 'new', NULL, ${param('String', build.currency)}, NULL, '', '', '', ''
  FROM (SELECT person_id, min(at) AS won_at, argMin(received_at, at) AS won_received FROM person_steps_next WHERE ${built(build)} AND stage = 'won' AND step = 'stage' GROUP BY person_id) AS s
  INNER JOIN (SELECT person_id, account_id FROM person_origins_next WHERE ${built(build)}) AS o ON o.person_id = s.person_id
  LEFT ANTI JOIN (SELECT primary_person FROM deal_holders_next WHERE ${built(build)} AND status = 'won' AND closed IS NOT NULL) AS d ON d.primary_person = s.person_id`;

/** By account: earliest lead, earliest website lead, earliest marketing touch of any of its people. */
const accountBeginnings = (build: BuildContext): Sql => sql`
  SELECT account_id AS b_account, minOrNull(lead_at) AS b_lead, minOrNullIf(lead_at, website) AS b_website_lead,
    minOrNull(first_marketing_touch) AS b_touch, minOrNullIf(first_at, marketing_sourced) AS b_sourced
  FROM person_origins_next WHERE ${built(build)} GROUP BY account_id`;

/** Marketing touches that name only an account. */
const accountTouches = (build: BuildContext): Sql => sql`
  SELECT if(al.surviving_account != 0, al.surviving_account, t.account_id) AS at_account, min(t.moment) AS at_touch
  FROM (${touches(build, sql`grade = 'human' AND account_id != 0 AND person_id = 0 AND visitor_id = '' AND has(${param('Array(String)', [...ORIGIN_TOUCHES])}, toString(kind))`)}) AS t
  LEFT JOIN (${accountLinks(build)}) AS al ON al.from_account = t.account_id
  WHERE ${isMarketing(build, sql`t.channel_group`, sql`t.direction`)} GROUP BY at_account`;

const facts = (build: BuildContext): Sql => sql`
  SELECT e.primary_person AS subject, e.held_by AS held_by, e.created AS as_of, e.*,
    ${dayOf(build, sql`e.created`)} AS created_day, if(e.closed IS NULL, NULL, ${dayOf(build, sql`assumeNotNull(e.closed)`)}) AS closed_day,
    b.b_lead IS NOT NULL AND ${dayOf(build, sql`assumeNotNull(b.b_lead)`)} <= ${dayOf(build, sql`e.created`)} AS had_lead,
    b.b_website_lead IS NOT NULL AND ${dayOf(build, sql`assumeNotNull(b.b_website_lead)`)} <= ${dayOf(build, sql`e.created`)} AS website_lead,
    o.marketing_sourced AS marketing_sourced,
    e.closed IS NOT NULL AND (o.marketing_sourced OR ifNull(b.b_touch <= e.closed, 0) OR ifNull(b.b_sourced <= e.closed, 0) OR (t.at_account != 0 AND t.at_touch <= e.closed)) AS marketing_influenced,
    ${originOf('o')}
  FROM (${dealsAndWins(build)}) AS e
  LEFT JOIN (SELECT * FROM person_origins_next WHERE ${built(build)}) AS o ON o.person_id = e.primary_person
  LEFT JOIN (${accountBeginnings(build)}) AS b ON b.b_account = e.held_by
  LEFT JOIN (${accountTouches(build)}) AS t ON t.at_account = e.held_by`;

export const dealFacts: ReadModelBuild = {
  table: 'deal_facts',
  rowsFrom: ['deal_holders_next', 'person_steps_next'],
  statements: (build) => {
    const priced = withRates(build, withRates(build, facts(build), sql`currency`, sql`created_day`, 'c'), sql`currency`, sql`closed_day`, 'w');
    const amountThen = inReportingCurrency(build, sql`amount`, sql`currency`, sql`created_day`, 'c');
    return [
      sql`
  INSERT INTO deal_facts_next (workspace_id, deal_id, name, person_id, account_id, created_at, created_day, closed_at, closed_day, received_at, status, stage, type,
    original_amount, currency, created_amount, closed_amount, closed_margin, created_rate_missing, closed_rate_missing,
    first_won, had_lead, website_lead, marketing_sourced, marketing_influenced, lost_reason,
    ${originNames}, ${holderNames}, product, deal_source)
  SELECT ${target(build)}, deal_id, name, subject, held_by, as_of, created_day, closed, closed_day, received_at, state, stage_named, deal_type,
    amount, currency, ${amountThen},
    if(closed_day IS NULL, NULL, ${inReportingCurrency(build, sql`amount`, sql`currency`, sql`assumeNotNull(closed_day)`, 'w')}),
    if(closed_day IS NULL, NULL, ${inReportingCurrency(build, sql`margin`, sql`currency`, sql`assumeNotNull(closed_day)`, 'w')}),
    amount IS NOT NULL AND ${rateMissing(build, sql`currency`, sql`created_day`, 'c')},
    amount IS NOT NULL AND closed_day IS NOT NULL AND ${rateMissing(build, sql`currency`, sql`assumeNotNull(closed_day)`, 'w')},
    is_won AND deal_type = 'new' AND row_number() OVER (PARTITION BY held_by, is_won ORDER BY closed, created, deal_id) = 1,
    had_lead, website_lead, marketing_sourced, marketing_influenced, lost_reason,
    ${originThen()}, ${holderThen((c) => (c === 'owner' ? sql`if(deal_owner != '', deal_owner, owner_then)` : sql`${identifier(`${c}_then`)}`))}, product, deal_source
  FROM (${withAttributes(build, sql`SELECT *, state IN ('won', 'won_stage') AND closed IS NOT NULL AS is_won FROM (${priced})`)})`,
    ];
  },
};
