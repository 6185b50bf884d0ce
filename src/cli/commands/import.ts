// `leadline import CONNECTOR FILE…`: brings files in, one after the other, and says what became of their rows.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import type { ImportDocument } from '../../shared/api/imports.js';
import type { Backend } from '../backend/backend.js';
import { checkInput } from '../backend/check-input.js';
import { importsCsv, importsTable, nextSteps, summarize } from '../render/imports.js';
import { showProgress } from '../render/progress.js';
import { addVerb, type Session } from '../verb.js';
import { assertDone } from './assert-done.js';
import { parseConnectorOptions } from './connector-options.js';
import { writeRejects } from './write-rejects.js';

const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

interface ImportOptions {
  readonly map?: string;
  readonly dryRun?: boolean;
  readonly rejects?: string;
  readonly option?: string[];
}

async function readMapping(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  await checkInput(file);
  return readFile(file, 'utf8');
}

/** `rejects.csv` of the first file, `rejects-2.csv` of the second. */
function rejectsName(wanted: string, position: number): string {
  const { dir, name, ext } = path.parse(wanted);
  return position === 0 ? wanted : path.join(dir, `${name}-${position + 1}${ext}`);
}

async function importFile(session: Session, backend: Backend, order: Parameters<Backend['import']>[0], rejects: string | undefined): Promise<ImportDocument> {
  const progress = showProgress(session.terminal, path.basename(order.file));
  const ended = await backend.import(order, progress.show).finally(progress.clear);
  const rejectsFile = rejects !== undefined && ended.rejected > 0 ? await writeRejects(backend.rejects(ended.id), rejects) : ended.rejectsFile;
  return { ...ended, rejectsFile };
}

export function addImport(program: Command, session: Session): void {
  addVerb(program, 'import', 'Import files. Refused rows do not stop a file; they are kept with line, column, reason and remedy.')
    .argument('<connector>', 'what the files are, as `leadline connectors` lists it')
    .argument('<file...>', 'files to import')
    .option('--map <file>', 'mapping of the columns (YAML), as `leadline mapping guess` writes it')
    .option('--dry-run', 'read and count everything, write nothing')
    .option('--rejects <file>', 'write the refused rows there (of a second file to NAME-2, and so on)')
    .option('--option <key=value>', 'an option of the connector, e.g. timeZone=Europe/Prague', collect)
    .addHelpText('after', '\nExample:\n  leadline import csv leads.csv --map leads.yaml --rejects leads-rejects.csv')
    .action(async (connector: string, files: string[], options: ImportOptions) => {
      const mapping = await readMapping(options.map);
      const connectorOptions = parseConnectorOptions(options.option ?? []);
      for (const file of files) await checkInput(file);
      const backend = await session.backend();
      const imports: ImportDocument[] = [];
      for (const [position, file] of files.entries()) {
        const order = { connector, file: path.resolve(file), mapping, options: connectorOptions, dryRun: options.dryRun === true };
        imports.push(await importFile(session, backend, order, options.rejects === undefined ? undefined : rejectsName(options.rejects, position)));
        const last = imports.at(-1);
        if (last?.state !== 'done') break;
      }
      await session.print({ json: summarize(imports), table: () => `${importsTable(imports)}${nextSteps(imports)}`, csv: () => importsCsv(imports) });
      imports.forEach(assertDone);
    });
}
