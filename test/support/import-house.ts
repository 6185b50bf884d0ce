// Imports on real stores for tests: text in, documents out, and everything that is stored in a form that
// can be compared whatever ids people were given and whenever it came.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { z } from 'zod';
import { createWorkspaces, type Workspaces } from '../../src/access/workspaces.js';
import type { Connector } from '../../src/connectors/connector.js';
import type { FactsStore } from '../../src/database/facts-store.js';
import type { RecordsStore } from '../../src/database/records-store.js';
import { identifier, param, sql } from '../../src/database/sql.js';
import { FACT_TABLES } from '../../src/facts/fact-tables.js';
import { createImports, type FactsIn } from '../../src/imports/create-imports.js';
import type { Imports } from '../../src/imports/imports.js';
import type { ImportDocument, ImportRequest } from '../../src/shared/api/imports.js';
import type { Settings } from '../../src/shared/api/settings.js';
import type { Workspace } from '../../src/shared/workspace.js';

export interface ImportHouse {
  readonly workspaces: Workspaces;
  readonly imports: Imports & FactsIn;
  readonly folder: string;
  /** A workspace of its own. */
  workspace(settings?: Partial<Settings>): Promise<Workspace>;
  upload(workspace: Workspace, content: string | Uint8Array, name?: string): Promise<string>;
  /** Imports a text and waits until that has ended. */
  bringIn(workspace: Workspace, content: string | Uint8Array, request?: Partial<ImportRequest>, name?: string): Promise<ImportDocument>;
  /** Waits until an import has ended. */
  ended(workspace: Workspace, id: string): Promise<ImportDocument>;
  rejects(workspace: Workspace, id: string): Promise<string>;
  close(): Promise<void>;
}

export interface HouseOptions {
  readonly connectors?: readonly Connector[];
  readonly factsPerBatch?: number;
  readonly folder?: string;
}

const isUnderWay = ({ state }: ImportDocument): boolean => state === 'waiting' || state === 'running';
let names = 0;

export async function openImportHouse({ facts, records }: { facts: FactsStore; records: RecordsStore }, options: HouseOptions = {}): Promise<ImportHouse> {
  const folder = options.folder ?? (await mkdtemp(path.join(tmpdir(), 'leadline-imports-')));
  const workspaces = createWorkspaces(records, facts);
  const imports = await createImports({
    facts, records, workspaces, folder, log: pino({ level: 'silent' }),
    ...(options.connectors !== undefined && { connectors: options.connectors }), ...(options.factsPerBatch !== undefined && { factsPerBatch: options.factsPerBatch }),
  });
  const house: ImportHouse = {
    workspaces, imports, folder,
    async workspace(settings = {}) {
      const name = `test ${String((names += 1))}`;
      await records.execute(sql`INSERT INTO workspaces (name) VALUES (${param('String', name)})`);
      return workspaces.set(await workspaces.open(name), { currency: 'EUR', ...settings });
    },
    async upload(workspace, content, name = 'some.csv') {
      const bytes = typeof content === 'string' ? Buffer.from(content) : content;
      const { uploadId } = await imports.saveUpload(workspace, (async function* pieces() { yield await Promise.resolve(bytes); })(), name);
      return uploadId;
    },
    async bringIn(workspace, content, request = {}, name = 'some.csv') {
      const uploadId = await house.upload(workspace, content, name);
      const { id } = await imports.start(await workspaces.byId(workspace.id), { uploadId, connector: 'csv', dryRun: false, ...request });
      return house.ended(workspace, id);
    },
    async ended(workspace, id) {
      for (;;) {
        const document = await imports.get(workspace, id);
        if (!isUnderWay(document)) return document;
        await sleep(10);
      }
    },
    async rejects(workspace, id) {
      let text = '';
      for await (const chunk of imports.rejects(workspace, id)) text += Buffer.from(chunk).toString();
      return text;
    },
    async close() {
      await imports.close();
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
  return house;
}

const anyRow = z.record(z.string(), z.unknown());

/**
 * Every stored fact by table, in order of ids: persons and accounts by the order in which they appear, as they are
 * linked now; without when a fact came and from which import.
 */
export async function storedFacts(facts: FactsStore, workspace: Workspace): Promise<Record<string, Record<string, unknown>[]>> {
  const links = await facts.query(z.object({ kind: z.string(), from_id: z.string(), to_id: z.string() }), sql`
    SELECT kind, from_person AS from_id, argMax(if(kind = 'person', person_id, account_id), version) AS to_id FROM identities
    WHERE workspace_id = ${param('UInt32', workspace.id)} AND kind IN ('person', 'account') GROUP BY kind, from_person HAVING NOT argMax(removed, version)`);
  const survivors = new Map(links.map((l) => [`${l.kind === 'person' ? 'P' : 'A'}${l.from_id}`, l.to_id]));
  const seen = new Map<string, string>();
  const order = (kind: string, id: string): string => {
    if (id === '0') return '';
    const key = `${kind}${survivors.get(`${kind}${id}`) ?? id}`;
    const found = seen.get(key) ?? `${kind}${String([...seen.keys()].filter((k) => k.startsWith(kind)).length + 1)}`;
    seen.set(key, found);
    return found;
  };
  const all: Record<string, Record<string, unknown>[]> = {};
  for (const { table, versionAt } of FACT_TABLES) {
    const rows = await facts.query(anyRow, sql`SELECT * EXCEPT row_key FROM ${identifier(table)} WHERE workspace_id = ${param('UInt32', workspace.id)} ORDER BY event_id, ${identifier(versionAt ?? 'received_at')}, received_at, import_id`);
    if (rows.length === 0) continue;
    all[table] = rows.map(({ received_at: _received, changed_at: _changed, import_id: _import, workspace_id: _workspace, person_id, account_id, ...row }) => ({
      ...row, ...(typeof person_id === 'string' && { person: order('P', person_id) }), ...(typeof account_id === 'string' && { account: order('A', account_id) }),
    }));
  }
  return all;
}

/** Contacts of a workspace by e-mail. */
export const contactEmails = async (records: RecordsStore, workspace: Workspace): Promise<string[]> =>
  (await records.query(z.object({ email: z.string() }), sql`SELECT email FROM contacts WHERE workspace_id = ${param('Int32', workspace.id)} AND email <> '' ORDER BY email`)).map((row) => row.email);
