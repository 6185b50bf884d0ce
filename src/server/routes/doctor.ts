// Checks of the installation, for `leadline doctor` while a server holds the data folder.
import { doctorDocument } from '../../shared/api/doctor.js';
import { declareRoute, json } from '../declare-route.js';
import type { App, ServerDependencies } from '../server-dependencies.js';

const DOCTOR = declareRoute('see the state of the service', {
  method: 'get', path: '/api/v1/doctor', tags: ['Service'], summary: 'What was checked of the installation, and how to mend what is not right',
  responses: { 200: json('Checks', doctorDocument.openapi('Doctor')) },
});

export function addDoctorRoutes(app: App, { doctor }: ServerDependencies): void {
  if (doctor !== undefined) app.openapi(DOCTOR, async (c) => c.json(await doctor(), 200));
}
