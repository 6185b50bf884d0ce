// The documents of imports: what the command line prints, the routes answer and the web shows.
import { z } from 'zod';

export const importCounts = z.object({
  /** Rows read, header and skipped rows not counted. */
  read: z.number(),
  /** Rows that brought at least one new fact. */
  accepted: z.number(),
  /** Rows all of whose facts were known already. */
  duplicates: z.number(),
  rejected: z.number(),
  /** Rows that are no data by their nature: totals, comments, blank lines. */
  skipped: z.number(),
  /** New facts by kind. */
  facts: z.record(z.string(), z.number()),
});
export type ImportCounts = z.infer<typeof importCounts>;

export const importState = z.enum(['waiting', 'running', 'done', 'failed', 'interrupted', 'cancelled', 'undone']);

export const importDocument = importCounts.extend({
  id: z.string(),
  connector: z.string(),
  file: z.string(),
  size: z.number(),
  state: importState,
  dryRun: z.boolean(),
  /** 0 to 1 by bytes read. */
  progress: z.number(),
  rowsPerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  error: z.object({ code: z.string(), message: z.string(), hint: z.string() }).nullable(),
  rejectsFile: z.string().nullable(),
  /** Refusals by reason, the most frequent first. */
  problems: z.array(z.object({ reason: z.string(), remedy: z.string(), column: z.string().nullable(), count: z.number(), firstLine: z.number() })),
  /** Days the new facts span. */
  firstDay: z.string().nullable(),
  lastDay: z.string().nullable(),
});
export type ImportDocument = z.infer<typeof importDocument>;

export const importList = z.object({ imports: z.array(importDocument) });
export type ImportList = z.infer<typeof importList>;

/** What storing a file answers; its id is what a preview and an import name it by. */
export const uploadReceipt = z.object({ uploadId: z.string(), file: z.string(), size: z.number() });
export type UploadReceipt = z.infer<typeof uploadReceipt>;

/** Without a connector the surest is taken; without a mapping one is guessed. */
export const previewRequest = z.object({
  uploadId: z.string(), connector: z.string().optional(), mapping: z.string().optional(), options: z.record(z.string(), z.unknown()).optional(),
  /** false: only whose file it is is looked at; the answer has no rows, and no mapping is guessed. */
  sample: z.boolean().optional(),
});
export type PreviewRequest = z.infer<typeof previewRequest>;

/** One step of looking at a file before anything is written. */
export const previewDocument = z.object({
  uploadId: z.string(),
  file: z.string(),
  size: z.number(),
  /** Connectors that claim the file, the surest first. */
  recognised: z.array(z.object({ connector: z.string(), label: z.string(), confidence: z.number(), as: z.string().nullable() })),
  connector: z.string(),
  /** For `csv`: the mapping as YAML text, guessed or as given. */
  mapping: z.string().nullable(),
  /** What a guessed mapping leaves open or takes for granted, a sentence each; of a given one nothing. */
  notes: z.array(z.string()),
  /** Columns that a guessed mapping does not read. */
  unused: z.array(z.string()),
  header: z.array(z.string()),
  /** The file's first rows and what each becomes. */
  sample: z.array(
    z.object({
      line: z.number(),
      cells: z.array(z.string()),
      facts: z.array(z.object({ kind: z.string(), summary: z.string() })),
      problem: z.object({ column: z.string().nullable(), reason: z.string(), remedy: z.string() }).nullable(),
    }),
  ),
});
export type PreviewDocument = z.infer<typeof previewDocument>;
export const importRequest = z.object({ uploadId: z.string(), connector: z.string(), mapping: z.string().optional(), options: z.record(z.string(), z.unknown()).optional(), dryRun: z.boolean().default(false) });
export type ImportRequest = z.infer<typeof importRequest>;

/** What files of a layout bring, in the order in which several at once are best imported: each finds what it refers to. */
export const BRINGS = ['rates', 'accounts', 'people', 'deals', 'history', 'other'] as const;
export const brings = z.enum(BRINGS);
export type Brings = z.infer<typeof brings>;

export const connectorList = z.object({
  connectors: z.array(z.object({ name: z.string(), label: z.string(), description: z.string(), layouts: z.array(z.object({ name: z.string(), columns: z.array(z.string()), optional: z.array(z.string()), brings: brings.optional() })) })),
});
export type ConnectorList = z.infer<typeof connectorList>;

/** Place of a file among several at once: 0 is imported first. @param as what the file holds, in the connector's words */
export function importRank({ connectors }: ConnectorList, connector: string, as: string | null): number {
  return BRINGS.indexOf(connectors.find((c) => c.name === connector)?.layouts.find((l) => l.name === as)?.brings ?? 'other');
}

/** The files out of an archive, stored each for itself. */
export const unpackedUploads = z.object({ files: z.array(uploadReceipt) });
