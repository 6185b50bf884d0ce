// The document of how fresh each source's data is: `GET /api/v1/freshness`, `leadline freshness`.
import { z } from 'zod';

export const sourceFreshness = z.object({
  /** The connector the facts came from. */
  source: z.string(),
  /** Kind of fact: touch, submission, deal, cost, traffic … */
  kind: z.string(),
  /** Last day of data up to `today`, in the workspace's zone. */
  lastDay: z.iso.date(),
  /** Days from `lastDay` to `today`; 0 for data of today. */
  ageDays: z.number().int(),
  /** When the last of its facts was received. */
  receivedAt: z.iso.datetime(),
  /** Median days from one day with data to the next, over the 90 days up to `lastDay`. */
  everyDays: z.number(),
  /** Whether it is older than it should be: `ageDays` > 2 × `everyDays` + 2. */
  stale: z.boolean(),
});
export type SourceFreshness = z.infer<typeof sourceFreshness>;

export const freshnessDocument = z.object({
  /** Today in the workspace's zone. */
  today: z.iso.date(),
  timeZone: z.string(),
  /** The oldest first. */
  sources: z.array(sourceFreshness),
});
export type FreshnessDocument = z.infer<typeof freshnessDocument>;
