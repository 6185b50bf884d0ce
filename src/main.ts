// The composition root: configuration, then the folder's lock, stores, migrations, and the parts of the
// house on them; the server around those; the command line in front. Knows every room and decides nothing else.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { pino, type Logger } from 'pino';
import { z } from 'zod';
import type { Workspaces } from './access/workspaces.js';
import type { Analytics } from './analytics/analytics.js';
import type { Attribution } from './attribution/attribution.js';
import { SERVER } from './cli/backend/open-backend.js';
import { runCommandLine } from './cli/command-line.js';
import type { Host, RunningServer } from './cli/host.js';
import { renderError } from './cli/render/error.js';
import { processTerminal } from './cli/terminal.js';
import { readConfig, readSecret, type Config } from './config.js';
import type { FactsStore } from './database/facts-store.js';
import type { RecordsStore } from './database/records-store.js';
import type { MachineOptions } from './doctor/examine-machine.js';
import type { FactsIn } from './imports/create-imports.js';
import type { Imports } from './imports/imports.js';
import type { Journal } from './journal/journal.js';
import { describeError } from './server/describe-error.js';
import type { Dashboards } from './dashboards/dashboards.js';
import type { Planning } from './planning/planning.js';
import type { Reporting } from './reporting/reporting.js';
import { dayOf } from './shared/period.js';
import { aborted, listenForStop } from './stop-signal.js';

// Rooms that a verb may not need are loaded when it does: asking a running server takes none of them.

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));
const BUILT = fileURLToPath(new URL('../dist', import.meta.url));
const WEB = path.join(BUILT, 'web');
const PACKAGE = z
  .object({ version: z.string(), engines: z.object({ node: z.string() }) })
  .parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')));

/**
 * Percent by which the heap may grow before garbage in it is collected. V8 lets it grow to four times what lives, which for
 * an import is hundreds of megabytes; this costs no time that could be measured (`npm run bench -- --only import`).
 */
const HEAP_GROWTH = 60;

/** The parts of the house on an opened data folder. */
export interface Leadline {
  readonly facts: FactsStore;
  readonly records: RecordsStore;
  readonly workspaces: Workspaces;
  /** With the writer and the resolver that facts without a file come in by. */
  readonly imports: Imports & FactsIn;
  readonly analytics: Analytics;
  readonly planning: Planning;
  readonly reporting: Reporting;
  readonly attribution: Attribution;
  readonly dashboards: Dashboards;
  readonly journal: Journal;
  /** Says at which address this process serves. */
  announce(url: string): Promise<void>;
  /** Running imports stop at a checkpoint, queries end, stores close, the folder is free. */
  close(): Promise<void>;
}

/** What opening a data folder asks of the configuration. */
export type DataConfig = Pick<Config, 'dataFolder' | 'clickhouseUrl' | 'databaseUrl' | 'secret'> & Partial<Config>;

const storeFolders = ({ dataFolder }: DataConfig): { factsFolder: string; recordsFolder: string } => ({ factsFolder: path.join(dataFolder, 'facts'), recordsFolder: path.join(dataFolder, 'records') });

/** Where links in mails lead when nothing else is said: this machine's own address. */
const publicUrlOf = ({ publicUrl, host = '127.0.0.1', port = 4600 }: DataConfig): string => publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

const importsFolder = ({ dataFolder }: DataConfig): string => path.join(dataFolder, 'imports');

async function openStores(config: DataConfig): Promise<{ facts: FactsStore; records: RecordsStore; close(): Promise<void> }> {
  const [{ openFactsStore }, { openRecordsStore }, { readEmptyRecords }] = await Promise.all([import('./database/facts-store.js'), import('./database/records-store.js'), import('./database/empty-records.js')]);
  const { factsFolder, recordsFolder } = storeFolders(config);
  const dump = config.databaseUrl === undefined && !existsSync(recordsFolder) ? await readEmptyRecords(BUILT) : undefined;
  const [facts, records] = await Promise.allSettled([openFactsStore({ folder: factsFolder, url: config.clickhouseUrl }), openRecordsStore({ folder: recordsFolder, url: config.databaseUrl, dump })]);
  const close = async (): Promise<void> => {
    for (const store of [facts, records]) if (store.status === 'fulfilled') await store.value.close();
  };
  if (facts.status === 'fulfilled' && records.status === 'fulfilled') return { facts: facts.value, records: records.value, close };
  await close();
  throw facts.status === 'rejected' ? facts.reason : (records as PromiseRejectedResult).reason;
}

/**
 * Opens the data folder for this process.
 * @param what names the holder to other processes
 * @throws AppError data_folder_in_use, database_in_use, store_unavailable, migration_changed, migration_unknown
 */
export async function openLeadline(config: DataConfig, what: string, log: Logger): Promise<Leadline> {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH}`);
  const { lockFolder } = await import('./database/folder-lock.js');
  const lock = await lockFolder(config.dataFolder, what);
  const undo: (() => Promise<void>)[] = [() => lock.release()];
  const close = async (): Promise<void> => {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
  };
  try {
    const secret = await readSecret(config);
    // The parts are loaded while the engines, which have threads of their own, open.
    const loading = Promise.all([
      import('./database/migrate.js'), import('./access/workspaces.js'), import('./analytics/create-analytics.js'), import('./imports/create-imports.js'),
      import('./attribution/create-attribution.js'), import('./attribution/create-credit-source.js'), import('./planning/create-planning.js'), import('./journal/create-journal.js'), import('./reporting/create-reporting.js'), import('./dashboards/dashboards.js'),
    ]);
    if (config.databaseUrl !== undefined) {
      const { claimDatabase } = await import('./database/claim-database.js');
      const claim = await claimDatabase(config.databaseUrl, what);
      undo.push(() => claim.release());
    }
    const { facts, records, close: closeStores } = await openStores(config);
    undo.push(closeStores);
    performance.mark('stores open');
    const [{ migrate }, { createWorkspaces }, { createAnalytics }, { createImports }, { createAttribution }, { createCreditSource }, { createPlanning }, { createJournal }, { createReporting }, { createDashboards }] = await loading;
    const applied = await migrate(MIGRATIONS, facts, records);
    // A new installation begins with all of them: nothing to tell anybody.
    if (applied.length > 0) log[applied.some((file) => file.includes('0001_')) ? 'debug' : 'info']({ applied }, 'migrations applied');
    performance.mark('migrations checked');
    const credits = await createCreditSource();
    const workspaces = createWorkspaces(records, facts, { models: [...credits.models.keys()], checkKpi: (workspace, id) => analytics.checkKpi(workspace, id) });
    const [analytics, imports] = await Promise.all([createAnalytics({ facts, records, credits }), createImports({ facts, records, workspaces, folder: importsFolder(config), log })]);
    const attribution = await createAttribution({ facts, records, analytics });
    undo.push(() => imports.close());
    performance.mark('parts ready');
    const planning = createPlanning({ facts, records, analytics });
    const reporting = createReporting({ records, workspaces, analytics, planning, log, secret, mail: { smtpUrl: config.smtpUrl, mailFrom: config.mailFrom, publicUrl: publicUrlOf(config) } });
    const dashboards = createDashboards({ records, analytics });
    const journal = createJournal({ facts, records, analytics, merges: imports.resolver });
    return { facts, records, workspaces, imports, analytics, attribution, dashboards, planning, reporting, journal, announce: (url) => lock.announce(url), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Fills a workspace without data with the sample company; figures are ready when the promise resolves. */
async function loadSampleCompany({ records, imports, workspaces, analytics }: Leadline, config: Config, stop: AbortSignal, say: (text: string) => void): Promise<void> {
  const { loadSample } = await import('./sample/load-sample.js');
  const workspace = await workspaces.open();
  let tenths = -1;
  const { outcome } = await loadSample({ records, workspaces, writer: imports.writer, rejectsFolder: path.join(importsFolder(config), 'rejects') }, workspace, {
    until: dayOf(new Date().toISOString(), workspace.settings.timeZone),
    stop,
    onProgress: (_, share) => {
      if (Math.floor(share * 10) === tenths) return;
      tenths = Math.floor(share * 10);
      say(`loading the sample company: ${tenths * 10} %`);
    },
  });
  if (outcome !== 'loaded') return;
  say('working out its figures');
  await analytics.refresh(await workspaces.open());
}

/** The server on an opened data folder. */
async function startServer(config: Config, log: Logger, stop: AbortSignal, { sample, onStep }: Parameters<Host['serve']>[0]): Promise<{ url: string; close(): Promise<void> }> {
  const loading = Promise.all([import('./server/create-server.js'), import('./doctor/examine-server.js'), import('./imports/watch-folder.js'), import('./reporting/mail-schedule.js')]);
  const house = await openLeadline(config, SERVER, log);
  try {
    const [{ createServer }, { examineServer }, { watchFolder }, { startMailSchedule }] = await loading;
    performance.mark('server loaded');
    if (sample) await loadSampleCompany(house, config, stop, onStep);
    let url = '';
    const doctor = () => examineServer({ ...house, ...machine(config), url });
    const watched = config.watchFolder === undefined ? undefined : watchFolder({ ...house, folder: config.watchFolder, workspace: () => house.workspaces.open(config.watchWorkspace), log });
    const server = await createServer({ ...house, merges: house.imports.resolver, doctor, watched, log, publicUrl: publicUrlOf(config), webFolder: WEB, version: PACKAGE.version });
    ({ url } = await server.listen(config.host, config.port));
    await house.announce(url);
    performance.mark('listening');
    await house.imports.resumeInterrupted();
    // After what was interrupted is known to be under way: its file is not taken for a new one.
    watched?.begin();
    const schedule = startMailSchedule(house.reporting, log);
    return { url, close: async () => { await Promise.all([server.close(), watched?.close(), schedule.stop()]); await house.close(); } };
  } catch (error) {
    await house.close();
    throw error;
  }
}

const machine = (config: Config): MachineOptions & { migrationsFolder: string } => ({
  dataFolder: config.dataFolder, secretIsConfigured: config.secret !== undefined, enginesNode: PACKAGE.engines.node, migrationsFolder: MIGRATIONS,
});

/** Milliseconds from the start of the process to each mark; with LEADLINE_TIMING=1. */
function sayTiming(say: (line: string) => void): void {
  for (const { name, startTime } of performance.getEntriesByType('mark')) say(`${startTime.toFixed(0).padStart(7)} ms  ${name}`);
  performance.clearMarks();
}

function createHost(config: Config, stop: AbortSignal): Host {
  const destination = pino.destination({ fd: 2, sync: true });
  // What can't be logged (a full disk under the log's file) must not fail what it tells of.
  destination.on('error', () => undefined);
  const log = (level: NonNullable<Config['logLevel']>): Logger => pino({ level: config.logLevel ?? level, base: null, serializers: { err: describeError } }, destination);
  return {
    version: PACKAGE.version,
    dataFolder: config.dataFolder,
    unattended: config.unattended,
    async open(what) {
      const house = await openLeadline(config, what, log('warn'));
      // A running import stops at its next checkpoint; the verb that waits for it goes on with what it has.
      void aborted(stop).then(() => house.imports.close());
      return house;
    },
    async serve(options): Promise<RunningServer> {
      const serverLog = log('info');
      options.onStep(`opening ${config.dataFolder}`);
      const server = await startServer(config, serverLog, stop, options);
      if (config.timing) sayTiming(options.onStep);
      const ended = aborted(stop).then(async () => {
        serverLog.info('stopping');
        await server.close();
      });
      return { url: server.url, ended };
    },
    async examine() {
      const { examineInstallation } = await import('./doctor/examine-installation.js');
      return examineInstallation({ ...machine(config), ...storeFolders(config), clickhouseUrl: config.clickhouseUrl, databaseUrl: config.databaseUrl });
    },
  };
}

/**
 * Runs the command line and ends the process.
 * @param args without node and script
 */
export async function runLeadline(args: readonly string[]): Promise<never> {
  performance.mark('program loaded');
  let code: number;
  try {
    const config = readConfig();
    const stop = listenForStop({ withParent: config.underNpm });
    const terminal = processTerminal(config.unattended);
    code = await runCommandLine(args, createHost(config, stop), terminal);
    if (config.timing) sayTiming(terminal.say);
  } catch (error) {
    process.stderr.write(`${renderError(error, false)}\n`);
    code = 1;
  }
  // The embedded engines keep threads that would hold the process open.
  process.exit(code);
}
