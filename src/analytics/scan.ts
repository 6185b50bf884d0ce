// One statement per read model and time range, whatever the number of measures: each measure is a conditional aggregate.
import { z } from 'zod';
import type { FactsStore } from '../database/facts-store.js';
import { allOf, identifier, joinSql, param, sql, type Sql } from '../database/sql.js';
import { AppError } from '../shared/errors.js';
import { daysBetween } from '../shared/period.js';
import { exactly, hasDimension, type Measure, type MeasureContext } from './measure.js';
import { converted, disorderly } from './measure-resolver.js';
import { BY_MEASURE, READ_MODELS, UNMATCHED, type DimensionId, type StoredModelId } from './read-model.js';
import { completeUntil, PRICED, sourceOf, type SourceContext } from './sources.js';

export interface Filter {
  readonly dimension: DimensionId;
  readonly values: readonly string[];
}

/** Days from a stage to a later one, of everyone who entered in the cell. */
export interface StagePair {
  readonly from: string;
  readonly to: string;
}

export interface ScanRequest {
  readonly model: StoredModelId;
  readonly measures: readonly Measure[];
  /** Dimensions to split by that this read model has. */
  readonly by: readonly DimensionId[];
  readonly filters: readonly Filter[];
  readonly times: readonly StagePair[];
  /** Whether to read how long accounts stay; the recurring read model's. */
  readonly lifetimes: boolean;
  /** Measures that need replicates for a clustered bootstrap. */
  readonly resampled: ReadonlySet<string>;
  readonly context: SourceContext;
  readonly measureContext: MeasureContext;
}

/** What one measure came to in one cell. */
export interface Reading {
  /** Text for money, a number otherwise; null when no row had a value. */
  readonly value: string | number | null;
  /** Rows that had a value. */
  readonly rows: number;
  /** The largest single value of a sum of money. */
  readonly largest: string | null;
  readonly replicates: readonly number[] | null;
  /** Whether something was there, but not how much: another product's count that does not say. */
  readonly unknown?: boolean;
  /** Where the numbers are from, when they are not one's own. */
  readonly remark?: string;
}

/** Whole days (rounded up) with the number of those who converted, left or are still open at that age. */
export interface TimesReading {
  readonly converted: ReadonlyMap<number, number>;
  readonly exited: ReadonlyMap<number, number>;
  readonly open: ReadonlyMap<number, number>;
  /** Median and mean of the exact days of those who converted. */
  readonly median: number | null;
  readonly mean: number | null;
  readonly outOfOrder: number;
}

/** Whole days with the number of accounts that left, or are still there, at that age. */
export interface LifetimesReading {
  readonly gone: ReadonlyMap<number, number>;
  readonly open: ReadonlyMap<number, number>;
}

export interface CellReadings {
  /** Index into the request's buckets. */
  readonly bucket: number;
  /** Values of `by`, '' for unmatched; null in a row over all values. */
  readonly dims: readonly string[] | null;
  readonly measures: ReadonlyMap<string, Reading>;
  readonly times: ReadonlyMap<string, TimesReading>;
  readonly lifetimes: LifetimesReading | null;
}

export const REPLICATES = 200;
/** Cells an answer may have. */
export const CELL_LIMIT = 100_000;

const dimensionCondition = ({ dimension, values }: Filter): Sql =>
  sql`has(${param('Array(String)', values.map((v) => (v === UNMATCHED ? '' : v)))}, toString(${identifier(dimension)}))`;

/** What another product's count has for each of its rows. */
const COUNTED = ['visits', 'visitors', 'day_visitors', 'pageviews', 'bounces', 'engaged_visits'];

/** A count that is not split by what is asked for may hold the asked-for: its rows stay, without saying how much. */
function filteredVisits({ filters, context }: Pick<ScanRequest, 'filters' | 'context'>): Sql {
  const open = (filter: Filter): Sql => sql`(traffic_source != '' AND NOT has(known_dimensions, ${param('String', filter.dimension)}) AND NOT (${dimensionCondition(filter)}))`;
  const asked = filters.filter((f) => !f.values.includes(UNMATCHED));
  const unsaid = asked.length === 0 ? sql`false` : sql`(${joinSql(asked.map(open), sql` OR `)})`;
  const conditions = filters.map((f) => (asked.includes(f) ? sql`(${dimensionCondition(f)} OR ${open(f)})` : dimensionCondition(f)));
  return sql`SELECT * REPLACE (${joinSql(COUNTED.map((c) => sql`if(${unsaid}, NULL, ${identifier(c)}) AS ${identifier(c)}`))}) FROM (${sourceOf('visits', context)}) WHERE ${allOf(conditions)}`;
}

/** Whether another product's counts of visits may be among the rows. */
const mayHaveCounts = ({ model, context }: Pick<ScanRequest, 'model' | 'context'>): boolean => model === 'visits' && context.hasCounts !== false;

/** Rows of the read model that a request is about. */
export function filteredSource(request: Pick<ScanRequest, 'model' | 'filters' | 'context'>): Sql {
  const filters = request.filters.filter((f) => !BY_MEASURE.has(f.dimension));
  if (mayHaveCounts(request) && filters.length > 0) return filteredVisits({ filters, context: request.context });
  return sql`SELECT * FROM (${sourceOf(request.model, request.context)}) WHERE ${allOf(filters.map(dimensionCondition))}`;
}

/** Which rows a measure counts. */
export function measureCondition(measure: Measure, request: Pick<ScanRequest, 'context' | 'measureContext' | 'filters'>): Sql {
  const own = request.filters.filter((f) => BY_MEASURE.has(f.dimension) && hasDimension(measure, f.dimension));
  const asked = measure.where(request.measureContext);
  const where = own.length === 0 ? asked : sql`(${asked}) AND ${allOf(own.map(dimensionCondition))}`;
  return measure.span === 'complete' ? sql`(${where}) AND day < ${param('Date', completeUntil(request.context))}` : where;
}

/** P(X ≤ k) of the Poisson distribution with mean 1, in 65,536ths, for k = 0 to 7; beyond lies 1 in 98,000. */
const POISSON_STEPS = ((): readonly number[] => {
  const steps: number[] = [];
  let [term, sum] = [Math.exp(-1), 0];
  for (let k = 0; k <= 7; k += 1) {
    sum += term;
    steps.push(Math.round(sum * 65_536));
    term /= k + 1;
  }
  return steps;
})();

/** 2⁶⁴ divided by the golden ratio: multiples of it lie far apart, so that neighbouring replicates share nothing. */
const APART = sql`toUInt64(11400714819323198485)`;

/**
 * Poisson(1) weights of a cluster in each replicate, from a hash: how many steps a number of 16 bits has passed.
 * The same account gets the same weights in every table, and every time. One hash of the cluster, mixed anew for
 * each replicate, and small integers throughout: there are as many weights as rows times replicates.
 * @see docs/statistics.md, clustered bootstrap
 */
export const bootstrapWeights = (cluster: Sql, replicates = sql`${param('UInt32', REPLICATES)}`): Sql => sql`
  arrayMap(u -> toUInt8(${joinSql(POISSON_STEPS.map((step) => sql`(u >= ${param('UInt32', step)})`), sql` + `)}),
    arrayMap((h, b) -> toUInt16(bitShiftRight(intHash64(h + b * ${APART}), 48)), arrayWithConstant(${replicates}, sipHash64(${cluster})), range(${replicates})))`;

/** The weights of each row; none where no measure that needs them counts it. */
const drawnFor = (model: StoredModelId, needed: Sql): Sql => bootstrapWeights(sql`${identifier(READ_MODELS[model].cluster ?? 'account_id')}`, sql`if(${needed}, ${param('UInt32', REPLICATES)}, 0)`);

/** What each row says of a measure: whether it counts, and its value; named once, however many aggregates ask for them. */
function rowColumns(measure: Measure, alias: string, request: ScanRequest): Sql[] {
  const counts = sql`(${measureCondition(measure, request)}) AS ${identifier(`${alias}_counts`)}`;
  const value = measure.value?.(request.measureContext);
  return value === undefined ? [counts] : [counts, sql`${value} AS ${identifier(`${alias}_value`)}`];
}

function aggregates(measure: Measure, alias: string, request: ScanRequest): Sql[] {
  const where = sql`${identifier(`${alias}_counts`)}`;
  const value = measure.value === undefined ? sql`1` : sql`${identifier(`${alias}_value`)}`;
  const column = (suffix: string): Sql => sql`${identifier(`${alias}${suffix}`)}`;
  const columns: Sql[] = [];
  if (measure.aggregate === 'count') columns.push(sql`countIf(${where}) AS ${column('')}`);
  else if (measure.aggregate === 'distinct') columns.push(sql`uniqExactIf(${value}, ${mayHaveCounts(request) ? sql`traffic_source = '' AND ` : sql``}(${where})) AS ${column('')}`);
  else {
    columns.push(sql`sumOrNullIf(${value}, ${where}) AS ${column('')}`, sql`countIf(isNotNull(${value}) AND (${where})) AS ${column('_n')}`);
    if (measure.unit === 'money' && request.model === 'deals') columns.push(sql`maxOrNullIf(${value}, ${where}) AS ${column('_top')}`);
  }
  if (measure.nulls === 'unknown') columns.push(sql`countIf(isNull(${value}) AND (${where})) AS ${column('_u')}`);
  if (request.resampled.has(measure.id)) {
    const each = measure.aggregate === 'sum' ? sql`arrayMap(w -> w * toFloat64(ifNull(${value}, 0)), drawn)` : sql`drawn`;
    columns.push(sql`sumForEachIf(${each}, ${where}) AS ${column('_r')}`);
  }
  return columns;
}

function timeAggregates({ from, to }: StagePair, alias: string, request: ScanRequest): Sql[] {
  const { measureContext: m } = request;
  const reached = sql`reached[${param('UInt8', m.stageIndex(to))}]`;
  const subject = sql`type = 'entry' AND stage = ${param('String', from)}`;
  const hasConverted = converted(m, to);
  const left = sql`(NOT ${hasConverted} AND ifNull(exit_at < ${m.asOf}, 0))`;
  // By the clock on the wall: a day at a clock change is one day, and two dates lie whole days apart.
  const offset = (moment: Sql): Sql => sql`timezoneOffset(toTimeZone(${moment}, ${m.zone}))`;
  const milliseconds = (until: Sql): Sql => sql`greatest(0, dateDiff('millisecond', at, assumeNotNull(${until})) + 1000 * (${offset(sql`assumeNotNull(${until})`)} - ${offset(sql`at`)}))`;
  const wholeDays = (until: Sql): Sql => sql`toUInt32(ceil(${milliseconds(until)} / 86400000))`;
  const exact = sql`${milliseconds(reached)} / 86400000`;
  const column = (suffix: string): Sql => sql`${identifier(`${alias}${suffix}`)}`;
  const orderly = sql`${subject} AND ${hasConverted} AND NOT ${disorderly(m, to)}`;
  return [
    sql`sumMapIf(map(${wholeDays(reached)}, toUInt64(1)), ${orderly}) AS ${column('_c')}`,
    sql`sumMapIf(map(${wholeDays(sql`exit_at`)}, toUInt64(1)), ${subject} AND ${left}) AS ${column('_x')}`,
    sql`sumMapIf(map(${wholeDays(m.asOf)}, toUInt64(1)), ${subject} AND NOT ${hasConverted} AND NOT ${left}) AS ${column('_o')}`,
    sql`quantileExactInclusiveOrNullIf(0.5)(${exact}, ${orderly}) AS ${column('_md')}`,
    sql`avgOrNullIf(${exactly(exact)}, ${orderly}) AS ${column('_mn')}`,
    sql`countIf(${subject} AND ${disorderly(m, to)}) AS ${column('_d')}`,
  ];
}

const lifetimeAggregates = (): Sql[] => [
  sql`sumMapIf(map(toUInt32(life_days), toUInt64(1)), gone) AS life_gone`,
  sql`sumMapIf(map(toUInt32(life_days), toUInt64(1)), begun AND NOT gone) AS life_open`,
];

/** What of the visits in a cell is another product's count, and what that says of different visitors. */
const trafficAggregates = (): Sql[] => [
  sql`countIf(traffic_source = '') AS seen_here`, sql`countIf(traffic_source != '') AS counted_rows`, sql`uniqExactIf(day, traffic_source != '') AS counted_days`,
  sql`maxIf(traffic_source, traffic_source != '') AS counted_by`, sql`maxOrNullIf(visitors, traffic_source != '') AS counted_visitors`, sql`maxOrNullIf(day_visitors, traffic_source != '') AS counted_day_visitors`,
  sql`countIf(covers != '') AS counted_spread`,
];

const anyRow = z.record(z.string(), z.unknown());
const dayMap = z.record(z.string(), z.coerce.number()).transform((m) => new Map(Object.entries(m).map(([d, n]) => [Number(d), n])));
const number = z.coerce.number();
const nullableNumber = z.union([z.null(), z.coerce.number()]);

/** The statement, for running and for showing. */
export function scanStatement(asked: ScanRequest): Sql {
  const request = { ...asked, context: { ...asked.context, dimensions: [...asked.by, ...asked.filters.map((f) => f.dimension)] } };
  const { context, by, measures, times } = request;
  const starts = context.buckets.map(({ from }) => daysBetween('1970-01-01', from));
  const bucket = sql`roundDown(toUInt32(toInt32(day)), ${param('Array(UInt32)', starts)})`;
  const dims = by.map((d, i) => ({ column: sql`toString(${identifier(d)})`, alias: identifier(`d${i}`) }));
  const columns = [
    ...measures.flatMap((m, i) => aggregates(m, `m${i}`, request)),
    ...times.flatMap((t, i) => timeAggregates(t, `t${i}`, request)),
    ...(request.lifetimes ? lifetimeAggregates() : []),
    ...(mayHaveCounts(request) ? trafficAggregates() : []),
  ];
  const moneyRows = measures.flatMap((m, i) => (m.unit === 'money' ? [sql`${identifier(`m${i}_counts`)}`] : []));
  if (PRICED.has(request.model) && moneyRows.length > 0) {
    const unpriced = sql`rate_missing AND (${joinSql(moneyRows, sql` OR `)})`;
    columns.push(sql`minOrNullIf(day, ${unpriced}) AS unpriced_day`, sql`argMinOrNullIf(toString(currency), day, ${unpriced}) AS unpriced_currency`);
  }
  const ofRows = measures.flatMap((m, i) => rowColumns(m, `m${i}`, request));
  const resampled = measures.flatMap((m, i) => (request.resampled.has(m.id) ? [sql`${identifier(`m${i}_counts`)}`] : []));
  if (resampled.length > 0) ofRows.push(sql`${drawnFor(request.model, joinSql(resampled, sql` OR `))} AS drawn`);
  const rows = sql`SELECT *${joinSql(ofRows.map((column) => sql`, ${column}`), sql``)} FROM (${filteredSource(request)})`;
  const split = dims.length > 0;
  // A roll-up adds up what is already grouped; grouping sets would go through every row once more.
  const grouping = split
    ? sql`GROUP BY ROLLUP (bucket, ${joinSql(dims.map((d) => d.alias))}) HAVING grouping(bucket) = 0 AND grouping(${dims.at(0)?.alias ?? sql``}) = grouping(${dims.at(-1)?.alias ?? sql``})`
    : sql`GROUP BY bucket`;
  return sql`
SELECT ${bucket} AS bucket${joinSql(dims.map((d) => sql`, ${d.column} AS ${d.alias}`), sql``)}${split ? sql`, grouping(d0) AS over_all` : sql``},
  ${joinSql(columns, sql`,\n  `)}
FROM (${rows})
${grouping}
LIMIT ${param('UInt32', CELL_LIMIT + 1)}`;
}

/**
 * Reads all asked-for measures of one read model.
 * @throws AppError missing_rate, naming day and pair; too_many_rows
 */
export async function scan(facts: FactsStore, request: ScanRequest): Promise<CellReadings[]> {
  const { context, by, measures, times } = request;
  const starts = new Map(context.buckets.map(({ from }, i) => [daysBetween('1970-01-01', from), i]));
  const rows = await facts.query(anyRow, scanStatement(request));
  if (rows.length > CELL_LIMIT) throw new AppError('too_many_rows', { limit: CELL_LIMIT });
  return rows.map((row) => {
    if (typeof row['unpriced_day'] === 'string') {
      throw new AppError('missing_rate', { day: row['unpriced_day'], currency: String(row['unpriced_currency']), reporting: context.build.currency });
    }
    return {
      bucket: starts.get(number.parse(row['bucket'])) ?? 0,
      dims: by.length === 0 ? [] : number.parse(row['over_all']) === 1 ? null : by.map((_, i) => String(row[`d${i}`])),
      measures: new Map(measures.map((m, i) => [m.id, withTraffic(m, reading(m, row, `m${i}`), row, request)])),
      lifetimes: request.lifetimes ? { gone: dayMap.parse(row['life_gone']), open: dayMap.parse(row['life_open']) } : null,
      times: new Map(times.map(({ from, to }, i) => [`${from}:${to}`, timesReading(row, `t${i}`)])),
    };
  });
}

/**
 * What another product's count makes of a reading: visitors of several days or several values of its split are not
 * known, as one may be in all of them, and what it does not say is not nought.
 */
function withTraffic(measure: Measure, found: Reading, row: Record<string, unknown>, { by, filters }: ScanRequest): Reading {
  if (row['counted_rows'] === undefined || number.parse(row['counted_rows']) === 0) return found;
  const [days, rows, seenHere] = [number.parse(row['counted_days']), number.parse(row['counted_rows']), number.parse(row['seen_here'])];
  const product = String(row['counted_by']);
  const spread = number.parse(row['counted_spread']) > 0 ? ', in part spread evenly from totals of more days' : '';
  const whose = `On ${String(days)} ${days === 1 ? 'day' : 'days'} ${measure.label.toLowerCase()} are those ${product} counted${spread}`;
  if (measure.aggregate !== 'distinct') {
    return found.unknown === true ? { ...found, remark: `${whose.replace(' are those ', ' would be those ')}, which does not say how many.` } : { ...found, remark: `${whose}.` };
  }
  const whole = filters.length === 0 && (by.length === 0 || number.parse(row['over_all']) === 1);
  const visitors = nullableNumber.parse(rows === 1 ? row['counted_visitors'] : days === 1 && whole ? row['counted_day_visitors'] : null);
  if (seenHere > 0 || visitors === null) return { ...found, value: null, unknown: true, remark: `${product} counts visitors day by day and value by value: how many different ones they were together is not known.` };
  return { ...found, value: visitors, rows: visitors, remark: `${whose}.` };
}

function reading(measure: Measure, row: Record<string, unknown>, alias: string): Reading {
  const raw = row[alias];
  const value = raw === null || raw === undefined ? null : measure.unit === 'money' ? String(raw) : number.parse(raw);
  const top = row[`${alias}_top`];
  const unknown = measure.aggregate === 'sum' && measure.nulls === 'unknown' && number.parse(row[`${alias}_u`]) > 0;
  const replicates = row[`${alias}_r`];
  return {
    value: unknown ? null : value,
    ...(unknown && { unknown }),
    rows: measure.aggregate === 'sum' ? number.parse(row[`${alias}_n`]) : number.parse(raw),
    largest: top === null || top === undefined ? null : String(top),
    replicates: replicates === undefined ? null : z.array(z.coerce.number()).parse(replicates),
  };
}

function timesReading(row: Record<string, unknown>, alias: string): TimesReading {
  return {
    converted: dayMap.parse(row[`${alias}_c`]), exited: dayMap.parse(row[`${alias}_x`]), open: dayMap.parse(row[`${alias}_o`]),
    median: nullableNumber.parse(row[`${alias}_md`]), mean: nullableNumber.parse(row[`${alias}_mn`]), outOfOrder: number.parse(row[`${alias}_d`]),
  };
}
