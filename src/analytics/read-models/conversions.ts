// What credit can be given for, one row a conversion of each kind: whose it is, when, what it is worth, and when the milestones
// of its person and of its account were reached before it. Credit reads it instead of working it out for each question.
import { identifier, joinSql, param, sql, type Sql } from '../../database/sql.js';
import { MILESTONES } from '../../shared/api/attribution.js';
import { built, target, type BuildContext, type ReadModelBuild } from './build-context.js';
import { columns } from './dimension-columns.js';
import { HOLDER, type DimensionId } from '../read-model.js';

type Milestone = (typeof MILESTONES)[number];

/** Dimensions of who converted, as of the conversion; the last two of deals only. */
export const CONVERSION_DIMENSIONS = [...HOLDER, 'product', 'deal_source'] as const satisfies readonly DimensionId[];
const OF_DEALS: readonly string[] = ['product', 'deal_source'];

/** A key below every touch's: the milestone is not reached. */
export const UNREACHED = -9_000_000_000_000_000_000n;
const unreached = sql`${param('Int64', UNREACHED)}`;

/** The order key after every touch of an instant. */
export const keyAt = (moment: Sql): Sql => sql`(toUnixTimestamp64Milli(${moment}) * 1048576 + 1048575)`;

/** A day without a time ends when it ends: a touch of that day came before it. */
const cutoff = (at: Sql, dateOnly: Sql): Sql => sql`if(${dateOnly}, addMilliseconds(addDays(${at}, 1), -1), ${at})`;

/** Entries of people into stages, with the end of their moment. */
const entries = (build: BuildContext): Sql => sql`
  SELECT f.*, ${cutoff(sql`f.at`, sql`ifNull(s.date_only, 0)`)} AS ends
  FROM (SELECT * FROM funnel_next WHERE ${built(build)} AND type = 'entry') AS f
  ANY LEFT JOIN (SELECT person_id AS s_person, at AS s_at, stage AS s_stage, date_only FROM person_steps_next WHERE ${built(build)} AND date_only) AS s ON s.s_person = f.person_id AND s.s_at = f.at AND s.s_stage = f.stage`;

/** Kinds that deals make, and which deals. An opportunity is dated at the deal's creation, the others at its close. */
const BY_DEALS = {
  opportunity: sql`type = 'new' AND status != 'won_stage'`,
  won: sql`status IN ('won', 'won_stage') AND type != 'renewal' AND closed_at IS NOT NULL`,
  renewal: sql`status = 'won' AND type = 'renewal' AND closed_at IS NOT NULL`,
  customer: sql`first_won AND closed_at IS NOT NULL`,
} as const;
const AT_CLOSE = ['won', 'renewal', 'customer'];

const isOneOf = (kinds: readonly string[]): Sql => sql`has(${param('Array(String)', [...kinds])}, kind)`;

/** Who entered a stage, but what deals make. Who entered opportunity counts so without a deal only. */
const fromStages = (build: BuildContext): Sql => sql`
  SELECT toString(stage) AS kind, concat('P-', toString(person_id), '/', toString(stage), '/', toString(cycle)) AS id, person_id AS person, account_id AS holder, at AS happened, ends, day AS happened_day,
    CAST(NULL, 'Nullable(Decimal(38, 4))') AS amount, false AS unpriced, '' AS own_currency, at AS opened, ${columns(CONVERSION_DIMENSIONS, (d) => (OF_DEALS.includes(d) ? sql`'' AS ${identifier(d)}` : sql`toString(${identifier(d)}) AS ${identifier(d)}`))}
  FROM (${entries(build)}) WHERE stage NOT IN (${param('Array(String)', AT_CLOSE)})
    AND (stage != 'opportunity' OR person_id NOT IN (SELECT person_id FROM deal_facts_next WHERE ${built(build)} AND status != 'won_stage'))`;

const fromDeals = (build: BuildContext): Sql => {
  const dated = (created: Sql, closed: Sql): Sql => sql`if(d.kind = 'opportunity', ${created}, ${closed})`;
  const at = dated(sql`d.created_at`, sql`assumeNotNull(d.closed_at)`);
  return sql`
  SELECT d.kind AS kind, d.deal_id AS id, d.person_id AS person, d.account_id AS holder, ${at} AS happened, ${cutoff(at, sql`ifNull(${dated(sql`h.created_date_only`, sql`h.closed_date_only`)}, 0)`)} AS ends,
    ${dated(sql`d.created_day`, sql`assumeNotNull(d.closed_day)`)} AS happened_day, ${dated(sql`d.created_amount`, sql`d.closed_amount`)} AS amount, ${dated(sql`d.created_rate_missing`, sql`d.closed_rate_missing`)} AS unpriced,
    toString(d.currency) AS own_currency, ${cutoff(sql`d.created_at`, sql`ifNull(h.created_date_only, 0)`)} AS opened, ${columns(CONVERSION_DIMENSIONS, (c) => sql`toString(d.${identifier(c)}) AS ${identifier(c)}`)}
  FROM (
    SELECT *, kind FROM (SELECT * FROM deal_facts_next WHERE ${built(build)})
    ARRAY JOIN arrayFilter(k -> k != '', [${joinSql(Object.entries(BY_DEALS).map(([kind, isOne]) => sql`if(${isOne}, ${param('String', kind)}, '')`))}]) AS kind
  ) AS d
  ANY LEFT JOIN (SELECT deal_id AS h_deal, created_date_only, closed_date_only FROM deal_holders_next WHERE ${built(build)}) AS h ON h.h_deal = d.deal_id`;
};

/** Entries as rows among conversions, with the columns of those left empty: they say when milestones were reached. */
const reached = (build: BuildContext): Sql => sql`
  SELECT '' AS kind, '' AS id, person_id AS person, account_id AS holder, at AS happened, ends, day AS happened_day, CAST(NULL, 'Nullable(Decimal(38, 4))') AS amount, false AS unpriced, '' AS own_currency, at AS opened,
    ${columns(CONVERSION_DIMENSIONS, (d) => sql`'' AS ${identifier(d)}`)}, toString(stage) AS step
  FROM (${entries(build)})`;

/** When a milestone was last entered at or before a row, and a lead for the first time; by person and by account, in one walk over each one's rows in order of time. */
const MOMENTS = MILESTONES.flatMap((m) => (['person', 'account'] as const).map((whose) => {
  const among = m === 'lead' ? sql`minOrNullIf` : sql`maxOrNullIf`;
  return sql`${among}(ends, step = ${param('String', m)}) OVER ${identifier(`by_${whose}`)} AS ${identifier(`${whose}_${m}`)}`;
}));

/** The key of a milestone before a conversion. A conversion is its own milestone, and a deal that is closed opened its own opportunity. */
function milestoneKey(milestone: Milestone, whose: 'person' | 'account'): Sql {
  const moment = sql`${identifier(`${whose}_${milestone}`)}`;
  const last = sql`if(${moment} IS NULL, ${unreached}, ${keyAt(sql`assumeNotNull(${moment})`)})`;
  const before = milestone === 'opportunity' ? sql`if(${isOneOf(AT_CLOSE)} AND opened <= ends, ${keyAt(sql`opened`)}, ${last})` : last;
  return sql`if(${isOneOf(milestone === 'won' ? AT_CLOSE : [milestone])}, ${keyAt(sql`ends`)}, ${before})`;
}

const OVER_TIME = sql`ORDER BY ends RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW`;

export const conversions: ReadModelBuild = {
  table: 'conversions',
  rowsFrom: ['deal_facts_next', 'funnel_next'],
  statements: (build) => [
    sql`
  INSERT INTO conversions_next (workspace_id, kind, id, person, holder, happened, ends, happened_day, amount, unpriced, own_currency,
    ${joinSql([...MILESTONES.map((m) => identifier(`${m}_key`)), ...MILESTONES.map((m) => identifier(`account_${m}_key`))])}, ${columns(CONVERSION_DIMENSIONS)})
  SELECT ${target(build)}, kind, id, person, holder, happened, ends, happened_day, amount, unpriced, own_currency,
    ${joinSql([...MILESTONES.map((m) => milestoneKey(m, 'person')), ...MILESTONES.map((m) => milestoneKey(m, 'account'))])}, ${columns(CONVERSION_DIMENSIONS)}
  FROM (
    SELECT *, ${joinSql(MOMENTS)}
    FROM (SELECT *, '' AS step FROM (${fromDeals(build)} UNION ALL ${fromStages(build)}) UNION ALL ${reached(build)})
    WINDOW by_person AS (PARTITION BY person ${OVER_TIME}), by_account AS (PARTITION BY holder ${OVER_TIME})
  ) WHERE kind != ''`,
  ],
};
