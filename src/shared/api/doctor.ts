// The document of `doctor`: what was checked of the installation, and how to mend what isn't right.
import { z } from 'zod';

export const doctorDocument = z.object({
  /** No check has failed. */
  ok: z.boolean(),
  checks: z.array(z.object({ name: z.string(), state: z.enum(['ok', 'warning', 'failed']), found: z.string(), hint: z.string().optional() })),
});
export type DoctorDocument = z.infer<typeof doctorDocument>;
