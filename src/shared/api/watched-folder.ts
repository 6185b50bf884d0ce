// The document of the watched folder and what became of the files in it: `GET /api/v1/watched-folder`.
import { z } from 'zod';

/** `known`: its content had been imported before. `unpacked`: an archive, whose files are listed after it. */
export const watchedOutcome = z.enum(['imported', 'known', 'unpacked', 'left_out', 'failed']);
export type WatchedOutcome = z.infer<typeof watchedOutcome>;

export const watchedFile = z.object({
  /** Within the folder. */
  file: z.string(),
  size: z.number(),
  outcome: watchedOutcome,
  /** Why it was not imported; null where it was. */
  reason: z.string().nullable(),
  /** The import that its content came in by. */
  importId: z.string().nullable(),
  decidedAt: z.iso.datetime(),
});
export type WatchedFile = z.infer<typeof watchedFile>;

export const watchedFolder = z.object({
  /** Null where no folder is watched. */
  folder: z.string().nullable(),
  /** When it was looked into last, if it could be. */
  lookedAt: z.iso.datetime().nullable(),
  /** Why it can't be looked into; null while it can. */
  problem: z.string().nullable(),
  /** The newest first. */
  files: z.array(watchedFile),
});
export type WatchedFolder = z.infer<typeof watchedFolder>;
