// A saved result's conversions beside those of now, as SQL: which part of the changes each belongs to.
import { identifier, joinSql, sql, type Sql } from '../../database/sql.js';
import type { Question } from '../question.js';
import { conversionRows, savedRows } from './conversion-rows.js';

const COLUMNS = ['conversion', 'person', 'happened', 'minor', 'print', 'touches', 'journey', 'credits', 'path'] as const;
const named = (prefix: 'was' | 'is'): Sql => joinSql(COLUMNS.map((c) => sql`${identifier(c)} AS ${identifier(`${prefix}_${c}`)}`));

/**
 * One row a conversion that is in either: part, and the columns of both under `was_` and `is_`, nothing where it is in one
 * only. A conversion stands in one part: edited before touches, touches before settings.
 */
function beside(before: Sql, after: Sql): Sql {
  return sql`
  SELECT multiIf(was_conversion IS NULL, 'new', is_conversion IS NULL, 'removed', was_print != is_print, 'edited', was_journey != is_journey, 'touches', 'settings') AS part,
    ifNull(is_conversion, was_conversion) AS conversion, *
  FROM (SELECT ${named('was')} FROM (${before})) AS w
  FULL OUTER JOIN (SELECT ${named('is')} FROM (${after})) AS i ON w.was_conversion = i.is_conversion`;
}

/** A saved result beside the same question as its conversions and touches are now. */
export const savedBesideNow = (q: Question, resultId: bigint): Sql => beside(sql`SELECT * FROM (${savedRows(q, resultId)}) WHERE conversion != ''`, conversionRows(q));

/** The same conversions under other settings: all that differs is of settings. */
export const settingsBeside = (before: Question, after: Question): Sql => sql`SELECT 'settings' AS part, * EXCEPT (part) FROM (${beside(conversionRows(before), conversionRows(after))})`;

/** Only what is otherwise: of conversions that stayed as they were, those whose credit is another. */
export const changedOnly = (rows: Sql): Sql => sql`SELECT * FROM (${rows}) WHERE part != 'settings' OR was_conversion IS NULL OR is_conversion IS NULL OR arraySort(was_credits) != arraySort(is_credits)`;

/** Sums of credit that changed: part, model (its place among the rules), dims, units, minor. */
export const creditChanges = (rows: Sql): Sql => sql`
  SELECT part, c.1 AS model, c.2 AS dims, sum(c.3) AS units, sum(c.4) AS minor
  FROM (${changedOnly(rows)}) ARRAY JOIN arrayConcat(arrayMap(x -> (x.1, x.2, x.3, x.4), is_credits), arrayMap(x -> (x.1, x.2, -x.3, -x.4), was_credits)) AS c
  GROUP BY part, model, dims HAVING units != 0 OR minor != 0`;

/** How many conversions each part has, and what they changed of the value of all. */
export const partCounts = (rows: Sql): Sql => sql`
  SELECT part, count() AS n, sum(ifNull(is_minor, 0)) - sum(ifNull(was_minor, 0)) AS minor, countIf(is_conversion IS NOT NULL) AS there FROM (${changedOnly(rows)}) GROUP BY part`;

/**
 * Paths from the saved result to now in steps, each row a path of one step (0: as saved; then conversions removed, edited,
 * with other touches, new): step, path (empty without touches), n, worth.
 */
export const pathSteps = (rows: Sql): Sql => sql`
  SELECT step, if(now_there, is_path, was_path) AS path, count() AS n, sum(if(now_there, is_minor, was_minor)) AS worth
  FROM (
    SELECT *, transform(part, ['removed', 'edited', 'touches', 'new'], [1, 2, 3, 4], 5) AS since FROM (${rows})
  ) ARRAY JOIN [0, 1, 2, 3, 4] AS step, arrayMap(s -> s >= since OR since = 5, [0, 1, 2, 3, 4]) AS now_there
  WHERE if(now_there, is_conversion, was_conversion) IS NOT NULL
  GROUP BY step, path`;
