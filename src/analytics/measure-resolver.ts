// Finds a measure by id: one of the folder, or one of the families that exist for every stage and own series of the workspace.
import { param, sql, type Sql } from '../database/sql.js';
import { unknownName } from '../shared/nearest.js';
import type { Measure, MeasureContext } from './measure.js';

const stageParam = (stage: string): Sql => sql`${param('String', stage)}`;
const k = (index: number): Sql => sql`${param('UInt8', index)}`;
const entered = (stage: string): Sql => sql`type = 'entry' AND stage = ${stageParam(stage)}`;
/** Whether the stage of an index was reached by `as of`. */
export const hasReached = (index: Sql): Sql => sql`has_reached[${index}]`;
/** Recorded as reached on a day before the entry: kept in counts, left out of times. */
export const isDisorderly = (c: MeasureContext, index: Sql): Sql => {
  const at = sql`reached[${index}]`;
  return sql`(${hasReached(index)} AND ${at} < at AND toDate32(assumeNotNull(${at}), ${c.zone}) < day)`;
};
const converted = (c: MeasureContext, to: string): Sql => hasReached(k(c.stageIndex(to)));
const disorderly = (c: MeasureContext, to: string): Sql => isDisorderly(c, k(c.stageIndex(to)));
const mature = (c: MeasureContext): Sql => sql`addDays(at, ${c.horizonDays}) <= ${c.asOf}`;

const funnelCount = (id: string, label: string, description: string, where: Measure['where']): Measure => ({
  id, label, description, unit: 'count', table: 'funnel', aggregate: 'count', where,
});

/** Measures between two stages: `prefix:from:to`. */
const PAIRS: Record<string, (from: string, to: string) => Measure> = {
  reached: (from, to) => funnelCount(`reached:${from}:${to}`, `${from} that reached ${to}`, `Of those who entered ${from} in the period, how many reached ${to} or a later stage before the reading.`,
    (c) => sql`${entered(from)} AND ${converted(c, to)}`),
  open: (from, to) => funnelCount(`open:${from}:${to}`, `${from} still open`, `Of those who entered ${from} in the period, how many neither reached ${to} nor left before the reading.`,
    (c) => sql`${entered(from)} AND NOT ${converted(c, to)} AND left_at IS NULL`),
  mature: (from, to) => funnelCount(`mature:${from}:${to}`, `${from} old enough`, `Of those who entered ${from} in the period, how many did so at least the horizon before the reading.`,
    (c) => sql`${entered(from)} AND ${mature(c)}`),
  timed: (from, to) => funnelCount(`timed:${from}:${to}`, `${from} with times in order`, `Those who entered ${from} in the period, without those recorded as reaching ${to} on an earlier day.`,
    (c) => sql`${entered(from)} AND NOT ${disorderly(c, to)}`),
  timed_reached: (from, to) => funnelCount(`timed_reached:${from}:${to}`, `${from} that reached ${to}, in order`, `Of those who entered ${from} in the period, how many reached ${to} before the reading, not on an earlier day.`,
    (c) => sql`${entered(from)} AND ${converted(c, to)} AND NOT ${disorderly(c, to)}`),
  reached_in_time: (from, to) => funnelCount(`reached_in_time:${from}:${to}`, `${from} that reached ${to} in time`, `Of those old enough, how many reached ${to} within the horizon.`,
    (c) => sql`${entered(from)} AND ${mature(c)} AND ${converted(c, to)} AND reached[${k(c.stageIndex(to))}] <= addDays(at, ${c.horizonDays})`),
};

const ofSeries = (series: string): Sql => sql`series = ${param('String', series)}`;
/** Measures of an own series: `series:name:reading`. */
const SERIES: Record<string, (id: string, series: string) => Measure> = {
  last: (id, series) => ({
    id, label: `Last value of ${series}`, description: `Value of the series ${series} on its last day in the period.`, unit: 'number', table: 'series', aggregate: 'sum', empty: 'none',
    value: () => sql`value`, where: () => sql`${ofSeries(series)} AND is_last`,
  }),
  sum: (id, series) => ({
    id, label: `Sum of ${series}`, description: `Values of the series ${series} on days of the period, added up.`, unit: 'number', table: 'series', aggregate: 'sum', empty: 'none',
    value: () => sql`value`, where: () => ofSeries(series),
  }),
  days: (id, series) => ({ id, label: `Days of ${series}`, description: `Days of the period on which the series ${series} has a value.`, unit: 'number', table: 'series', aggregate: 'count', where: () => ofSeries(series) }),
};

export type MeasureResolver = (id: string) => Measure;

/**
 * @param measures all of the folder, by id
 * @param stages of the workspace, in order
 * @throws (from the resolver) AppError unknown_measure, unknown_stage
 */
export function createMeasureResolver(measures: ReadonlyMap<string, Measure>, stages: readonly string[]): MeasureResolver {
  const known = (stage: string): string => {
    if (!stages.includes(stage)) throw unknownName('unknown_stage', stage, stages);
    return stage;
  };
  return (id) => {
    const single = measures.get(id);
    if (single !== undefined) return single;
    const [prefix = '', from = '', to = ''] = id.split(':');
    if (prefix === 'entries' && from !== '') {
      return funnelCount(id, `${known(from)} entries`, `First entries into ${from} in the period, per person and cycle; leads are first-ever.`, () => entered(from));
    }
    const reading = prefix === 'series' ? SERIES[to] : undefined;
    if (reading !== undefined && from !== '') return reading(id, from);
    const pair = PAIRS[prefix];
    if (pair !== undefined && from !== '' && to !== '') return pair(known(from), known(to));
    throw unknownName('unknown_measure', id, [...measures.keys()]);
  };
}
