// The watched folder and what became of the files in it.
import { declareRoute, json } from '../declare-route.js';
import { WATCHED_FOLDER } from '../documents.js';
import type { App, ServerDependencies } from '../server-dependencies.js';

const READ = declareRoute('see imports', {
  method: 'get', path: '/api/v1/watched-folder', tags: ['Imports'], summary: 'The folder whose files are imported as they arrive, and what became of each',
  responses: { 200: json('The folder; null where none is watched', WATCHED_FOLDER) },
});

export function addWatchedFolderRoutes(app: App, { watched }: ServerDependencies): void {
  app.openapi(READ, async (c) => c.json((await watched?.describe()) ?? { folder: null, lookedAt: null, problem: null, files: [] }, 200));
}
