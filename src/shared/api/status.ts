// The documents of how the service is and what a dimension holds: `/api/v1/status`, `/healthz`, `/api/v1/dimensions/{id}/values`.
import { z } from 'zod';

export const statusDocument = z.object({
  version: z.string(),
  workspace: z.string(),
  /** Days of the first and last fact in the workspace's zone, both ends included; null while there is none. */
  extent: z.object({ from: z.iso.date(), to: z.iso.date() }).nullable(),
  /** Reporting currency; empty until the first import brings one. */
  currency: z.string(),
  timeZone: z.string(),
  /** The import that ended last, whatever became of it. */
  lastImport: z.object({ id: z.string(), connector: z.string(), file: z.string(), state: z.string(), endedAt: z.string() }).nullable(),
  engines: z.object({ facts: z.string(), records: z.string() }),
});
export type StatusDocument = z.infer<typeof statusDocument>;

export const healthDocument = z.object({ status: z.literal('ok'), version: z.string(), facts: z.string(), records: z.string() });

export const dimensionValues = z.object({
  dimension: z.string(),
  /** The most frequent first; count of rows that carry the value. */
  values: z.array(z.object({ value: z.string(), count: z.number() })),
});
export type DimensionValues = z.infer<typeof dimensionValues>;
