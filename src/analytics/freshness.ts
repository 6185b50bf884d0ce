// How fresh each source's data is: the last day it tells of, and whether that is older than the source's own rhythm.
// Read from the facts themselves, so that it holds whatever way they came in.
import { z } from 'zod';
import type { FactsStore } from '../database/facts-store.js';
import { identifier, joinSql, param, sql, type Sql } from '../database/sql.js';
import type { FreshnessDocument } from '../shared/api/freshness.js';
import { dayOf, daysBetween } from '../shared/period.js';
import type { Workspace } from '../shared/workspace.js';

/** Facts with days of their own, and their day. Facts about persons, accounts and subscriptions are states: they have no last day. */
const DATED = { touch: 'touches', submission: 'submissions', stageChange: 'stage_changes', deal: 'deals', cost: 'costs', traffic: 'traffic', series: 'series_points', rate: 'rates' } as const;

/** Over so many days up to the last a source's rhythm is read. */
const RHYTHM_DAYS = 90;

const row = z.object({ source: z.string(), kind: z.string(), last_day: z.string(), received: z.string(), every: z.coerce.number() });

function dayColumn(kind: keyof typeof DATED, zone: Sql, today: Sql): Sql {
  if (kind === 'cost') return sql`least(until_day, greatest(from_day, ${today}))`;
  if (kind === 'traffic' || kind === 'series' || kind === 'rate') return sql`day`;
  const [at, dateOnly] = kind === 'deal' ? [sql`created_at`, sql`created_date_only`] : [sql`at`, sql`date_only`];
  return sql`if(${dateOnly}, toDate32(${at}), toDate32(${at}, ${zone}))`;
}

/** @param now ISO instant; data of days to come (planned cost) is left out */
export async function readFreshness(facts: FactsStore, workspace: Workspace, now: string): Promise<FreshnessDocument> {
  const { timeZone } = workspace.settings;
  const today = dayOf(now, timeZone);
  const [zone, until, mine] = [sql`${param('String', timeZone)}`, sql`toDate32(${param('Date', today)})`, sql`workspace_id = ${param('UInt32', workspace.id)}`];
  const days = (Object.keys(DATED) as (keyof typeof DATED)[]).map((kind) => sql`
    SELECT toString(source_id) AS source, ${param('String', kind)} AS kind, ${dayColumn(kind, zone, until)} AS data_day, max(received_at) AS received_last
    FROM ${identifier(DATED[kind])} WHERE ${mine} GROUP BY source, data_day HAVING data_day <= ${until}`);
  const found = await facts.query(row, sql`
    SELECT source, kind, toString(max(data_day)) AS last_day, toString(max(received_last)) AS received,
      arraySort(groupArray(data_day)) AS all_days, arrayFilter(d -> d > addDays(all_days[-1], ${param('Int32', -RHYTHM_DAYS)}), all_days) AS recent,
      if(length(recent) < 3, 1, arrayReduce('quantileExactLow', arrayMap((a, b) -> dateDiff('day', a, b), arrayPopBack(recent), arrayPopFront(recent)))) AS every
    FROM (${joinSql(days, sql` UNION ALL `)}) GROUP BY source, kind ORDER BY last_day, source, kind`);
  return {
    today, timeZone,
    sources: found.map(({ source, kind, last_day: lastDay, received, every }) => {
      const ageDays = daysBetween(lastDay, today);
      return { source, kind, lastDay, ageDays, receivedAt: new Date(`${received.replace(' ', 'T')}Z`).toISOString(), everyDays: every, stale: ageDays > 2 * every + 2 };
    }),
  };
}
