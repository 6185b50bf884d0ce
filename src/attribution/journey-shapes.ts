// What journeys look like: the path of labels that each conversion took and the days it lasted, and the conversions whose
// journey has a certain shape. Lists of journeys and the ledger behind them are of this one definition.
import { joinSql, param, sql, type Sql } from '../database/sql.js';
import type { JourneyFilter } from '../shared/api/attribution.js';
import { AppError } from '../shared/errors.js';
import { labelOf } from './fitted-rows.js';
import { journeysStatement } from './journeys.js';
import { isTouchDimension, type Question } from './question.js';

const [START, CONVERSION] = [param('String', '(start)'), param('String', '(conversion)')];

/**
 * One row a conversion with a touch: no, id, minor, path (what its touches are called, in order of time) and days (from the first of them).
 * @throws AppError invalid_input: a dimension of who converted, or none
 */
export function journeyShapes(q: Question): Sql {
  if (q.by.length === 0 || !q.by.every(isTouchDimension)) throw new AppError('invalid_input', { where: 'by', reason: 'paths are made of what touches have', remedy: 'Name one or two dimensions of touches, e.g. channel.' });
  return sql`
  SELECT no, id, minor, arrayMap(l -> replaceAll(l, ${param('String', '\u001f')}, ' / '), ls) AS path, (at_ms - bitShiftRight(ks[1], 20)) / 86400000. AS days
  FROM (${journeysStatement(q, { anchors: false, stages: false, channels: false, lastNonDirect: false, details: false, label: labelOf(q) })})`;
}

/** Steps of a `path` as pairs, from the start to the conversion. */
export const chain = sql`arrayZip(arrayPushFront(path, ${START}), arrayPushBack(path, ${CONVERSION}))`;
/** Whole `days`. */
export const wholeDays = sql`toUInt32(floor(days))`;

const within = (value: Sql, { from, to }: { readonly from: number; readonly to: number | null }): Sql => sql`${value} >= ${param('UInt32', from)}${to === null ? sql`` : sql` AND ${value} <= ${param('UInt32', to)}`}`;

/** The question of only those conversions whose journey is as the filter says. @throws AppError invalid_input */
export function alongJourneys(q: Question, { path, touches, days, step }: JourneyFilter): Question {
  const conditions = [
    ...(path === undefined ? [] : [sql`path = ${param('Array(String)', path)}`]),
    ...(touches === undefined ? [] : [within(sql`length(path)`, touches)]),
    ...(days === undefined ? [] : [within(wholeDays, days)]),
    ...(step === undefined ? [] : [sql`arrayExists(s -> s.1 = ${param('String', step.source)} AND s.2 = ${param('String', step.target)}, ${chain})`]),
  ];
  return conditions.length === 0 ? q : { ...q, only: sql`SELECT id FROM (${journeyShapes(q)}) WHERE ${joinSql(conditions, sql` AND `)}` };
}
