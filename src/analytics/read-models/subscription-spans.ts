// One row per subscription: the monthly amount (a yearly plan counts a twelfth) from when it is paid until it ends.
// Origin and attributes are the account's: those of its earliest lead.
import { sql } from '../../database/sql.js';
import { withAttributes } from './attributes.js';
import { built, instant, target, type ReadModelBuild } from './build-context.js';
import { latestOwned, ownAccount } from './canonical-facts.js';
import { holderNames, holderThen, originNames, originOf, originThen } from './dimension-columns.js';

export const subscriptionSpans: ReadModelBuild = {
  table: 'subscription_spans',
  rowsFrom: ['subscriptions'],
  statements: (build) => [
    sql`
  INSERT INTO subscription_spans_next (workspace_id, event_id, person_id, account_id, starts_at, ends_at, received_at, monthly, currency,
    ${originNames}, ${holderNames}, product)
  SELECT ${target(build)}, event_id, subject, held_by, starts, ends, received_at, monthly, currency,
    ${originThen()}, ${holderThen()}, product
  FROM (${withAttributes(
    build,
    sql`
    SELECT h.*, if(o.person_id != 0, o.person_id, h.who) AS subject, h.starts AS as_of, ${originOf('o')}
    FROM (
      SELECT s.*, multiIf(s.company != 0, s.company, pa.account_id != 0, pa.account_id, s.who != 0, ${ownAccount(sql`s.who`)}, ${ownAccount(sql`sipHash64(s.event_id)`)}) AS held_by,
        greatest(${instant(build, sql`s.starts_at`, sql`s.starts_date_only`)}, ifNull(${instant(build, sql`assumeNotNull(ifNull(s.trial_ends_at, s.starts_at))`, sql`if(s.trial_ends_at IS NULL, s.starts_date_only, s.trial_date_only)`)}, s.starts_at)) AS starts,
        if(s.ends_at IS NULL, NULL, ${instant(build, sql`assumeNotNull(ifNull(s.ends_at, s.starts_at))`, sql`s.ends_date_only`)}) AS ends,
        if(s.interval = 'year', s.amount / toDecimal128(12, 0), s.amount) AS monthly
      FROM (${latestOwned(build, 'subscriptions')}) AS s
      LEFT JOIN (SELECT * FROM person_accounts_next WHERE ${built(build)}) AS pa ON pa.person_id = s.who
    ) AS h
    LEFT JOIN (
      SELECT * FROM person_origins_next WHERE ${built(build)} ORDER BY lead_at IS NULL, lead_at, first_at, person_id LIMIT 1 BY account_id
    ) AS o ON o.account_id = h.held_by
    WHERE h.ends IS NULL OR h.ends > h.starts`,
  )})`,
  ],
};
