// A saved result's conversions beside those of now, as SQL: which part of the changes each belongs to. Most have not changed:
// what rules give is worked out for those that have.
import { identifier, joinSql, param, sql, type Sql } from '../../database/sql.js';
import type { Question } from '../question.js';
import { conversionRows, countedNullPaths, prints, savedRows } from './conversion-rows.js';

const PRINTED = ['conversion', 'person', 'happened', 'minor', 'print', 'touches', 'journey'] as const;
const ALL = [...PRINTED, 'credits', 'path'] as const;

/**
 * One row a conversion that is in either: part, conversion, and the columns of both under `was_` and `is_`, nothing where it
 * is in one only. A conversion stands in one part: edited before touches, touches before settings.
 */
function beside(columns: readonly string[], before: Sql, after: Sql): Sql {
  const named = (prefix: 'was' | 'is'): Sql => joinSql(columns.map((c) => sql`${identifier(c)} AS ${identifier(`${prefix}_${c}`)}`));
  return sql`
  SELECT multiIf(was_conversion IS NULL, 'new', is_conversion IS NULL, 'removed', was_print != is_print, 'edited', was_journey != is_journey, 'touches', 'settings') AS part,
    ifNull(is_conversion, was_conversion) AS conversion, *
  FROM (SELECT ${named('was')} FROM (${before})) AS w
  FULL OUTER JOIN (SELECT ${named('is')} FROM (${after})) AS i ON w.was_conversion = i.is_conversion`;
}

const saved = (q: Question, resultId: bigint): Sql => sql`SELECT * FROM (${savedRows(q, resultId)}) WHERE conversion != ''`;

/** Conversions that are otherwise now, and why; without what rules give. */
export const changedConversions = (q: Question, resultId: bigint): Sql => sql`SELECT * FROM (${beside(PRINTED, saved(q, resultId), prints(q))}) WHERE part != 'settings'`;

/** Ids that travel with a statement; more are worked out inside it again, which takes longer. */
export const MOST_IDS = 10_000;

/** How many conversions each part has, what they changed of the value of all, and their ids up to one more than travel. */
export const partCounts = (q: Question, resultId: bigint): Sql => sql`
  SELECT part, count() AS n, sum(ifNull(is_minor, 0)) - sum(ifNull(was_minor, 0)) AS minor, groupArray(${param('UInt64', MOST_IDS + 1)})(conversion) AS ids FROM (${changedConversions(q, resultId)}) GROUP BY part`;

/** Those that have changed as a SELECT. @param ids all of them, where they are few enough */
export const changedIds = (q: Question, resultId: bigint, ids: readonly string[]): Sql =>
  ids.length <= MOST_IDS ? sql`SELECT arrayJoin(${param('Array(String)', [...ids])})` : sql`SELECT conversion FROM (${changedConversions(q, resultId)})`;

/** Some conversions with credits and paths of then and now. @param only their ids as a SELECT */
export const withCredits = (q: Question, resultId: bigint, only: Sql): Sql => beside(ALL, sql`SELECT * FROM (${saved(q, resultId)}) WHERE conversion IN (${only})`, conversionRows({ ...q, only }));

/** The same conversions under other settings: those whose credit is another, all of the part `settings`. */
export const changedBySettings = (before: Question, after: Question): Sql => sql`
  SELECT 'settings' AS part, * EXCEPT (part) FROM (${beside(ALL, conversionRows(before), conversionRows(after))})
  WHERE was_conversion IS NULL OR is_conversion IS NULL OR arraySort(was_credits) != arraySort(is_credits)`;

/** Sums of credit that changed: part, model (its place among the rules), dims, units, minor. @param changed ids of those that have, as a SELECT */
export const creditChanges = (q: Question, resultId: bigint, changed: Sql): Sql => sql`
  SELECT part, c.1 AS model, c.2 AS dims, sum(c.3) AS units, sum(c.4) AS minor
  FROM (${withCredits(q, resultId, changed)}) ARRAY JOIN arrayConcat(arrayMap(x -> (x.1, x.2, x.3, x.4), is_credits), arrayMap(x -> (x.1, x.2, -x.3, -x.4), was_credits)) AS c
  GROUP BY part, model, dims HAVING units != 0 OR minor != 0`;

/**
 * Paths from the saved result to now in steps, each row a path of one step (0: as saved; then conversions removed, edited,
 * with other touches, new; 5: with the paths of today's people who did not convert): step, path (empty without touches),
 * n and worth of conversions, nulls.
 */
export const pathSteps = (q: Question, resultId: bigint, changed: Sql): Sql => sql`
  SELECT step, path, sum(n) AS n, sum(worth) AS worth, sum(nulls) AS nulls
  FROM (
    SELECT step, if(now_there, is_path, was_path) AS path, count() AS n, sum(if(now_there, is_minor, was_minor)) AS worth, 0 AS nulls
    FROM (SELECT *, transform(part, ['removed', 'edited', 'touches', 'new'], [1, 2, 3, 4], 0) AS since FROM (${withCredits(q, resultId, changed)}))
    ARRAY JOIN [0, 1, 2, 3, 4, 5] AS step, arrayMap(s -> s >= since, [0, 1, 2, 3, 4, 5]) AS now_there
    WHERE if(now_there, is_conversion, was_conversion) IS NOT NULL
    GROUP BY step, path
    UNION ALL
    SELECT arrayJoin([0, 1, 2, 3, 4, 5]) AS step, path, count(), sum(minor), 0 FROM (${saved(q, resultId)}) WHERE conversion NOT IN (${changed}) GROUP BY step, path
    UNION ALL
    SELECT arrayJoin([0, 1, 2, 3, 4]) AS step, path, 0, 0, people FROM (${savedRows(q, resultId)}) WHERE conversion = ''
    UNION ALL
    SELECT 5, path, 0, 0, people FROM (${countedNullPaths(q)})
  )
  GROUP BY step, path ORDER BY step, path`;
