// One statement per read model and time range, whatever the number of measures: each measure is a conditional aggregate.
import { Decimal } from 'decimal.js';
import { z } from 'zod';
import type { FactsStore } from '../database/facts-store.js';
import { allOf, identifier, joinSql, param, sql, toReadable, type Sql } from '../database/sql.js';
import { AppError } from '../shared/errors.js';
import { daysBetween } from '../shared/period.js';
import { mergedOnce, rolledUp, whole, type Aggregate, type Cells } from './aggregate.js';
import { exactly, hasDimension, type Measure, type MeasureContext } from './measure.js';
import { hasReached, isDisorderly } from './measure-resolver.js';
import { bootstrapWeights, REPLICATES } from './bootstrap-weights.js';
import { BY_MEASURE, READ_MODELS, UNMATCHED, type DimensionId, type StoredModelId } from './read-model.js';
import type { Reading, TimesReading, LifetimesReading, CellReadings } from './readings.js';
import { allocates, completeUntil, PRICED, sourceOf, type SourceContext } from './sources.js';

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
  /** The values that get a cell of their own, each in the order of `by`; all others share one, of `OTHERS`. Undefined gives each its own. */
  readonly kept?: readonly (readonly string[])[];
  readonly times: readonly StagePair[];
  /** Whether to read how long accounts stay; the recurring read model's. */
  readonly lifetimes: boolean;
  /** Measures that need replicates for a clustered bootstrap. */
  readonly resampled: ReadonlySet<string>;
  readonly context: SourceContext;
  readonly measureContext: MeasureContext;
  /** Whether its cells are put together into larger ones: then nothing is counted that holds for a whole period only. */
  readonly inParts?: true;
}

/** Stands for all values without a cell of their own. Nothing is called this. */
export const OTHERS = '\u0001\u0001 others';

export const pairOf = ({ from, to }: StagePair): string => `${from}:${to}`;
const LIFETIMES = 'lifetimes';

/** What of a request comes as long lists: measures that are drawn, times between stages, lifetimes. */
export const longOnes = ({ resampled, times, lifetimes }: ScanRequest): ReadonlySet<string> => new Set([...resampled, ...times.map(pairOf), ...(lifetimes ? [LIFETIMES] : [])]);

/** Cells an answer may have. */
export const CELL_LIMIT = 250_000;

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
export const mayHaveCounts = ({ model, context }: Pick<ScanRequest, 'model' | 'context'>): boolean => model === 'visits' && context.hasCounts !== false;

/** Whether parts of costs that were divided may be among the rows. */
const isAllocated = ({ model, context }: Pick<ScanRequest, 'model' | 'context'>): boolean => model === 'costs' && allocates(context);

/** Rows of the read model that a request is about. */
export function filteredSource({ measures = [], ...asked }: Pick<ScanRequest, 'model' | 'filters' | 'context'> & Partial<Pick<ScanRequest, 'measures'>>): Sql {
  const conversions = [...new Set(measures.flatMap((m) => m.conversion ?? []))];
  const request = { ...asked, context: { ...asked.context, conversions, ...(measures.length > 0 && { standing: measures.some((m) => m.standing === true) }) } };
  const filters = request.filters.filter((f) => !BY_MEASURE.has(f.dimension));
  if (filters.length === 0) return sourceOf(request.model, request.context);
  if (mayHaveCounts(request)) return filteredVisits({ filters, context: request.context });
  return sql`SELECT * FROM (${sourceOf(request.model, request.context)}) WHERE ${allOf(filters.map(dimensionCondition))}`;
}

/** Which rows a measure counts. */
export function measureCondition(measure: Measure, request: Pick<ScanRequest, 'context' | 'measureContext' | 'filters'>): Sql {
  const own = request.filters.filter((f) => BY_MEASURE.has(f.dimension) && hasDimension(measure, f.dimension));
  const ofRows = measure.where(request.measureContext);
  const asked = measure.conversion === undefined ? ofRows : sql`conversion_kind = ${param('String', measure.conversion)} AND (${ofRows})`;
  const where = own.length === 0 ? asked : sql`(${asked}) AND ${allOf(own.map(dimensionCondition))}`;
  return measure.span === 'complete' ? sql`(${where}) AND day < ${param('Date', completeUntil(request.context))}` : where;
}

/** The weights of each row; none where no measure that needs them counts it. */
const drawnFor = (model: StoredModelId, needed: Sql): Sql => bootstrapWeights(sql`${identifier(READ_MODELS[model].cluster ?? 'account_id')}`, REPLICATES, needed);

/** Columns worked out once per row, however many measures and aggregates ask for them; the same words are the same column. */
class RowColumns {
  private readonly known = new Map<string, Sql>();
  private readonly made: Sql[] = [];

  /** The column that says this, under a name made of the letter. */
  of(letter: 'c' | 'v', said: Sql): Sql {
    const words = toReadable(said);
    let column = this.known.get(words);
    if (column === undefined) {
      const name = identifier(`row_${letter}${this.made.length}`);
      this.known.set(words, (column = sql`${name}`));
      this.made.push(sql`(${said}) AS ${name}`);
    }
    return column;
  }

  add(column: Sql): void {
    this.made.push(column);
  }

  all(): readonly Sql[] {
    return this.made;
  }
}

/** Money of which the largest single part is told: of a deal, or of one conversion's parts together. */
function largestOf({ model }: ScanRequest, value: Sql, where: Sql): Pick<Aggregate, 'name' | 'of' | 'shown'> | undefined {
  if (model === 'deals') return { name: sql`maxOrNullIf`, of: sql`${value}, ${where}` };
  return model === 'credits' ? { name: sql`sumMapIf`, of: sql`map(conversion_no, ${value}), ${where}`, shown: (parts) => sql`arrayMax(mapValues(${parts}))` } : undefined;
}

/** First days of the request's periods, in days since 1970, for each row that of its own. */
const bucketOf = ({ buckets }: SourceContext): Sql =>
  sql`roundDown(toInt32(day), ${param('Array(Int32)', buckets.map(({ from }) => daysBetween('1970-01-01', from)))})`;

/**
 * Different values. Over all rows of a period it is enough to count the rows that are the first of their value, where
 * the measure can tell them: no set of values is kept. Not so in a split or under a filter, which may leave the first out.
 */
function distinctAggregates(measure: Measure, alias: string, where: Sql, value: Sql, request: ScanRequest): Aggregate[] {
  const own = mayHaveCounts(request);
  const set: Aggregate = { name: sql`uniqExactIf`, of: sql`${value}, ${own ? sql`traffic_source = '' AND ` : sql``}(${where})`, alias };
  if (measure.firstIn === undefined || own || request.filters.length > 0 || request.inParts === true) return [set];
  const firsts = sql`${where} AND ${measure.firstIn(bucketOf(request.context))}`;
  if (request.by.length === 0) return [{ name: sql`countIf`, of: firsts, alias }];
  return [{ ...set, together: sql`countIfMerge(${identifier(`${alias}_firsts`)})` }, { name: sql`countIf`, of: firsts, alias: `${alias}_firsts` }];
}

function aggregates(measure: Measure, alias: string, request: ScanRequest, rows: RowColumns): Aggregate[] {
  const where = rows.of('c', measureCondition(measure, request));
  const said = measure.value?.(request.measureContext);
  const value = said === undefined ? sql`1` : rows.of('v', said);
  const found: Aggregate[] = [];
  if (measure.aggregate === 'count') found.push({ name: sql`countIf`, of: where, alias });
  else if (measure.aggregate === 'distinct') found.push(...distinctAggregates(measure, alias, where, value, request));
  else {
    const valued = sql`isNotNull(${value}) AND ${where}`;
    // Parts of one conversion are one case.
    const cases = request.model === 'credits' ? { name: sql`uniqExactIf`, of: sql`conversion_no, ${valued}` } : { name: sql`countIf`, of: valued };
    found.push({ name: sql`sumOrNullIf`, of: sql`${value}, ${where}`, alias }, { ...cases, alias: `${alias}_n` });
    const largest = measure.unit === 'money' ? largestOf(request, value, where) : undefined;
    if (largest !== undefined) found.push({ ...largest, alias: `${alias}_top` });
    if (measure.unit === 'money' && isAllocated(request)) found.push({ name: sql`sumOrNullIf`, of: sql`${value}, ${where} AND allocated != ''`, alias: `${alias}_al` });
  }
  if (measure.nulls === 'unknown' && (request.model !== 'visits' || mayHaveCounts(request))) found.push({ name: sql`countIf`, of: sql`isNull(${value}) AND ${where}`, alias: `${alias}_u` });
  if (request.resampled.has(measure.id)) {
    const each = measure.aggregate === 'sum' ? sql`arrayMap(w -> w * toFloat64(ifNull(${value}, 0)), drawn)` : sql`drawn`;
    found.push({ name: sql`sumForEachIf`, of: sql`${each}, ${where}`, alias: `${alias}_r`, long: { as: 'array', neededFor: measure.id } });
  }
  return found;
}

/** What became of a subject of a pair of stages; 0 for rows that are none. */
const FATES = { converted: 1, exited: 2, open: 3, disorderly: 4 } as const;
/** A fate and whole days in one key of a map. */
const FATE = 2 ** 24;

/** A row is timed to one stage only in each of these: no two of its pairs begin at the same one. */
function timedAtOnce(times: readonly StagePair[]): number[][] {
  const rounds: number[][] = [];
  times.forEach(({ from }, i) => {
    const round = rounds.find((taken) => taken.every((t) => times[t]?.from !== from));
    if (round === undefined) rounds.push([i]);
    else round.push(i);
  });
  return rounds;
}

/**
 * Each row's fate in pairs of stages, and how long it took, in milliseconds. It is worked out once for the stage that a row was
 * timed to, whichever of the pairs that is of: what takes the engine longest is the clock on the wall.
 */
function timeColumns(round: readonly number[], no: number, { times, measureContext: m }: ScanRequest): Sql[] {
  const pairs = round.flatMap((i) => { const pair = times[i]; return pair === undefined ? [] : [{ ...pair, alias: `t${i}` }]; });
  const part = (name: string): Sql => sql`${identifier(`time${no}_${name}`)}`;
  const [to, fate, until, took] = [part('to'), part('fate'), part('until'), part('took')];
  // By the clock on the wall: a day at a clock change is one day, and two dates lie whole days apart.
  const offset = (moment: Sql): Sql => sql`timezoneOffset(toTimeZone(${moment}, ${m.zone}))`;
  return [
    sql`transform(if(type = 'entry', toString(stage), ''), ${param('Array(String)', pairs.map(({ from }) => from))}, ${param('Array(UInt32)', pairs.map((pair) => m.stageIndex(pair.to)))}, toUInt32(0)) AS ${to}`,
    sql`multiIf(${to} = 0, 0, ${isDisorderly(m, to)}, ${param('UInt8', FATES.disorderly)}, ${hasReached(to)}, ${param('UInt8', FATES.converted)},
      left_at IS NOT NULL, ${param('UInt8', FATES.exited)}, ${param('UInt8', FATES.open)}) AS ${fate}`,
    sql`multiIf(${fate} = ${param('UInt8', FATES.converted)}, assumeNotNull(reached[${to}]), ${fate} = ${param('UInt8', FATES.exited)}, assumeNotNull(left_at), ${m.asOf}) AS ${until}`,
    sql`greatest(0, dateDiff('millisecond', at, ${until}) + 1000 * (${offset(sql`${until}`)} - ${offset(sql`at`)})) AS ${took}`,
    ...pairs.flatMap(({ from, alias }) => [sql`if(stage = ${param('String', from)}, ${fate}, 0) AS ${identifier(`${alias}_fate`)}`, sql`${took} AS ${identifier(`${alias}_took`)}`]),
  ];
}

function timeAggregates(pair: StagePair, alias: string): Aggregate[] {
  const fate = identifier(`${alias}_fate`);
  const days = sql`${identifier(`${alias}_took`)} / 86400000`;
  const is = (which: keyof typeof FATES): Sql => sql`${fate} = ${param('UInt8', FATES[which])}`;
  return [
    { name: sql`sumMapIf`, of: sql`map(toUInt32(${fate} * ${param('UInt32', FATE)} + ceil(${days})), toUInt64(1)), ${fate} IN (${param('UInt8', FATES.converted)}, ${param('UInt8', FATES.exited)}, ${param('UInt8', FATES.open)})`, alias: `${alias}_days`, long: { as: 'map', neededFor: pairOf(pair) } },
    { name: sql`quantileExactInclusiveOrNullIf`, parameters: sql`(0.5)`, of: sql`${days}, ${is('converted')}`, alias: `${alias}_md` },
    { name: sql`avgOrNullIf`, of: sql`${exactly(days)}, ${is('converted')}`, alias: `${alias}_mn` },
    { name: sql`countIf`, of: is('disorderly'), alias: `${alias}_d` },
  ];
}

const lifetimeAggregates = (): Aggregate[] => [
  { name: sql`sumMapIf`, of: sql`map(toUInt32(if(gone, ${param('UInt32', FATES.exited * FATE)}, ${param('UInt32', FATES.open * FATE)}) + life_days), toUInt64(1)), begun`, alias: 'life', long: { as: 'map', neededFor: LIFETIMES } },
];

/** What of the visits in a cell is another product's count, and what that says of different visitors. */
const trafficAggregates = (): Aggregate[] => [
  { name: sql`countIf`, of: sql`traffic_source = ''`, alias: 'seen_here' }, { name: sql`countIf`, of: sql`traffic_source != ''`, alias: 'counted_rows' },
  { name: sql`uniqExactIf`, of: sql`day, traffic_source != ''`, alias: 'counted_days' }, { name: sql`maxIf`, of: sql`traffic_source, traffic_source != ''`, alias: 'counted_by' },
  { name: sql`maxOrNullIf`, of: sql`visitors, traffic_source != ''`, alias: 'counted_visitors' }, { name: sql`maxOrNullIf`, of: sql`day_visitors, traffic_source != ''`, alias: 'counted_day_visitors' },
  { name: sql`countIf`, of: sql`covers != ''`, alias: 'counted_spread' },
];

/** Rows whose money lacks an exchange rate; undefined where none can. */
function unpricedRows(request: ScanRequest, rows: RowColumns): Sql | undefined {
  const moneyRows = new Set(request.measures.filter((m) => m.unit === 'money').map((m) => rows.of('c', measureCondition(m, request))));
  if (!PRICED.has(request.model) || moneyRows.size === 0) return undefined;
  // What recurring revenue moved is told by its amounts: without a rate nobody knows which rows a measure is of.
  return request.model === 'recurring' ? sql`rate_missing` : sql`rate_missing AND (${joinSql([...moneyRows], sql` OR `)})`;
}

const unpricedRow = z.object({ missing_day: z.string(), missing_currency: z.string() });

/** Names the first day that lacks a rate, and its currency. */
async function missingRate(facts: FactsStore, request: ScanRequest): Promise<AppError> {
  const columns = new RowColumns();
  const unpriced = unpricedRows(request, columns) ?? sql`false`;
  const [found] = await facts.query(unpricedRow, sql`
    SELECT toString(${PRICED.get(request.model) ?? sql`day`}) AS missing_day, toString(currency) AS missing_currency
    FROM (SELECT *${joinSql(columns.all().map((column) => sql`, ${column}`), sql``)} FROM (${filteredSource(request)}))
    WHERE ${unpriced} ORDER BY missing_day, missing_currency LIMIT 1`);
  return new AppError('missing_rate', { day: found?.missing_day ?? '', currency: found?.missing_currency ?? '', reporting: request.context.build.currency });
}

const anyRow = z.record(z.string(), z.unknown());
const dayMap = z.record(z.string(), z.coerce.number()).transform((m) => new Map(Object.entries(m).map(([d, n]) => [Number(d), n])));
const number = z.coerce.number();
const nullableNumber = z.union([z.null(), z.coerce.number()]);

/** What is asked of each cell, and the rows it is asked of: those of the read model with what is worked out once a row. */
export function asksOf(request: ScanRequest): { asks: Aggregate[]; rows: Sql } {
  const { measures, times } = request;
  const columns = new RowColumns();
  const unpriced = unpricedRows(request, columns);
  const asks = [
    ...measures.flatMap((m, i) => aggregates(m, `m${i}`, request, columns)),
    ...times.flatMap((pair, i) => timeAggregates(pair, `t${i}`)),
    ...(request.lifetimes ? lifetimeAggregates() : []),
    ...(mayHaveCounts(request) ? trafficAggregates() : []),
    ...(unpriced === undefined ? [] : [{ name: sql`countIf`, of: unpriced, alias: 'unpriced' }]),
  ];
  timedAtOnce(times).forEach((round, no) => { for (const column of timeColumns(round, no, request)) columns.add(column); });
  const resampled = new Set(measures.filter((m) => request.resampled.has(m.id)).map((m) => columns.of('c', measureCondition(m, request))));
  if (resampled.size > 0) columns.add(sql`${drawnFor(request.model, joinSql([...resampled], sql` OR `))} AS drawn`);
  return { asks, rows: sql`SELECT *${joinSql(columns.all().map((column) => sql`, ${column}`), sql``)} FROM (${filteredSource(request)})` };
}

/** What tells apart the cells of a split. */
export const dimensionColumns = (by: readonly DimensionId[]): Sql[] => by.map((d) => sql`toString(${identifier(d)})`);

/** With the dimensions that are asked for alone: working out the others costs more than the answer. */
export const withDimensions = (asked: ScanRequest): ScanRequest => ({ ...asked, context: { ...asked.context, dimensions: [...asked.by, ...asked.filters.map((f) => f.dimension)] } });

/** A value of the split, or what stands for those without a cell. */
function ownOrOthers({ by, kept }: ScanRequest, value: Sql): Sql {
  if (kept === undefined) return value;
  const own = by.map((_, i) => param('Array(String)', kept.map((dims) => dims[i] ?? '')));
  const among = own.length === 1 ? joinSql(own) : sql`arrayZip(${joinSql(own)})`;
  return sql`if((${joinSql(dimensionColumns(by))}) IN ${among}, ${value}, ${param('String', OTHERS)})`;
}

/** The statement, for running and for showing. */
export function scanStatement(asked: ScanRequest): Sql {
  const request = withDimensions(asked);
  const { by, measures } = request;
  const bucket = bucketOf(request.context);
  const { asks, rows } = asksOf(request);
  const cells: Cells = { bucket, dims: dimensionColumns(by).map((value) => ownOrOthers(request, value)), aggregates: asks, rows };
  const split = measures.some((m) => m.aggregate === 'distinct') ? mergedOnce : rolledUp;
  const statement = by.length > 0 ? split(cells) : sql`\nSELECT ${bucket} AS bucket,\n  ${joinSql(asks.map(whole), sql`,\n  `)}\nFROM (${rows})\nGROUP BY bucket`;
  return sql`${statement}\nLIMIT ${param('UInt32', CELL_LIMIT + 1)}`;
}

/**
 * Reads all asked-for measures of one read model.
 * @throws AppError missing_rate, naming day and pair; too_many_rows
 */
export async function scan(facts: FactsStore, request: ScanRequest): Promise<CellReadings[]> {
  const rows = await facts.query(anyRow, scanStatement(request));
  if (rows.length > CELL_LIMIT) throw new AppError('too_many_rows', { limit: CELL_LIMIT });
  if (rows.some(isUnpriced)) throw await missingRate(facts, request);
  return rows.map(readingsOf(request, request));
}

/** Whether money of a cell lacks an exchange rate. */
export const isUnpriced = (row: Record<string, unknown>): boolean => row['unpriced'] !== undefined && number.parse(row['unpriced']) > 0;

/** Makes readings of a statement's rows. @param read what the statement read: its measures and pairs of stages name the columns */
export function readingsOf(request: ScanRequest, read: Pick<ScanRequest, 'measures' | 'times'>): (row: Record<string, unknown>) => CellReadings {
  const { context, by, resampled } = request;
  const starts = new Map(context.buckets.map(({ from }, i) => [daysBetween('1970-01-01', from), i]));
  const measures = request.measures.map((measure) => ({ measure, alias: `m${read.measures.findIndex(({ id }) => id === measure.id)}`, isResampled: resampled.has(measure.id) }));
  const times = request.times.map(({ from, to }) => ({ pair: `${from}:${to}`, alias: `t${read.times.findIndex((t) => t.from === from && t.to === to)}` }));
  return (row) => ({
    bucket: starts.get(number.parse(row['bucket'])) ?? 0,
    dims: by.length === 0 ? [] : number.parse(row['over_all']) === 1 ? null : by.map((_, i) => String(row[`d${i}`])),
    measures: new Map(measures.map(({ measure, alias, isResampled }) => [measure.id, withTraffic(measure, withAllocated(measure, reading(measure, row, alias, isResampled), row[`${alias}_al`], request), row, request)])),
    lifetimes: request.lifetimes ? lifetimesReading(row) : null,
    times: new Map(times.map(({ pair, alias }) => [pair, timesReading(row, alias)])),
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

/** Says what of a cost its lines do not name themselves. */
function withAllocated(measure: Measure, found: Reading, allocated: unknown, { context: { build, costAllocation = 'none' } }: ScanRequest): Reading {
  const amount = allocated === undefined || allocated === null ? null : new Decimal(String(allocated));
  return amount === null || amount.isZero() ? found : { ...found, remark: `Of ${measure.label.toLowerCase()}, ${amount.toFixed(build.digits)} ${build.currency} is allocated by ${costAllocation}: its lines don't name it.` };
}

function reading(measure: Measure, row: Record<string, unknown>, alias: string, isResampled: boolean): Reading {
  const raw = row[alias];
  const value = raw === null || raw === undefined ? null : measure.unit === 'money' ? String(raw) : number.parse(raw);
  const top = row[`${alias}_top`];
  const unknown = measure.aggregate === 'sum' && row[`${alias}_u`] !== undefined && number.parse(row[`${alias}_u`]) > 0;
  const replicates = isResampled ? row[`${alias}_r`] : undefined;
  return {
    value: unknown ? null : value,
    ...(unknown && { unknown }),
    rows: measure.aggregate === 'sum' ? number.parse(row[`${alias}_n`]) : number.parse(raw),
    largest: top === null || top === undefined ? null : String(top),
    replicates: replicates === undefined ? null : z.array(z.coerce.number()).parse(replicates),
  };
}

/** Whole days of those who met a fate, from a map with both in its keys. */
const withFate = (all: ReadonlyMap<number, number>, fate: number): Map<number, number> =>
  new Map([...all].flatMap(([key, n]) => (Math.floor(key / FATE) === fate ? [[key % FATE, n]] : [])));

function lifetimesReading(row: Record<string, unknown>): LifetimesReading {
  const all = dayMap.parse(row['life']);
  return { gone: withFate(all, FATES.exited), open: withFate(all, FATES.open) };
}

function timesReading(row: Record<string, unknown>, alias: string): TimesReading {
  const all = dayMap.parse(row[`${alias}_days`]);
  return {
    converted: withFate(all, FATES.converted), exited: withFate(all, FATES.exited), open: withFate(all, FATES.open),
    median: nullableNumber.parse(row[`${alias}_md`]), mean: nullableNumber.parse(row[`${alias}_mn`]), outOfOrder: number.parse(row[`${alias}_d`]),
  };
}
