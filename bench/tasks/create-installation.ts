// Makes an empty installation, so that what is measured afterwards is not the making of the stores.
import { rmSync } from 'node:fs';
import { z } from 'zod';
import { serveTask } from '../child-task.js';
import { openHouse } from '../company.js';

await serveTask(z.object({ folder: z.string() }), async ({ folder }) => {
  rmSync(folder, { recursive: true, force: true });
  const house = await openHouse(folder);
  await house.workspaces.open();
  await house.close();
});
