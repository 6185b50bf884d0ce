// An import as a user's: the real runner on an installation without data, from upload to done.
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { serveTask } from '../child-task.js';
import { openHouse } from '../company.js';

await serveTask(z.object({ file: z.string(), rows: z.number(), connector: z.string(), mapping: z.string().optional(), folder: z.string() }), async ({ file, rows, connector, mapping, folder }) => {
  const house = await openHouse(folder);
  const workspace = await house.workspaces.open();
  const uploadStarted = performance.now();
  const { uploadId } = await house.imports.saveUpload(workspace, createReadStream(file), path.basename(file));
  const started = performance.now();
  let { id, ...state } = await house.imports.start(workspace, { uploadId, connector, ...(mapping !== undefined && { mapping }), dryRun: false });
  while (state.state === 'waiting' || state.state === 'running') {
    await sleep(100);
    ({ id, ...state } = await house.imports.get(workspace, id));
  }
  const milliseconds = performance.now() - started;
  if (state.state !== 'done' || state.accepted !== rows) throw new Error(`the import ended ${state.state} with ${state.accepted} of ${rows} rows: ${JSON.stringify(state.problems.slice(0, 3))} ${JSON.stringify(state.error)}`);
  await house.close();
  return { milliseconds, uploadMilliseconds: started - uploadStarted };
});
