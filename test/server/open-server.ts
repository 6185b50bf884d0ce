// A server on real stores in a folder of its own, asked in the process: no port is opened.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { createWorkspaces, type Workspaces } from '../../src/access/workspaces.js';
import { createAnalytics } from '../../src/analytics/create-analytics.js';
import { createAttribution } from '../../src/attribution/create-attribution.js';
import { createDashboards } from '../../src/dashboards/dashboards.js';
import { createCreditSource } from '../../src/attribution/create-credit-source.js';
import type { FactsStore } from '../../src/database/facts-store.js';
import type { RecordsStore } from '../../src/database/records-store.js';
import { openTestStores } from '../../src/database/test-stores.js';
import { createJournal } from '../../src/journal/create-journal.js';
import type { FactWriter } from '../../src/facts/writer.js';
import { createImports } from '../../src/imports/create-imports.js';
import { createPlanning } from '../../src/planning/create-planning.js';
import { createReporting } from '../../src/reporting/create-reporting.js';
import type { MailSettings } from '../../src/reporting/reporting-context.js';
import { createServer, type LeadlineServer } from '../../src/server/create-server.js';
import type { ImportsOfServer } from '../../src/server/server-dependencies.js';
import { AppError } from '../../src/shared/errors.js';

export const HOST = '127.0.0.1:4600';

/** What signs links of mails, and where they lead. */
export const SECRET = 'a secret of thirty-two characters';
export const PUBLIC_URL = 'https://leads.example.com';

/** A connection from this machine to the port of HOST. */
export const LOCAL = { incoming: { socket: { remoteAddress: '127.0.0.1', localPort: 4600 } } };

export interface TestServer {
  readonly server: LeadlineServer;
  readonly facts: FactsStore;
  readonly records: RecordsStore;
  readonly workspaces: Workspaces;
  /** Writes facts as imports do. */
  readonly writer: FactWriter;
  /** Everything logged so far, one JSON document each. */
  readonly log: string[];
  /** Asks as a program on this machine does. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

const nothingImported = (): never => {
  throw new AppError('not_found', { what: 'import', id: '' });
};
export const NO_IMPORTS: ImportsOfServer = {
  connectors: () => ({ connectors: [] }),
  list: () => Promise.resolve([]),
  lastEnded: () => Promise.resolve(undefined),
  saveUpload: nothingImported, unpack: nothingImported, preview: nothingImported, start: nothingImported, get: nothingImported, cancel: nothingImported, resume: nothingImported, undo: nothingImported, rejects: nothingImported,
};

const PAGE = '<!doctype html><title>Leadline</title><script>document.documentElement.dataset.theme = "dark"</script><script type="module" src="/assets/index-B3x_k9Qz.js"></script>';

/**
 * @param web whether a web app has been built
 * @param imports in place of the real ones
 * @param mail how mail leaves; default not at all
 */
export async function openTestServer({ web = true, imports: given, mail = { smtpUrl: undefined, mailFrom: undefined, publicUrl: PUBLIC_URL } }: { web?: boolean; imports?: ImportsOfServer; mail?: MailSettings } = {}): Promise<TestServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'leadline-server-'));
  const webFolder = path.join(folder, 'web');
  if (web) {
    await mkdir(path.join(webFolder, 'assets'), { recursive: true });
    await writeFile(path.join(webFolder, 'index.html'), PAGE);
    await writeFile(path.join(webFolder, 'assets', 'index-B3x_k9Qz.js'), `console.info("${'sounding '.repeat(500)}");`);
    await writeFile(path.join(webFolder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  }
  const [{ facts, records, close: closeStores }, credits] = await Promise.all([openTestStores(), createCreditSource()]);
  const workspaces = createWorkspaces(records, facts, { models: [...credits.models.keys()], checkKpi: (workspace, id) => analytics.checkKpi(workspace, id) });
  const log: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => { log.push(line); } });
  const real = await createImports({ facts, records, workspaces, folder: path.join(folder, 'imports'), log: logger });
  const analytics = await createAnalytics({ facts, records, credits });
  const planning = createPlanning({ facts, records, analytics });
  const server = await createServer({
    analytics, attribution: await createAttribution({ facts, records, analytics }), dashboards: createDashboards({ records, analytics }), planning, publicUrl: mail.publicUrl,
    reporting: createReporting({ records, workspaces, analytics, planning, mail, log: logger, secret: SECRET }),
    journal: createJournal({ facts, records, analytics, merges: real.resolver }), merges: real.resolver,
    imports: given ?? real, workspaces, facts, records, webFolder, version: '0.0.0-test', log: logger,
  });
  return {
    server, facts, records, workspaces, writer: real.writer, log,
    ask: async (where, init = {}) => {
      const headers = new Headers(init.headers);
      if (!headers.has('host')) headers.set('host', HOST);
      return server.app.request(`http://${HOST}${where}`, { ...init, headers }, LOCAL);
    },
    async close() {
      await server.close();
      await real.close();
      await closeStores();
      await rm(folder, { recursive: true });
    },
  };
}
