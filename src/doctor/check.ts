// One thing the doctor looks at, as its document lists it.
import type { DoctorDocument } from '../shared/api/doctor.js';

export type Check = DoctorDocument['checks'][number];

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
