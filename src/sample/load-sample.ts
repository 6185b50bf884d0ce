// Brings the sample company in as an import of its own: by the import runner and the writer of real data, in
// batches with checkpoints, once. It stands in the list of imports and is taken out again by undoing it.
import { z } from 'zod';
import type { Workspaces } from '../access/workspaces.js';
import { defineConnector, type Connector, type RowResult } from '../connectors/connector.js';
import type { RecordsStore } from '../database/records-store.js';
import type { FactWriter } from '../facts/writer.js';
import { insertImport, listImports, readImport, setState, type ImportRow } from '../imports/import-records.js';
import { runImport } from '../imports/run-import.js';
import { DEFAULT_SETTINGS, type Settings } from '../shared/api/settings.js';
import type { ImportCounts } from '../shared/api/imports.js';
import type { Workspace } from '../shared/workspace.js';
import { BLUNDER_KEY } from './blunders.js';
import { DEFAULT_SEED, generateSample } from './generate-sample.js';

/** Touches of the company that `demo` shows. */
export const DEMO_TOUCHES = 100_000;
const CONNECTOR = 'sample';
/** Facts for each touch, about: for the share that progress names. */
const FACTS_PER_TOUCH = 1.36;
const BATCH_ROWS = 5_000;

/** The sample company's home; a setting that the workspace has chosen already stays. */
const HOME: Partial<Settings> = { timeZone: 'Europe/Berlin', currency: 'EUR', country: 'DE' };

const options = z.object({ seed: z.number().int(), touches: z.number().int().min(10_000).max(100_000_000), until: z.iso.date() });
type Options = z.output<typeof options>;

export interface SampleParts {
  readonly records: RecordsStore;
  readonly writer: FactWriter;
  readonly workspaces: Workspaces;
  /** Where rejects files lie, as for every import. */
  readonly rejectsFolder: string;
}

export interface LoadOptions {
  /** The day after the sample's last, e.g. today; it covers the two years before. */
  readonly until: string;
  /** Default: DEMO_TOUCHES. */
  readonly touches?: number;
  readonly seed?: number;
  /** Facts dealt with so far, and the share of all, about. */
  readonly onProgress?: (facts: number, share: number) => void;
  /** Aborted: stops at the next checkpoint; the next call goes on there. */
  readonly stop?: AbortSignal;
}

export interface LoadedSample {
  /** loaded: now, from the start or from where an earlier call stopped. present: nothing was done, the workspace has data. */
  readonly outcome: 'loaded' | 'present' | 'stopped';
  /** Of the import, where there is one. */
  readonly importId?: string;
  readonly counts?: ImportCounts;
}

/** The generator as a connector: one fact a row, no file. It is in no registry, since nobody chooses it. */
const sampleConnector: Connector<Options> = defineConnector({
  name: CONNECTOR,
  label: 'Sample company',
  description: 'An invented maker of maintenance software; loaded by the demo.',
  options,
  layouts: [],
  recognise: () => Promise.resolve({ confidence: 0 }),
  read: (_file, given) => Promise.resolve({ header: ['fact'], rows: rowsOf(given) }),
});

async function* rowsOf(given: Options): AsyncGenerator<RowResult[]> {
  let line = 0;
  for await (const batch of generateSample({ ...given, batchSize: BATCH_ROWS })) {
    yield batch.map((fact) => {
      line += 1;
      return { line, cells: fact.key?.startsWith(BLUNDER_KEY) === true ? [JSON.stringify(fact)] : [], facts: [fact] };
    });
  }
}

/** Uploads of an import without a file. */
const NO_FILE = {
  open: () => ({ name: CONNECTOR, size: 0, open: () => { throw new Error('the sample company has no file'); } }),
  save: () => Promise.reject(new Error('the sample company has no file')),
  remove: () => Promise.resolve(),
};

/** Gives a workspace without settings of its own the sample's home, so that its zone and currency fit. */
async function settle(workspaces: Workspaces, workspace: Workspace): Promise<Workspace> {
  const patch = Object.fromEntries(Object.entries(HOME).filter(([key]) => {
    const name = key as keyof Settings;
    return workspace.settings[name] === DEFAULT_SETTINGS[name];
  }));
  return Object.keys(patch).length === 0 ? workspace : workspaces.set(workspace, patch);
}

/**
 * Loads the sample company into a workspace without data. Does nothing when an import has been done there, and goes
 * on where an earlier call was cut off. The read models are stale afterwards: refresh them.
 * @throws AppError disk_full; the next call goes on where this one stopped
 */
export async function loadSample(parts: SampleParts, workspace: Workspace, { until, touches = DEMO_TOUCHES, seed = DEFAULT_SEED, onProgress, stop }: LoadOptions): Promise<LoadedSample> {
  const { records, workspaces } = parts;
  const before = (await listImports(records, workspace.id)).filter((row) => !row.dry_run);
  const begun = before.find((row) => row.connector === CONNECTOR && row.state !== 'done' && row.state !== 'undone');
  if (begun === undefined && before.some((row) => row.state !== 'undone')) {
    const done = before.find((row) => row.connector === CONNECTOR && row.state === 'done');
    return { outcome: 'present', ...(done !== undefined && { importId: done.id.toString(), counts: done.counts }) };
  }
  await settle(workspaces, workspace);
  const chosen: Options = { seed, touches, until };
  const row = begun ?? (await insertImport(records, workspace.id, {
    id: `${CONNECTOR}-${workspace.id}`, file: `Sample company, ${touches.toLocaleString('en')} touches until ${until}`, size: 0, digest: `${CONNECTOR}:${seed}:${touches}:${until}`,
  }, { connector: CONNECTOR, options: chosen, dryRun: false }));
  return run(parts, row, options.parse(row.options), { onProgress, stop });
}

async function run(parts: SampleParts, row: ImportRow, given: Options, { onProgress, stop }: { onProgress: LoadOptions['onProgress']; stop: AbortSignal | undefined }): Promise<LoadedSample> {
  const { records, workspaces } = parts;
  const expected = given.touches * FACTS_PER_TOUCH;
  await setState(records, row.id, 'running');
  try {
    const outcome = await runImport(row, given, {
      ...parts, connector: sampleConnector, uploads: NO_FILE,
      workspace: () => workspaces.byId(row.workspace_id),
      stop: stop ?? new AbortController().signal,
      onProgress: (rows) => { onProgress?.(rows, Math.min(0.999, rows / expected)); },
    });
    await setState(records, row.id, outcome === 'done' ? 'done' : 'interrupted');
    const { counts } = await readImport(records, row.workspace_id, row.id.toString());
    return { outcome: outcome === 'done' ? 'loaded' : 'stopped', importId: row.id.toString(), counts };
  } catch (error) {
    await setState(records, row.id, 'interrupted').catch(() => undefined);
    throw error;
  }
}
