// Several questions about the same rows in one statement: rows are put into the smallest cells that all of them can be made
// of, and those into the cells of each.
import { z } from 'zod';
import type { FactsStore } from '../database/facts-store.js';
import { identifier, joinSql, param, sql, toReadable, type Sql } from '../database/sql.js';
import { OF_FEW_VALUES } from '../shared/of-few-values.js';
import { daysBetween, type DayRange } from '../shared/period.js';
import { partly, putTogether } from './aggregate.js';
import type { Measure } from './measure.js';
import type { DimensionId } from './read-model.js';
import type { CellReadings } from './readings.js';
import { asksOf, CELL_LIMIT, dimensionColumns, filteredSource, isUnpriced, longOnes, mayHaveCounts, pairOf, readingsOf, scan, scanStatement, withDimensions, type ScanRequest, type StagePair } from './scan.js';
import { allocates } from './sources.js';

/** Requests whose cells can be made of the same smaller ones, the most divided first. */
type Group = readonly [ScanRequest, ...ScanRequest[]];

/** Stands for the days of a request where it does not matter which. */
const ANY_DAYS: DayRange = { from: '1970-01-01', to: '1970-01-02' };

/**
 * Equal for requests about the same rows but for the days these lie on, read at the same instant. Rows that depend on the parts of
 * a range tell apart those with other parts; costs that are divided among what its months brought, and own series, whose last day
 * of a part is that of the range, those with other ranges.
 */
function sameRows(request: ScanRequest): string {
  const { model, context, measureContext: { zone, horizonDays }, filters } = request;
  const range = model === 'series' || (model === 'costs' && allocates(context)) ? context.range : ANY_DAYS;
  return JSON.stringify([model, range, context.asOf, filters, toReadable(zone), toReadable(horizonDays), toReadable(filteredSource({ ...request, context: { ...context, range } }))]);
}

const isWithin = (part: readonly DimensionId[], whole: readonly DimensionId[]): boolean => part.every((d) => whole.includes(d));
const dayNumber = (day: string): number => daysBetween('1970-01-01', day);
const firstDays = ({ context: { buckets } }: ScanRequest): number[] => buckets.map(({ from }) => dayNumber(from));

/** The ranges of a group, each once, in order. */
function rangesOf(group: Group): DayRange[] {
  const ranges = new Map(group.map(({ context: { range } }) => [`${range.from}/${range.to}`, range]));
  return [...ranges.values()].sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** What another product counted says by its rows what its cells can't; credit is read for the kinds of conversion of one request; values that share a cell are those of one, too. */
const canJoin = (request: ScanRequest): boolean => request.kept === undefined && request.model !== 'credits' && !mayHaveCounts(request);

const haveFewValues = ({ by }: ScanRequest): boolean => by.every((d) => OF_FEW_VALUES.has(d));

/** Whether the totals of the most divided one are the answer to all others: the same parts, whole or divided alike. */
function areTotals(group: Group): boolean {
  const [widest, ...others] = group;
  const [cut, by] = [firstDays(widest).join(), widest.by.join()];
  return rangesOf(group).length === 1 && others.every((r) => firstDays(r).join() === cut && (r.by.length === 0 || r.by.join() === by));
}

/** Whether what is asked of the others is no burden in each of the cells of the most divided one: drawn sums and curves are long lists. */
function areLight([widest, ...others]: Group): boolean {
  const known = longOnes(widest);
  return haveFewValues(widest) || others.every((r) => [...longOnes(r)].every((one) => known.has(one)));
}

/**
 * Whether all can be made of smaller cells without much ado: those must stay fewer than rows, and where a value is counted at its
 * first row in a period, smaller cells would need the set of all values.
 */
const canBeMadeOfParts = (group: Group): boolean => haveFewValues(group[0]) && group.every((r) => r.measures.every((m) => m.firstIn === undefined));

function groupRequests(requests: readonly ScanRequest[]): Group[] {
  const groups: { readonly rows: string; group: Group }[] = [];
  for (const request of [...requests].sort((a, b) => b.by.length - a.by.length)) {
    const rows = canJoin(request) ? sameRows(request) : '';
    const joins = (group: Group): boolean => isWithin(request.by, group[0].by) && ((areTotals([...group, request]) && areLight([...group, request])) || canBeMadeOfParts([...group, request]));
    const found = rows === '' ? undefined : groups.find((other) => other.rows === rows && joins(other.group));
    if (found === undefined) groups.push({ rows, group: [request] });
    else found.group = [...found.group, request];
  }
  return groups.map(({ group }) => group);
}

/** All that the requests of a group ask for, once. */
function union(group: Group): ScanRequest {
  const [widest] = group;
  const measures = new Map<string, Measure>(group.flatMap((r) => r.measures.map((m) => [m.id, m])));
  const times = new Map<string, StagePair>(group.flatMap((r) => r.times.map((t) => [pairOf(t), t])));
  const ranges = rangesOf(group);
  const range = { from: ranges[0]?.from ?? '', to: ranges.map((r) => r.to).sort().at(-1) ?? '' };
  // What measures are told reaches back to the first day of the range, such as days off.
  const { measureContext } = group.find((r) => r.context.range.from === range.from) ?? widest;
  return withDimensions({
    ...widest, context: { ...widest.context, range, ...(ranges.length > 1 && { apart: ranges }) }, measureContext,
    measures: [...measures.values()], times: [...times.values()], lifetimes: group.some((r) => r.lifetimes), resampled: new Set(group.flatMap((r) => [...r.resampled])),
  });
}

/** The cells of a request that a smaller cell is part of: its own, and in a split all together; none where that lies out of its range. */
function places(request: ScanRequest, view: number, { by, context }: ScanRequest): Sql {
  const bucket = sql`toInt32(roundDown(part, ${param('Array(Int32)', firstDays(request))}))`;
  const place = (dims: readonly Sql[], overAll: number): Sql => sql`(toUInt32(${param('UInt32', view)}), ${bucket}, toUInt32(${param('UInt32', overAll)})${joinSql(dims.map((d) => sql`, ${d}`), sql``)})`;
  const own = request.by.map((d) => sql`${identifier(`s${by.indexOf(d)}`)}`);
  const padded = (dims: readonly Sql[]): Sql[] => by.map((_, i) => dims[i] ?? sql`''`);
  const all = sql`[${joinSql(request.by.length === 0 ? [place(padded([]), 0)] : [place(padded(own), 0), place(padded([]), 1)])}]`;
  const { from, to } = request.context.range;
  return context.apart === undefined ? all : sql`if(part >= ${param('Int32', dayNumber(from))} AND part < ${param('Int32', dayNumber(to))}, ${all}, [])`;
}

/** The statement of a group that is made of parts: one row a cell of each request, `view` says whose. */
function partsStatement(group: Group): { statement: Sql; read: ScanRequest } {
  const read: ScanRequest = { ...union(group), inParts: true };
  const { by } = read;
  const { asks, rows } = asksOf(read);
  // A part lies within each range or out of it.
  const parts = [...new Set([...group.flatMap(firstDays), ...(read.context.apart ?? []).map(({ to }) => dayNumber(to))])].sort((a, b) => a - b);
  const shown = asks.map((ask) => {
    const whole = putTogether(ask);
    const { long } = ask;
    const needing = long === undefined ? [] : group.flatMap((request, view) => (longOnes(request).has(long.neededFor) ? [view] : []));
    if (long === undefined || needing.length === group.length) return sql`${whole} AS ${identifier(ask.alias)}`;
    // Long lists leave the engine only where they are read.
    const isRead = sql`has(${param('Array(UInt32)', needing)}, view)`;
    return long.as === 'array' ? sql`arrayFilter(x -> ${isRead}, ${whole}) AS ${identifier(ask.alias)}` : sql`mapFilter((k, v) -> ${isRead}, ${whole}) AS ${identifier(ask.alias)}`;
  });
  const dims = by.map((_, i) => identifier(`d${i}`));
  const statement = sql`
SELECT place.1 AS view, place.2 AS bucket, place.3 AS over_all${joinSql(dims.map((d, i) => sql`, tupleElement(place, ${param('UInt32', i + 4)}) AS ${d}`), sql``)},
  ${joinSql(shown, sql`,\n  `)}
FROM (
  SELECT roundDown(toInt32(day), ${param('Array(Int32)', parts)}) AS part${joinSql(dimensionColumns(by).map((d, i) => sql`, CAST(${d}, 'String') AS ${identifier(`s${i}`)}`), sql``)},
  ${joinSql(asks.map(partly), sql`,\n  `)}
  FROM (${rows})
  GROUP BY part${joinSql(by.map((_, i) => sql`, ${identifier(`s${i}`)}`), sql``)}
)
ARRAY JOIN arrayConcat(${joinSql(group.map((request, view) => places(request, view, read)))}) AS place
GROUP BY view, bucket, over_all${joinSql(dims.map((d) => sql`, ${d}`), sql``)}
LIMIT ${param('UInt32', CELL_LIMIT + 1)}`;
  return { statement, read };
}

const anyRow = z.record(z.string(), z.unknown());

/** Readings of each request of a group; undefined where they have to be read one by one: too many cells, or money without a rate, which may be that of one request alone. */
async function scanGroup(facts: FactsStore, group: Group): Promise<Map<ScanRequest, CellReadings[]> | undefined> {
  if (areTotals(group)) {
    const read = union(group);
    const rows = await facts.query(anyRow, scanStatement(read));
    if (rows.length > CELL_LIMIT || rows.some(isUnpriced)) return undefined;
    const ofTotals = read.by.length > 0 ? rows.filter((row) => Number(row['over_all']) === 1) : rows;
    return new Map(group.map((request) => [request, (request.by.length > 0 ? rows : ofTotals).map(readingsOf(request, read))]));
  }
  const { statement, read } = partsStatement(group);
  const rows = await facts.query(anyRow, statement);
  if (rows.length > CELL_LIMIT || rows.some(isUnpriced)) return undefined;
  return new Map(group.map((request, view) => [request, rows.filter((row) => Number(row['view']) === view).map(readingsOf(request, read))]));
}

/**
 * Readings of each request; what several want of the same rows of a read model is read in one statement.
 * @param scans counts, by read model, the statements run
 * @throws AppError through the promise of a request: missing_rate, too_many_rows
 */
export function scanTogether(facts: FactsStore, requests: readonly ScanRequest[], scans: Record<string, number>): Map<ScanRequest, Promise<CellReadings[]>> {
  return new Map(groupRequests(requests).flatMap((group): [ScanRequest, Promise<CellReadings[]>][] => {
    const [only, ...others] = group;
    const count = (): void => { scans[only.model] = (scans[only.model] ?? 0) + 1; };
    const alone = (request: ScanRequest): Promise<CellReadings[]> => {
      count();
      return scan(facts, request);
    };
    if (others.length === 0) return [[only, alone(only)]];
    count();
    const found = scanGroup(facts, group);
    return group.map((request) => [request, found.then((all) => all?.get(request) ?? alone(request))]);
  }));
}
