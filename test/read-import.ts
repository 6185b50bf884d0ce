// Reads a file through a connector for tests: facts, refusals and skipped rows apart, each draft checked against its schema.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Connector, ReadContext, RowProblem, SourceFile } from '../src/connectors/connector.js';
import { fileInMemory, fileOnDisk } from '../src/connectors/reading/source-file.js';
import { factDraft, type FactDraft, type FactKind } from '../src/facts/drafts.js';
import { DEFAULT_STAGES } from '../src/shared/stages.js';

export const CONTEXT: ReadContext = { timeZone: 'UTC', currency: undefined, stages: [...DEFAULT_STAGES], now: '2026-04-01T00:00:00.000Z' };

export const fixture = (name: string): Promise<SourceFile> => fileOnDisk(fileURLToPath(new URL(`fixtures/imports/${name}`, import.meta.url)));

const SHARED = new URL('../../shared/data/', import.meta.url);
/** Whether the real-shaped data that is not part of the project lies beside it. */
export const hasSharedData = existsSync(SHARED);
export const sharedPath = (name: string): string => fileURLToPath(new URL(name, SHARED));

export interface ReadOutcome {
  readonly facts: FactDraft[];
  readonly problems: ({ readonly line: number } & RowProblem)[];
  readonly skipped: string[];
  /** Facts of one kind. */
  of<K extends FactKind>(kind: K): Extract<FactDraft, { kind: K }>[];
}

/** @param file a source, or the text of one */
export async function readImport<O>(connector: Connector<O>, file: SourceFile | string, options: unknown = {}, context: Partial<ReadContext> = {}): Promise<ReadOutcome> {
  const source = typeof file === 'string' ? fileInMemory('some.csv', file) : file;
  const result = await connector.read(source, connector.options.parse(options), { ...CONTEXT, ...context });
  const facts: FactDraft[] = [];
  const problems: ReadOutcome['problems'] = [];
  const skipped: string[] = [];
  for await (const batch of result.rows) {
    for (const row of batch) {
      if ('facts' in row) facts.push(...row.facts);
      else if ('problem' in row) problems.push({ line: row.line, ...row.problem });
      else skipped.push(row.skipped);
    }
  }
  for (const fact of facts) expect(factDraft.safeParse(fact).error).toBeUndefined();
  return { facts, problems, skipped, of: (kind) => facts.filter((f): f is Extract<FactDraft, { kind: typeof kind }> => f.kind === kind) };
}
