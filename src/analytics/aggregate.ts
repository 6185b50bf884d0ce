// An aggregate of a scan by its parts, and the two ways to answer a split with it: each cell, and all cells of a period together.
import { identifier, joinSql, param, sql, toReadable, type Sql } from '../database/sql.js';

/** An aggregate by its parts, so that it can also be kept as a state and merged. */
export interface Aggregate {
  /** The function with its combinators, and its parameters if any: `quantileExactIf`, `(0.5)`. */
  readonly name: Sql;
  readonly parameters?: Sql;
  readonly of: Sql;
  readonly alias: string;
  /** What stands for it over all values of a split, where that is not its own states merged. */
  readonly together?: Sql;
  /** Where its value is many numbers and dear to hand over: how they come, and the name of what needs them. */
  readonly long?: { readonly as: 'array' | 'map'; readonly neededFor: string };
  /** What is made of its value, once that is whole. */
  readonly shown?: (value: Sql) => Sql;
}

const asItIs = (value: Sql): Sql => value;
export const whole = ({ name, parameters = sql``, of, alias, shown = asItIs }: Aggregate): Sql => sql`${shown(sql`${name}${parameters}(${of})`)} AS ${identifier(alias)}`;
const state = ({ name, parameters = sql``, of, alias }: Aggregate): Sql => sql`${name}State${parameters}(${of}) AS ${identifier(alias)}`;
const finished = ({ alias, shown = asItIs }: Aggregate): Sql => shown(sql`finalizeAggregation(${identifier(alias)})`);
const stateMerged = ({ name, parameters = sql``, alias, shown = asItIs }: Aggregate): Sql => shown(sql`${name}Merge${parameters}(${identifier(alias)})`);
const merged = (aggregate: Aggregate): Sql => aggregate.together ?? stateMerged(aggregate);

/** Functions whose values of parts can be put together as they are, and by which: states are dearer to understand and to merge. */
const ADDING: ReadonlyMap<string, Sql> = new Map([
  ['countIf', sql`sum`], ['sumOrNullIf', sql`sumOrNull`], ['maxOrNullIf', sql`maxOrNull`], ['sumForEachIf', sql`sumForEach`], ['sumMapIf', sql`sumMap`],
]);
const addingOf = ({ name }: Aggregate): Sql | undefined => ADDING.get(toReadable(name));

/** What is kept of an aggregate for a part of a cell. */
export const partly = (aggregate: Aggregate): Sql => (addingOf(aggregate) === undefined ? state(aggregate) : whole({ ...aggregate, shown: asItIs }));

/** The aggregate of a cell, by what is kept of its parts. */
export function putTogether(aggregate: Aggregate): Sql {
  const adding = addingOf(aggregate);
  return adding === undefined ? stateMerged(aggregate) : (aggregate.shown ?? asItIs)(sql`${adding}(${identifier(aggregate.alias)})`);
}

/** Rows cut into periods and values of a split, and what is asked of each cell. */
export interface Cells {
  readonly bucket: Sql;
  readonly dims: readonly Sql[];
  readonly aggregates: readonly Aggregate[];
  readonly rows: Sql;
}

/** Cells and what they come to together in each period. A roll-up adds up what is already grouped; grouping sets would go through every row once more. */
export function rolledUp({ bucket, dims, aggregates: asked, rows }: Cells): Sql {
  const d = dims.map((_, i) => identifier(`d${i}`));
  const [first, last] = [identifier('d0'), identifier(`d${dims.length - 1}`)];
  return sql`
SELECT ${bucket} AS bucket${joinSql(dims.map((column, i) => sql`, ${column} AS ${identifier(`d${i}`)}`), sql``)}, grouping(d0) AS over_all,
  ${joinSql(asked.map(whole), sql`,\n  `)}
FROM (${rows})
GROUP BY ROLLUP (bucket, ${joinSql(d)}) HAVING grouping(bucket) = 0 AND grouping(${first}) = grouping(${last})`;
}

/**
 * The same where distinct values are counted: a roll-up would merge their sets twice more, for each period and for all
 * periods together, which is dearer than reading the rows. Each cell is kept as a state, and a period's are merged once.
 */
export function mergedOnce({ bucket, dims, aggregates: kept, rows }: Cells): Sql {
  const d = dims.map((_, i) => identifier(`d${i}`));
  const shown = [...d, identifier('over_all'), ...kept.map(({ alias }) => identifier(alias))];
  const list = (columns: readonly Sql[]): Sql => joinSql(columns, sql`, `);
  return sql`
SELECT bucket, ${list(shown.map((column, i) => sql`tupleElement(cell, ${param('UInt32', i + 1)}) AS ${column}`))}
FROM (
  SELECT bucket, groupArray(tuple(${list([...d.map((column) => sql`${column}`), sql`0`, ...kept.map(finished)])})) AS cells,
    tuple(${list([...d.map(() => sql`''`), sql`1`, ...kept.map(merged)])}) AS together
  FROM (
    SELECT ${bucket} AS bucket, ${list(dims.map((column, i) => sql`CAST(${column}, 'String') AS ${identifier(`d${i}`)}`))},
  ${joinSql(kept.map(state), sql`,\n  `)}
    FROM (${rows}) GROUP BY bucket, ${list(d.map((column) => sql`${column}`))}
  ) GROUP BY bucket
) ARRAY JOIN arrayPushBack(cells, together) AS cell`;
}
