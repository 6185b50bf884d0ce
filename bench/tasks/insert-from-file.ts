// The yardstick of the import: the same file into a table equal to `touches`, with the same durability, by one
// statement of the engine. No checks, no ids, no channels: what reading and storing alone cost.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { openFactsStore } from '../../src/database/facts-store.js';
import { migrate } from '../../src/database/migrate.js';
import { openRecordsStore } from '../../src/database/records-store.js';
import { param, sql } from '../../src/database/sql.js';
import { serveTask } from '../child-task.js';

await serveTask(z.object({ file: z.string(), rows: z.number(), folder: z.string() }), async ({ file, rows, folder }) => {
  rmSync(folder, { recursive: true, force: true });
  const facts = await openFactsStore({ folder: path.join(folder, 'facts') });
  const records = await openRecordsStore({});
  await migrate(fileURLToPath(new URL('../../../migrations', import.meta.url)), facts, records);
  await facts.execute(sql`CREATE TABLE plain_touches AS touches`);
  const structure = 'event_id String, timestamp String, visitor_id String, session_id String, event String, utm_source String, utm_medium String, utm_campaign String, utm_content String, referrer String, landing_page String, page String, country String, device String, attention_seconds String';
  const started = performance.now();
  await facts.execute(sql`
    INSERT INTO plain_touches (workspace_id, event_id, row_key, at, received_at, source_id, import_id, visitor_id, visit_id, kind, source, medium, campaign, content, referrer, landing_page, page, country, device, attention, grade)
    SETTINGS max_partitions_per_insert_block = 0
    SELECT 1, event_id, sipHash128(event_id), parseDateTime64BestEffort(timestamp, 3, 'UTC'), now64(3), 'csv', 1, visitor_id, session_id, event, utm_source, utm_medium, utm_campaign, utm_content, referrer, landing_page, page, country, device, toFloat32OrZero(attention_seconds), 'human'
    FROM file(${param('String', file)}, 'CSVWithNames', ${param('String', structure)})`);
  const milliseconds = performance.now() - started;
  const [stored] = await facts.query(z.object({ n: z.coerce.number() }), sql`SELECT count() AS n FROM plain_touches`);
  if (stored?.n !== rows) throw new Error(`${rows} rows were expected, ${stored?.n ?? 'none'} stored`);
  await facts.close();
  await records.close();
  rmSync(folder, { recursive: true, force: true });
  return { milliseconds };
});
