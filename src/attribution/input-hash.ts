// A fingerprint of all that an answer rests on: its conversions, the touches that can count, and the settings. The same
// input gives the same fingerprint and the same answer; a different one says that something has changed.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { FactsStore } from '../database/facts-store.js';
import { param, sql } from '../database/sql.js';
import { addDays, startOfDay } from '../shared/period.js';
import { mine, type Question } from './question.js';
import type { Totals } from './totals.js';

const row = z.object({ touches: z.string(), hash: z.string() });

/** 32 hexadecimal digits. Touches long before the lookback count too: first touches are found without limit. */
export async function inputHash(facts: FactsStore, q: Question, totals: Totals): Promise<string> {
  const until = BigInt(Date.parse(startOfDay(addDays(q.query.to, 1), q.build.timeZone))) * 1_048_576n;
  const [found] = await facts.query(row, sql`
    SELECT toString(count()) AS touches, toString(groupBitXor(cityHash64(order_key, person_id, holder, origin_id))) AS hash
    FROM journey_touches WHERE ${mine(q)} AND NOT repeated AND order_key < ${param('Int64', until)}`);
  const { intervals: _intervals, asOf: _asOf, rules: _rules, ...asked } = q.query;
  return createHash('sha256').update(JSON.stringify([asked, q.rules?.version ?? 0, q.models.map((m) => [m.id, m.version ?? 1]), totals.conversions, totals.hash, found])).digest('hex').slice(0, 32);
}
