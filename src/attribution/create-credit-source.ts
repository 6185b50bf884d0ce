// Credit as a read model of analytics: the ledger of one rule over the conversions of the kinds that figures ask for,
// those that no touch earned included, in one pass over the touches. KPIs add up what the ledger lists.
import type { CreditAsk, CreditSource } from '../analytics/credit-source.js';
import { isMarketing } from '../analytics/read-models/build-context.js';
import { identifier, joinSql, param, sql, type Sql } from '../database/sql.js';
import { attributionQuery, DEFAULT_MODEL_SETTINGS } from '../shared/api/attribution.js';
import { AppError } from '../shared/errors.js';
import { conversionsStatement } from './conversions.js';
import { creditedJourneys, NO_ORIGIN, SALES_ORIGIN, UNITS } from './credit.js';
import { origins } from './gather-touches.js';
import { findModel, loadModels, type Models } from './load-models.js';
import { checkLookback } from './lookback.js';
import { NONE, SALES, type AttributionModel, type RuleModel } from './model.js';
import { TOUCH_DIMENSIONS, type Question } from './question.js';

/** Whether a model gives credit to single touches without being told anything first. */
const givesByItself = (model: AttributionModel): model is RuleModel => model.kind !== 'fitted' && model.refuse?.(DEFAULT_MODEL_SETTINGS) === undefined;

/** @throws AppError unknown_model, invalid_input */
function ruleNamed(models: Models, id: string): RuleModel {
  const model = findModel(models, id);
  if (givesByItself(model)) return model;
  const able = [...models.values()].filter(givesByItself).map((m) => m.id);
  const reason = model.kind === 'fitted'
    ? `${id} gives credit to channels as a whole over all journeys of a period, not to single touches: no cell and no row of a figure has a part of its own`
    : `${id} needs weights, and figures take none`;
  throw new AppError('invalid_input', { where: 'model', reason, remedy: `Use one of ${able.join(', ')}; ${id} is answered by attribution.`, valid: able });
}

function questionOf(rule: RuleModel, { workspace, build, range, asOf, conversions, lookbackDays }: CreditAsk): Question {
  const query = attributionQuery.parse({ conversion: conversions[0], from: range.from, to: range.to, by: [], lookbackDays });
  return { workspace, query, kinds: conversions, models: [rule], by: [], filters: [], excluded: [], rules: undefined, build, asOf };
}

/** Who earned a conversion without any touch. */
const NOBODY = sql`[toUInt64(${param('UInt64', NO_ORIGIN)})]`;

/** Every part of every conversion: of a touch, of sales, or of nobody. */
function partsOf(q: Question, rule: RuleModel): Sql {
  const whole = sql`toInt64(${param('Int64', UNITS)})`;
  return sql`
  SELECT kind, no, id, person, holder, account, happened, happened_day, minor, unpriced, own_currency, earner, place, ifNull(outside, 0) AS before, ifNull(inside, 0) AS touches,
    units, worth, if(place <= length(ts), ts[place], '') AS touch, if(place <= length(kinds), kinds[place], '') AS touch_kind, if(place <= length(ks), ks[place], 0) AS touch_key
  FROM (
    SELECT c.*, j.inside AS inside, j.outside AS outside, j.ts AS ts, j.kinds AS kinds, j.ks AS ks,
      if(empty(j.earners), ${NOBODY}, j.earners) AS earned_by, if(empty(j.earners), [${whole}], j.u0) AS all_units, if(empty(j.earners), [c.minor], j.v0) AS all_worth
    FROM (${conversionsStatement(q)}) AS c
    ANY LEFT JOIN (SELECT no, earners, u0, v0, ts, kinds, ks, inside, outside FROM (${creditedJourneys(q, [rule], true)})) AS j ON j.no = c.no
  )
  ARRAY JOIN earned_by AS earner, arrayEnumerate(earned_by) AS place, all_units AS units, all_worth AS worth
  WHERE units != 0 OR worth != 0`;
}

function rowsOf(q: Question, rule: RuleModel): Sql {
  const [none, sales] = [param('UInt64', NO_ORIGIN), param('UInt64', SALES_ORIGIN)];
  const named = TOUCH_DIMENSIONS.map((d) => sql`multiIf(p.earner = ${none}, ${param('String', NONE)}, p.earner = ${sales}, ${param('String', SALES)}, ifNull(g.${identifier(d)}, '')) AS ${identifier(d)}`);
  const byTouch = sql`p.earner NOT IN (${none}, ${sales})`;
  return sql`
  SELECT p.kind AS conversion_kind, p.no AS conversion_no, p.id AS conversion, concat(p.kind, ' ', p.id, ' ', leftPad(toString(p.place), 4, '0')) AS credit_id, p.happened AS at, p.happened_day AS day,
    p.person AS person_id, p.holder AS account_id, p.account AS account, p.touch AS touch, p.touch_kind AS touch_kind,
    if(${byTouch}, toNullable(fromUnixTimestamp64Milli(bitShiftRight(p.touch_key, 20), 'UTC')), NULL) AS touch_at,
    if(${byTouch}, toNullable(toInt64(p.place) - p.before), NULL) AS position, p.touches AS touches,
    toDecimal128(p.units, 11) / toInt64(${param('Int64', UNITS)}) AS credit, toDecimal128(p.worth, 4) / toInt64(${param('Int64', 10 ** q.build.digits)}) AS amount,
    p.unpriced AS rate_missing, p.own_currency AS currency,
    ${byTouch} AND ${isMarketing(q.build, sql`ifNull(g.channel_group, '')`, sql`ifNull(g.direction, '')`)} AS marketing,
    ${joinSql(named)}
  FROM (${partsOf(q, rule)}) AS p
  ANY LEFT JOIN (${origins(q)}) AS g ON g.origin_id = p.earner`;
}

/** @param given for tests and where they are loaded already; else what lies in attribution-models/ */
export async function createCreditSource(given?: Models): Promise<CreditSource> {
  const models = given ?? (await loadModels());
  return {
    models: new Map([...models.values()].filter(givesByItself).map((m) => [m.id, m.label])),
    labelOf: (model) => ruleNamed(models, model).label,
    check: (facts, ask) => checkLookback(facts, questionOf(ruleNamed(models, ask.model), { ...ask, conversions: ['won'] })),
    rows: (ask) => {
      const rule = ruleNamed(models, ask.model);
      return rowsOf(questionOf(rule, ask), rule);
    },
  };
}
