// What every verb shares: its common options, and the session that opens a backend when the verb asks
// for one, prints its document in the asked-for format and closes what was opened.
import { Option, type Command } from 'commander';
import { z } from 'zod';
import type { Backend } from './backend/backend.js';
import { openBackend } from './backend/open-backend.js';
import type { Host } from './host.js';
import type { Terminal } from './terminal.js';

export const FORMATS = ['table', 'json', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

const commonOptions = z.object({ format: z.enum(FORMATS).default('table'), workspace: z.string().optional() });

/** A document in the three forms it can be printed in; each is made only when it is asked for. */
export interface Printable {
  readonly json: unknown;
  table(): string;
  csv(): string | AsyncIterable<string>;
}

export class Session {
  format: Format = 'table';
  /** What the process ends with, unless something is thrown. */
  exitCode = 0;
  private workspace: string | undefined;
  private opened: Promise<Backend> | undefined;

  constructor(readonly host: Host, readonly terminal: Terminal) {}

  /** Takes the common options of the verb that was called. */
  configure(options: unknown): void {
    const { format, workspace } = commonOptions.parse(options);
    this.format = format;
    this.workspace = workspace;
  }

  /** The backend of the verb's workspace; opened at the first call. */
  backend(): Promise<Backend> {
    return (this.opened ??= openBackend(this.host, this.workspace));
  }

  async print(document: Printable): Promise<void> {
    if (this.format === 'json') return this.terminal.print(`${JSON.stringify(document.json, null, 2)}\n`);
    if (this.format === 'table') return this.terminal.print(document.table());
    const csv = document.csv();
    if (typeof csv === 'string') return this.terminal.print(csv);
    for await (const chunk of csv) await this.terminal.print(chunk);
  }

  async close(): Promise<void> {
    await (await this.opened?.catch(() => undefined))?.close();
  }
}

/** A verb with the common options, under the program or under a verb that groups others. */
export function addVerb(parent: Command, usage: string, description: string): Command {
  return parent
    .command(usage)
    .description(description)
    .addOption(new Option('--format <format>', 'how to print').choices(FORMATS).default('table'))
    .option('--workspace <name>', 'workspace to work in');
}
