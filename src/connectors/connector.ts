// The contract of a connector: one file in this folder that turns a product's export into fact drafts.
// The runner (imports/) owns decoding of transport, mapping, ids, durability, resumption, progress and rejects.
import type { z } from 'zod';
import type { FactDraft } from '../facts/drafts.js';
import type { Brings } from '../shared/api/imports.js';

/** Where the bytes come from. `open` may be called more than once: to sniff, then to read. */
export interface SourceFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  open(): AsyncIterable<Uint8Array>;
}

/** Why one row was refused: which column, what is wrong, and how to mend it. */
export interface RowProblem {
  readonly column?: string;
  readonly value?: string;
  readonly reason: string;
  readonly remedy: string;
}

/** What a row of the file became: facts, a refusal, or nothing (a total, a comment). */
export type RowResult =
  | { readonly line: number; readonly cells: readonly string[]; readonly facts: readonly FactDraft[] }
  | { readonly line: number; readonly cells: readonly string[]; readonly problem: RowProblem }
  | { readonly line: number; readonly cells: readonly string[]; readonly skipped: string };

/** What the workspace gives every connector. */
export interface ReadContext {
  /** IANA zone in which a time without a zone is read. */
  readonly timeZone: string;
  /** Currency for amounts that name none; undefined until one is known. */
  readonly currency: string | undefined;
  /** Stages of the workspace, in order. */
  readonly stages: readonly string[];
  /** Now, for "at" of records that carry no date. ISO instant. */
  readonly now: string;
}

/** How sure a connector is that a file is its own: 0 no, 1 certain; `as` says which of its layouts. */
export interface Recognition {
  readonly confidence: number;
  readonly as?: string;
  readonly found?: string;
}

export interface ReadResult {
  /** Header names of the cells, for the rejects file. */
  readonly header: readonly string[];
  readonly rows: AsyncIterable<readonly RowResult[]>;
  /** Columns that nothing is read from, for connectors that find theirs by meaning: shown before anything is imported. */
  readonly unused?: readonly string[];
}

export interface Connector<Options = unknown> {
  readonly name: string;
  readonly label: string;
  /** What to export and how, in a sentence or two; shown in the web and the docs. */
  readonly description: string;
  /** Options of a mapping file or form; defaults included. Numbers, booleans, strings and objects of these. */
  readonly options: z.ZodType<Options>;
  /** Which columns it reads, by layout: shown when a file is refused and in the docs. */
  readonly layouts: readonly { readonly name: string; readonly columns: readonly string[]; readonly optional?: readonly string[]; readonly brings?: Brings }[];
  recognise(file: SourceFile): Promise<Recognition>;
  /** A mapping as YAML that suits this file, guessed from its header and content, with what to check in it and the columns it does not read; for connectors whose options are one. */
  suggest?(file: SourceFile, context: ReadContext): Promise<{ readonly mapping: string; readonly notes: readonly string[]; readonly unused: readonly string[] }>;
  /** Throws AppError('wrong_file' | 'mapping_invalid' | 'ambiguous_dates') when the file as a whole can't be read. */
  read(file: SourceFile, options: Options, context: ReadContext): Promise<ReadResult>;
}

/** Keeps the options' type where a connector is defined. */
export const defineConnector = <Options>(connector: Connector<Options>): Connector<Options> => connector;
