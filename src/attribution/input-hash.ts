// A fingerprint of all that an answer rests on: its conversions, the touches that can count, and the settings. The same
// input gives the same fingerprint and the same answer; a different one says that something has changed.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { FactsStore } from '../database/facts-store.js';
import { QUARTER } from '../analytics/read-models/journeys.js';
import { param, sql } from '../database/sql.js';
import { addDays, startOfDay } from '../shared/period.js';
import { mine, type Question } from './question.js';
import type { Totals } from './totals.js';

const row = z.object({ touches: z.string(), hash: z.string(), first: z.string().nullable() });

/** What a question's touches are, from one look at them: a fingerprint of those that can count, and the UTC day of the first. */
export interface TouchPrint {
  readonly touches: string;
  readonly hash: string;
  /** Null where no touch of a known person is recorded. */
  readonly first: string | null;
}

/** Touches long before the lookback count too: first touches are found without limit. */
export async function readTouchPrint(facts: FactsStore, q: Question): Promise<TouchPrint> {
  const until = Date.parse(startOfDay(addDays(q.query.to, 1), q.build.timeZone)) / QUARTER;
  const counts = sql`quarter < ${param('Int64', Math.ceil(until))}`;
  const [found] = await facts.query(row, sql`
    SELECT toString(sumIf(touches, ${counts})) AS touches, toString(groupBitXorIf(print, ${counts})) AS hash,
      if(count() = 0, NULL, toString(toDate32(fromUnixTimestamp64Milli(min(quarter) * ${param('Int64', QUARTER)}, 'UTC')))) AS first
    FROM touch_prints WHERE ${mine(q)}`);
  return found ?? { touches: '0', hash: '0', first: null };
}

/** 32 hexadecimal digits. */
export function inputHash(q: Question, totals: Totals, { touches, hash }: TouchPrint): string {
  const { intervals: _intervals, asOf: _asOf, rules: _rules, ...asked } = q.query;
  return createHash('sha256').update(JSON.stringify([asked, q.rules?.version ?? 0, q.models.map((m) => [m.id, m.version ?? 1]), totals.conversions, totals.hash, { touches, hash }])).digest('hex').slice(0, 32);
}
