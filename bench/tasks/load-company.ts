// Loads the sample company of a size into a fresh data folder by its own loader, and builds its read models.
import path from 'node:path';
import { z } from 'zod';
import { generateSample } from '../../src/sample/generate-sample.js';
import { loadSample } from '../../src/sample/load-sample.js';
import { serveTask } from '../child-task.js';
import { openHouse, UNTIL, type LoadReport } from '../company.js';
import { timed } from '../measure.js';

await serveTask(z.object({ dataFolder: z.string(), touches: z.number() }), async ({ dataFolder, touches }): Promise<LoadReport> => {
  const generateSeconds = (await timed(async () => {
    for await (const batch of generateSample({ touches, until: UNTIL, batchSize: 5_000 })) void batch;
  })) / 1000;
  const house = await openHouse(dataFolder);
  const workspace = await house.workspaces.open();
  let shown = 0;
  let facts: Record<string, number> = {};
  const seconds = (await timed(async () => {
    const { outcome, counts } = await loadSample({ records: house.records, writer: house.imports.writer, workspaces: house.workspaces, rejectsFolder: path.join(dataFolder, 'imports', 'rejects') }, workspace, {
      until: UNTIL, touches,
      onProgress: (done, share) => {
        if (share < shown + 0.1) return;
        shown = share;
        console.error(`  ${Math.round(share * 100)} %, ${done.toLocaleString('en')} facts`);
      },
    });
    if (outcome !== 'loaded') throw new Error(`the company was not loaded: ${outcome}`);
    facts = counts?.facts ?? {};
  })) / 1000;
  const rebuildSeconds = (await timed(async () => house.analytics.refresh(await house.workspaces.open()))) / 1000;
  await house.close();
  return { seconds, generateSeconds, rebuildSeconds, facts };
});
