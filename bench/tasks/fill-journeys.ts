// Fills the attribution benchmark's workspace: touches, what read models make of them, and deals.
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { keyAt, UNREACHED } from '../../src/analytics/read-models/conversions.js';
import { gatheredByPerson, printedByQuarter } from '../../src/analytics/read-models/journeys.js';
import type { FactsStore } from '../../src/database/facts-store.js';
import { param, sql } from '../../src/database/sql.js';
import { serveTask } from '../child-task.js';
import { openHouse } from '../company.js';

const TOUCHES_EACH = 25;

const size = z.object({ folder: z.string(), touches: z.number(), conversions: z.number(), workspace: z.number() });

/** Touches over the year 2025, deals closed in its second to fourth quarter, one to a person, in the read models' own tables. */
async function fill(facts: FactsStore, { touches, conversions, workspace }: z.infer<typeof size>): Promise<void> {
  const id = param('UInt32', workspace);
  const people = param('UInt64', Math.max(conversions, Math.round(touches / TOUCHES_EACH)));
  for (const table of ['journey_touches', 'touch_origins', 'journeys', 'touch_prints', 'deal_facts', 'conversions'] as const) await facts.script(`ALTER TABLE ${table} DROP PARTITION ${workspace}`);
  await facts.execute(sql`
    INSERT INTO touch_origins (workspace_id, origin_id, channel_group, channel, direction, source, medium, campaign, content, landing_page, country, device)
    SELECT ${id}, number + 2, 'group', if(number % 14 = 0, 'Direct', concat('Channel ', toString(number % 14))), 'inbound', 'source', 'medium', concat('campaign ', toString(number)), '', '/', '', '' FROM numbers(200)`);
  await facts.execute(sql`
    INSERT INTO journey_touches (workspace_id, person_id, holder, order_key, origin_id, direct, repeated, kind, touch_id, received_at)
    SELECT ${id}, number % ${people} + 1, number % ${people} + 1, (1735689600000 + toInt64(cityHash64(number) % 31536000000)) * 1048576 + toInt64(cityHash64(number, 1) % 1048576),
      cityHash64(number, 2) % 200 + 2, cityHash64(number, 2) % 200 % 14 = 0, cityHash64(number, 3) % 50 = 0, 'visit', concat('v', toString(number)), now()
    FROM numbers(${param('UInt64', touches)})`);
  const [all, origins] = [sql`SELECT * FROM journey_touches WHERE workspace_id = ${id}`, sql`SELECT * FROM touch_origins WHERE workspace_id = ${id}`];
  await facts.execute(sql`INSERT INTO journeys (workspace_id, person_id, order_keys, origin_ids, channels, directs) SELECT ${id}, * FROM (${gatheredByPerson(all, origins)})`);
  await facts.execute(sql`INSERT INTO touch_prints (workspace_id, quarter, touches, print) SELECT ${id}, * FROM (${printedByQuarter(all)})`);
  await facts.execute(sql`
    INSERT INTO deal_facts (workspace_id, deal_id, person_id, account_id, created_at, created_day, closed_at, closed_day, status, type, currency, created_amount, closed_amount)
    SELECT ${id}, concat('d', toString(number)), number + 1, number + 1, closed - toIntervalDay(cityHash64(number, 5) % 60) AS created, toDate32(created), toDateTime64('2025-04-01 00:00:00', 3, 'UTC') + toIntervalSecond(cityHash64(number, 4) % 23000000) AS closed, toDate32(closed),
      'won', 'new', 'EUR', toDecimal128(cityHash64(number, 6) % 5000000 / 100, 4), toDecimal128(cityHash64(number, 6) % 5000000 / 100, 4)
    FROM numbers(${param('UInt64', conversions)})`);
  const never = param('Int64', UNREACHED);
  await facts.execute(sql`
    INSERT INTO conversions (workspace_id, kind, id, person, holder, happened, ends, happened_day, amount, own_currency, lead_key, mql_key, sql_key, opportunity_key, won_key, account_lead_key, account_mql_key, account_sql_key, account_opportunity_key, account_won_key)
    SELECT workspace_id, 'won', deal_id, person_id, account_id, assumeNotNull(closed_at), assumeNotNull(closed_at), assumeNotNull(closed_day), closed_amount, currency, ${never}, ${never}, ${never}, ${keyAt(sql`created_at`)}, ${keyAt(sql`assumeNotNull(closed_at)`)}, ${never}, ${never}, ${never}, ${keyAt(sql`created_at`)}, ${keyAt(sql`assumeNotNull(closed_at)`)}
    FROM deal_facts WHERE workspace_id = ${id}`);
}

/** Waits until the engine has merged what was written: its merges would run beside what is timed. */
async function settled(facts: FactsStore): Promise<void> {
  const merging = z.object({ n: z.coerce.number() });
  for (let quiet = 0; quiet < 3;) {
    const [found] = await facts.query(merging, sql`SELECT count() AS n FROM system.merges`);
    quiet = found?.n === 0 ? quiet + 1 : 0;
    await setTimeout(500);
  }
}

await serveTask(size, async (asked) => {
  const house = await openHouse(asked.folder);
  await house.workspaces.open();
  await fill(house.facts, asked);
  await settled(house.facts);
  await house.close();
  return null;
});
