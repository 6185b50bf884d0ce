// Loads the sample company of a size into a fresh data folder, and builds its read models.
import path from 'node:path';
import { z } from 'zod';
import { generateSample } from '../../src/sample/generate-sample.js';
import { loadSample } from '../../src/sample/load-sample.js';
import { serveTask } from '../child-task.js';
import { param, sql } from '../../src/database/sql.js';
import { LOADED_TOUCHES, openHouse, UNTIL, type LoadReport } from '../company.js';
import { timed } from '../measure.js';
import { multiplyCompany } from '../multiply-company.js';

await serveTask(z.object({ dataFolder: z.string(), touches: z.number(), seed: z.number().optional() }), async ({ dataFolder, touches: wanted, seed }): Promise<LoadReport> => {
  const factor = Math.max(1, Math.round(wanted / LOADED_TOUCHES));
  const touches = Math.round(wanted / factor);
  const generateSeconds = (await timed(async () => {
    for await (const batch of generateSample({ touches, until: UNTIL, batchSize: 5_000 })) void batch;
  })) / 1000;
  const house = await openHouse(dataFolder);
  const workspace = await house.workspaces.open();
  let shown = 0;
  let loadedFacts = 0;
  const seconds = (await timed(async () => {
    const { outcome, counts } = await loadSample({ records: house.records, writer: house.imports.writer, workspaces: house.workspaces, rejectsFolder: path.join(dataFolder, 'imports', 'rejects') }, workspace, {
      until: UNTIL, touches, ...(seed !== undefined && { seed }),
      onProgress: (done, share) => {
        if (share < shown + 0.1) return;
        shown = share;
        console.error(`  ${Math.round(share * 100)} %, ${done.toLocaleString('en')} facts`);
      },
    });
    if (outcome !== 'loaded') throw new Error(`the company was not loaded: ${outcome}`);
    loadedFacts = Object.values(counts?.facts ?? {}).reduce((a, b) => a + b, 0);
  })) / 1000;
  const multiplySeconds = (await timed(() => multiplyCompany(house.facts, house.records, workspace.id, factor))) / 1000;
  const rebuildSeconds = (await timed(async () => house.analytics.refresh(await house.workspaces.open()))) / 1000;
  const [size] = await house.facts.query(z.object({ touches: z.coerce.number(), visitors: z.coerce.number(), persons: z.coerce.number() }), sql`
    SELECT count() AS touches, uniqExact(visitor_id) AS visitors, (SELECT uniqExact(person_id) FROM persons WHERE workspace_id = ${param('UInt32', workspace.id)}) AS persons
    FROM touches WHERE workspace_id = ${param('UInt32', workspace.id)}`, { timeout: 600 });
  await house.close();
  return { seconds, generateSeconds, loadedFacts, factor, multiplySeconds, rebuildSeconds, touches: size?.touches ?? 0, visitors: size?.visitors ?? 0, persons: size?.persons ?? 0 };
});
