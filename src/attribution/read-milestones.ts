// When a person or account reached the stages before each of its conversions.
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { UNREACHED } from '../analytics/read-models/conversions.js';
import type { FactsStore } from '../database/facts-store.js';
import { identifier, joinSql, param, sql } from '../database/sql.js';
import { MILESTONES, type CreditEntry } from '../shared/api/attribution.js';
import { DAY_ALONE } from '../shared/period.js';
import { conversionsStatement } from './conversions.js';
import { DEAL_KINDS, type Question } from './question.js';

export type Milestones = NonNullable<CreditEntry['conversion']['milestones']>;

/** Whose conversions are listed. */
export interface Whose {
  readonly column: 'person' | 'holder';
  readonly number: string;
}

/** An instant in a zone: `2026-03-05T10:00:00.000+01:00`. */
export const local = (ms: number, timeZone: string): string => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toString({ timeZoneName: 'never', smallestUnit: 'millisecond' });

/** A moment by its end: one that lasts to the end of a day is known by its day alone. */
function momentOf(end: number, timeZone: string): Pick<Milestones[number], 'at' | 'dateOnly'> {
  const begin = Temporal.Instant.fromEpochMilliseconds(end - DAY_ALONE).toZonedDateTimeISO(timeZone);
  return begin.equals(begin.startOfDay()) ? { at: local(begin.epochMilliseconds, timeZone), dateOnly: true } : { at: local(end, timeZone) };
}

const row = z.object({ id: z.string(), keys: z.array(z.coerce.bigint()) });

/** By id of the conversion, in order of time. The conversion's own stage is none of them. */
export async function readMilestones(facts: FactsStore, q: Question, whose: Whose): Promise<ReadonlyMap<string, Milestones>> {
  const own = DEAL_KINDS.some((k) => k === q.query.conversion) ? 'won' : q.query.conversion;
  const before = MILESTONES.filter((m) => m !== own);
  const rows = await facts.query(row, sql`
    SELECT id, [${joinSql(before.map((m) => sql`${identifier(`${m}_key`)}`))}] AS keys
    FROM (${conversionsStatement(q, { milestones: true, dimensions: [] })}) WHERE ${identifier(whose.column)} = ${param('UInt64', whose.number)}`);
  return new Map(rows.map(({ id, keys }): [string, Milestones] => {
    const reached = before.flatMap((stage, i) => { const key = keys[i] ?? UNREACHED; return key === UNREACHED ? [] : [{ stage, end: Number(key >> 20n) }]; });
    return [id, reached.sort((a, b) => a.end - b.end).map(({ stage, end }) => ({ stage, ...momentOf(end, q.build.timeZone) }))];
  }));
}
