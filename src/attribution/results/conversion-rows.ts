// What a result rests on, one row a conversion: when, worth what, whose, by which touches, and what each rule gave for it. Stored
// when a result is saved, and made anew to say what has changed. Nothing of it is read row by row.
import { UNMATCHED } from '../../analytics/read-model.js';
import { z } from 'zod';
import type { FactsStore } from '../../database/facts-store.js';
import { identifier, joinSql, param, sql, type Sql } from '../../database/sql.js';
import { MILESTONES } from '../../shared/api/attribution.js';
import { rulesOf } from '../attribute.js';
import { conversionsStatement } from '../conversions.js';
import { conversionColumns, creditedJourneys, needsOf, UNITS } from '../credit.js';
import { convertingPaths, nullPaths } from '../fitted-rows.js';
import { origins } from '../gather-touches.js';
import { journeysStatement } from '../journeys.js';
import { NONE, type RuleModel } from '../model.js';
import { isTouchDimension, type Question } from '../question.js';
import { isKept, shown, showsNone, type CreditRow } from '../rule-rows.js';

const hasFitted = (q: Question): boolean => q.models.some((m) => m.kind === 'fitted');

const NO_CREDITS = sql`CAST([], 'Array(Tuple(UInt8, Array(String), Int64, Int64))')`;
const name = (prefix: string, at: number): Sql => sql`${identifier(`${prefix}${at}`)}`;

/** Credits of conversions with a touch: id, journey, touches, credits. */
function ruled(q: Question, rules: readonly RuleModel[]): Sql {
  const dims = q.by.length === 0 ? sql`emptyArrayString()` : sql`[${joinSql(q.by.map((_, at) => shown(q, at, sql`o`)))}]`;
  const unfolded = sql`
    SELECT ${joinSql([sql`id`, sql`journey`, sql`touches`, sql`o_ AS o`, ...conversionColumns(q), ...rules.flatMap((_, at) => [name('u_', at), name('v_', at)])])}
    FROM (SELECT *, cityHash64(ks, os) AS journey, toUInt32(length(ks)) AS touches FROM (${creditedJourneys(q, rules)}))
    ARRAY JOIN earners AS o_, ${joinSql(rules.flatMap((_, at) => [sql`${name('u', at)} AS ${name('u_', at)}`, sql`${name('v', at)} AS ${name('v_', at)}`]))}`;
  const summed = sql`
    SELECT id, journey, touches, ${isKept(q)} AS kept, ${dims} AS dims, ${joinSql(rules.flatMap((_, at) => [sql`sum(${name('u_', at)}) AS ${name('units', at)}`, sql`sum(${name('v_', at)}) AS ${name('worth', at)}`]))}
    FROM (${unfolded}) AS s ANY LEFT JOIN (${origins(q)}) AS g ON g.origin_id = s.o
    GROUP BY id, journey, touches, kept, dims`;
  // Numbers are gathered as numbers and put together once a conversion: arrays of tuples are gathered element by element.
  const lists = rules.flatMap((_, at) => [sql`groupArrayIf(${name('units', at)}, kept) AS ${name('us', at)}`, sql`groupArrayIf(${name('worth', at)}, kept) AS ${name('vs', at)}`]);
  const parts = rules.map((_, at) => sql`arrayFilter(p -> p.3 != 0 OR p.4 != 0, arrayMap((d, u, v) -> (toUInt8(${param('UInt8', at)}), d, u, v), ds, ${name('us', at)}, ${name('vs', at)}))`);
  return sql`
  SELECT id AS ruled_id, ruled_journey, ruled_touches, arrayConcat(${joinSql(parts)}) AS ruled_credits
  FROM (SELECT id, any(journey) AS ruled_journey, any(touches) AS ruled_touches, groupArrayIf(dims, kept) AS ds, ${joinSql(lists)} FROM (${summed}) GROUP BY id)`;
}

/** What the rules give for a conversion without any touch. */
function idleCredits(q: Question, rules: readonly RuleModel[]): Sql {
  if (rules.length === 0 || !showsNone(q)) return NO_CREDITS;
  const dims = q.by.length === 0 ? sql`emptyArrayString()` : sql`[${joinSql(q.by.map((d) => (isTouchDimension(d) ? sql`${param('String', NONE)}` : sql`if(c.${identifier(d)} = '', ${param('String', UNMATCHED)}, toString(c.${identifier(d)}))`)))}]`;
  return sql`[${joinSql(rules.map((_, at) => sql`(toUInt8(${param('UInt8', at)}), ${dims}, toInt64(${param('Int64', UNITS)}), c.minor)`))}]`;
}

/** What a conversion has besides what rules give it, of `c` beside the journeys `r` and the paths `p`. */
const known = (q: Question): Sql => {
  const print = joinSql([sql`c.happened`, sql`c.closes`, sql`c.minor`, sql`c.subject`, ...MILESTONES.map((m) => sql`c.${identifier(`${m}_key`)}`), ...conversionColumns(q).map((d) => sql`c.${d}`)]);
  return sql`c.id AS conversion, c.person AS person, c.happened AS happened, c.minor AS minor, cityHash64(${print}) AS print,
    greatest(ifNull(r.ruled_touches, 0), ifNull(p.path_touches, 0)) AS touches, cityHash64(ifNull(r.ruled_journey, 0), ifNull(p.path_journey, 0)) AS journey`;
};

/** The conversions `c` beside their journeys `r` and the paths `p` that fitted models read. */
function beside(q: Question, journeys: Sql): Sql {
  const pathless = sql`SELECT '' AS path_id, toUInt64(0) AS path_journey, toUInt32(0) AS path_touches, emptyArrayString() AS path WHERE false`;
  const paths = hasFitted(q) ? sql`SELECT id AS path_id, cityHash64(ks, os, path) AS path_journey, toUInt32(length(ks)) AS path_touches, path FROM (${convertingPaths(q)})` : pathless;
  return sql`(${conversionsStatement(q)}) AS c LEFT JOIN (${journeys}) AS r ON r.ruled_id = c.id LEFT JOIN (${paths}) AS p ON p.path_id = c.id`;
}

/** Without what rules give, which costs most: conversion, person, happened, minor, print, touches and journey. */
export function prints(q: Question): Sql {
  const rules = rulesOf(q);
  const journeys = rules.length === 0 ? sql`SELECT '' AS ruled_id, toUInt64(0) AS ruled_journey, toUInt32(0) AS ruled_touches WHERE false`
    : sql`SELECT id AS ruled_id, cityHash64(ks, os) AS ruled_journey, toUInt32(length(ks)) AS ruled_touches FROM (${journeysStatement(q, needsOf(rules, false))})`;
  return sql`SELECT ${known(q)} FROM ${beside(q, journeys)}`;
}

/** Columns conversion, person, happened, minor, print, touches, journey, credits and path of the table `attribution_results`. */
export function conversionRows(q: Question): Sql {
  const rules = rulesOf(q);
  const nobody = sql`SELECT '' AS ruled_id, toUInt64(0) AS ruled_journey, toUInt32(0) AS ruled_touches, ${NO_CREDITS} AS ruled_credits WHERE false`;
  return sql`
  SELECT ${known(q)}, if(r.ruled_id IS NULL, ${idleCredits(q, rules)}, r.ruled_credits) AS credits, p.path AS path
  FROM ${beside(q, rules.length === 0 ? nobody : ruled(q, rules))}`;
}

/** Paths of people who did not convert, with how many took each: path and people; none where no model reads them. */
export const countedNullPaths = (q: Question): Sql => sql`SELECT path, toUInt64(count()) AS people FROM (${nullPaths(q)}) WHERE notEmpty(path) AND ${param('Bool', hasFitted(q))} GROUP BY path`;

/** Rows of a saved result. */
export const savedRows = (q: Question, resultId: bigint): Sql => sql`SELECT * FROM attribution_results WHERE workspace_id = ${param('UInt32', q.build.target)} AND result_id = ${param('UInt64', resultId)}`;

const sumRow = z.object({ model: z.coerce.number(), dims: z.array(z.string()), units: z.coerce.bigint(), minor: z.coerce.bigint() });

/** What a saved result's rules gave, in rows. */
export async function storedSums(facts: FactsStore, q: Question, resultId: bigint): Promise<CreditRow[]> {
  const rules = rulesOf(q);
  const rows = await facts.query(sumRow, sql`
    SELECT c.1 AS model, c.2 AS dims, sum(c.3) AS units, sum(c.4) AS minor FROM (${savedRows(q, resultId)}) ARRAY JOIN credits AS c GROUP BY model, dims HAVING units != 0 OR minor != 0`, { timeout: 300 });
  return rows.map((r) => ({ ...r, model: rules[r.model]?.id ?? '' }));
}

/** Keeps what an answer rests on. In SQL an INSERT has not the settings of a query: what an outer join finds nothing for is NULL here too. */
export async function storeConversionRows(facts: FactsStore, q: Question, resultId: bigint): Promise<void> {
  const ids = sql`${param('UInt32', q.build.target)}, ${param('UInt64', resultId)}`;
  await facts.execute(sql`
    INSERT INTO attribution_results (workspace_id, result_id, conversion, person, happened, minor, print, touches, journey, credits, path, people)
    SELECT ${ids}, conversion, person, happened, minor, print, touches, journey, credits, path, 0 FROM (${conversionRows(q)})
    SETTINGS join_use_nulls = 1`);
  if (!hasFitted(q)) return;
  await facts.execute(sql`
    INSERT INTO attribution_results (workspace_id, result_id, conversion, person, happened, minor, print, touches, journey, credits, path, people)
    SELECT ${ids}, '', 0, toDateTime64(0, 3, 'UTC'), 0, 0, 0, 0, ${NO_CREDITS}, path, people FROM (${countedNullPaths(q)})
    SETTINGS join_use_nulls = 1`);
}

export const dropConversionRows = (facts: FactsStore, resultId: bigint): Promise<void> => facts.execute(sql`ALTER TABLE attribution_results DROP PARTITION ${param('UInt64', resultId)}`);
