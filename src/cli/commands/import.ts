// `leadline import CONNECTOR FILE…`: brings files in, one after the other, and says what became of their rows. With
// `auto`, or nothing but paths, each file's product is recognised.
import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import type { ImportDocument } from '../../shared/api/imports.js';
import { AppError } from '../../shared/errors.js';
import type { Backend } from '../backend/backend.js';
import { checkInput } from '../../imports/check-input.js';
import { importsCsv, importsTable, leftOutTable, nextSteps, summarize } from '../render/imports.js';
import { showProgress } from '../render/progress.js';
import { addVerb, type Session } from '../verb.js';
import { assertDone } from './assert-done.js';
import { parseConnectorOptions } from './connector-options.js';
import { gatherFiles, type GatheredFile } from '../../imports/gather-files.js';
import { inOrder, isPlanned, judge, type LeftOut, type PlannedImport } from '../../imports/plan-imports.js';
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

const exists = (file: string): Promise<boolean> => access(file).then(() => true, () => false);

/** What a file is; one that can't be read at all is left out, whatever else is given with it. */
async function recogniseFile(backend: Backend, found: GatheredFile): Promise<PlannedImport | LeftOut> {
  try {
    return judge(found, await backend.recognise(found.file));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'wrong_file') return { file: found.name, reason: 'no table that any connector reads', isTable: false };
    throw error;
  }
}

/** `rejects.csv` of the first file, `rejects-2.csv` of the second. */
function rejectsName(wanted: string, position: number): string {
  const { dir, name, ext } = path.parse(wanted);
  return position === 0 ? wanted : path.join(dir, `${name}-${position + 1}${ext}`);
}

async function importFile(session: Session, backend: Backend, order: Parameters<Backend['import']>[0], name: string, rejects: string | undefined): Promise<ImportDocument> {
  const progress = showProgress(session.terminal, name);
  const ended = await backend.import(order, progress.show).finally(progress.clear);
  const rejectsFile = rejects !== undefined && ended.rejected > 0 ? await writeRejects(backend.rejects(ended.id), rejects) : ended.rejectsFile;
  return { ...ended, rejectsFile };
}

/** Every file read by the connector that was named, up to the first that fails. */
async function importAs(session: Session, connector: string, files: readonly GatheredFile[], options: ImportOptions): Promise<void> {
  const mapping = await readMapping(options.map);
  const connectorOptions = parseConnectorOptions(options.option ?? []);
  const backend = await session.backend();
  const imports: ImportDocument[] = [];
  for (const [position, { file, name }] of files.entries()) {
    const order = { connector, file: path.resolve(file), mapping, options: connectorOptions, dryRun: options.dryRun === true };
    imports.push(await importFile(session, backend, order, name, options.rejects === undefined ? undefined : rejectsName(options.rejects, position)));
    if (imports.at(-1)?.state !== 'done') break;
  }
  await session.print({ json: summarize(imports), table: () => `${importsTable(imports)}${nextSteps(imports)}`, csv: () => importsCsv(imports) });
  imports.forEach(assertDone);
}

/** Options by connector: `--option hubspot.timeZone=Europe/Prague`. @throws AppError invalid_input for one that names none */
function optionsByConnector(texts: readonly string[], known: readonly string[]): Map<string, Readonly<Record<string, unknown>>> {
  return new Map(Object.entries(parseConnectorOptions(texts) ?? {}).map(([name, options]) => {
    if (known.includes(name) && typeof options === 'object' && options !== null) return [name, options as Readonly<Record<string, unknown>>];
    throw new AppError('invalid_input', { where: '--option', reason: `"${name}" names no connector`, remedy: `Where each file's product is recognised, write which one an option is for, such as --option hubspot.timeZone=Europe/Prague. Connectors: ${known.join(', ')}.` });
  }));
}

/** Every file read as the product it is recognised to be of, in an order in which each finds what it refers to. */
async function importRecognised(session: Session, files: readonly GatheredFile[], options: ImportOptions): Promise<void> {
  const backend = await session.backend();
  const known = await backend.connectors();
  const given = optionsByConnector(options.option ?? [], known.connectors.map((c) => c.name));
  const judged = [];
  for (const one of files) judged.push(await recogniseFile(backend, one));
  const planned = inOrder(judged.filter(isPlanned), known);
  const leftOut = judged.filter((one): one is LeftOut => !isPlanned(one));
  const imports: ImportDocument[] = [];
  for (const { connector, file, name, uploadId } of planned) {
    const order = { connector, file: path.resolve(file), mapping: undefined, options: given.get(connector), dryRun: options.dryRun === true, uploadId };
    imports.push(await importFile(session, backend, order, name, options.rejects === undefined ? undefined : rejectsName(options.rejects, imports.length)));
  }
  await session.print({ json: { ...summarize(imports), leftOut: leftOut.map(({ file, reason }) => ({ file, reason })) }, table: () => `${importsTable(imports)}${leftOutTable(leftOut)}${nextSteps(imports)}`, csv: () => importsCsv(imports) });
  imports.forEach(assertDone);
  const [missed] = leftOut.filter((one) => one.isTable);
  if (missed !== undefined || imports.length === 0) throw new AppError('invalid_input', { where: missed?.file ?? 'import', reason: missed?.reason ?? 'there is nothing in it to import', remedy: 'The other files have been imported. See leadline connectors for what can be read.' });
}

export function addImport(program: Command, session: Session): void {
  addVerb(program, 'import', 'Import files, folders or ZIP archives of files. Refused rows do not stop a file; they are kept with line, column, reason and remedy.')
    .argument('<connector>', 'what the files are, as `leadline connectors` lists it, or auto to have each recognised')
    .argument('[path...]', 'files, folders or ZIP archives')
    .option('--map <file>', 'mapping of the columns (YAML), as `leadline mapping guess` writes it')
    .option('--dry-run', 'read and count everything, write nothing')
    .option('--rejects <file>', 'write the refused rows there (of a second file to NAME-2, and so on)')
    .option('--option <key=value>', 'an option of the connector, e.g. timeZone=Europe/Prague; with auto after its name: hubspot.timeZone=…', collect)
    .addHelpText('after', '\nExamples:\n  leadline import csv leads.csv --map leads.yaml --rejects leads-rejects.csv\n  leadline import auto exports/')
    .action(async (connector: string, paths: string[], options: ImportOptions, command: Command) => {
      // Nothing but paths: `leadline import exports/`.
      const isPath = connector !== 'auto' && (await exists(connector)) && !(await (await session.backend()).connectors()).connectors.some((c) => c.name === connector);
      const given = isPath ? [connector, ...paths] : paths;
      if (given.length === 0) command.error('error: no file, folder or archive is named');
      if ((isPath || connector === 'auto') && options.map !== undefined) command.error('error: --map is for the connector csv: name it, as in leadline import csv FILE --map MAPPING');
      const gathered = await gatherFiles(given);
      try {
        await (isPath || connector === 'auto' ? importRecognised(session, gathered.files, options) : importAs(session, connector, gathered.files, options));
      } finally {
        await gathered.remove();
      }
    });
}
