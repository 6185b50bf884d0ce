// Whole columns as parameters: a batch of any size is one statement with one array per column.
import { param, sql, type Sql } from '../../database/sql.js';

/** Separates list items inside one text; cleaned text never holds it. */
const ITEM = '\u001f';

export const texts = (values: readonly string[]): Sql => sql`${param('Array(String)', values)}::text[]`;
export const bigints = (values: readonly bigint[]): Sql => sql`${param('Array(UInt64)', values)}::bigint[]`;
export const booleans = (values: readonly boolean[]): Sql => sql`${param('Array(String)', values.map(String))}::boolean[]`;
/** Epoch milliseconds; NaN is NULL. */
export function instants(values: readonly number[]): Sql {
  // A batch repeats few times.
  const written = new Map<number, string | null>();
  return sql`${param('Array(Nullable(String))', values.map((v) => {
    let text = written.get(v);
    if (text === undefined) written.set(v, (text = Number.isNaN(v) ? null : new Date(v).toISOString()));
    return text;
  }))}::timestamptz[]`;
}
/** A column of lists; read it in SQL with `lists`. */
export const joined = (values: readonly (readonly string[])[]): Sql => texts(values.map((list) => list.join(ITEM)));
/** The list behind a value of a `joined` column. */
export const list = (column: Sql): Sql => sql`string_to_array(${column}, chr(31))`;

/** A timestamptz as epoch milliseconds, which arrive as bigint. date_part counts in doubles, exact here; extract in numeric, slowly. */
export const milliseconds = (column: Sql): Sql => sql`(date_part('epoch', ${column}) * 1000)::bigint`;

/**
 * Joins what `lookup` finds for each row before it, by its index. The embedded engine keeps no statistics, so its
 * planner would rather read a whole workspace for every batch; OFFSET 0 keeps it from turning the lookup into a join.
 */
export const eachByIndex = (lookup: Sql, name: Sql): Sql => sql`CROSS JOIN LATERAL (${lookup} OFFSET 0) AS ${name}`;
