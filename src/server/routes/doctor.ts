// Checks of the installation, for `leadline doctor` while a server holds the data folder.
import { declareRoute, json } from '../declare-route.js';
import { DOCTOR } from '../documents.js';
import type { App, ServerDependencies } from '../server-dependencies.js';

const EXAMINE = declareRoute('see the state of the service', {
  method: 'get', path: '/api/v1/doctor', tags: ['Service'], summary: 'What was checked of the installation, and how to mend what is not right',
  responses: { 200: json('Checks', DOCTOR) },
});

export function addDoctorRoutes(app: App, { doctor }: ServerDependencies): void {
  if (doctor !== undefined) app.openapi(EXAMINE, async (c) => c.json(await doctor(), 200));
}
