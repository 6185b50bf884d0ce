// The one way by which facts get into the store: drafts in, durable rows out, each fact once. Who people
// are and what an origin means is asked of identity and channel rules, which come in as functions.
import { z } from 'zod';
import type { FactsStore } from '../database/facts-store.js';
import type { RecordsStore } from '../database/records-store.js';
import { AppError } from '../shared/errors.js';
import type { Workspace } from '../shared/workspace.js';
import { checkDraft, DraftProblem } from './check-draft.js';
import type { FactDraft, FactKind } from './drafts.js';
import { tableOf } from './fact-tables.js';
import { countKnown, forgetRehearsal, judgeRows, keepResupplied, latestReceived, rehearse, storeAll, storeMissing, type BatchContext, type TableContext } from './incoming.js';
import { markStale } from './mark-stale.js';
import { PendingBatch } from './pending-batch.js';
import type { Classify, Identify, ResolvedPeople } from './people.js';
import type { StagedRows } from './staged-rows.js';
import { Staging } from './staging.js';
import { Turns } from './turns.js';
import { undoImportFacts } from './undo-import.js';

/** new: stored now. retried: stored by an attempt that was cut off, counts like new. duplicate: said before. */
export type Fate = 'new' | 'duplicate' | 'retried';

export interface FactItem {
  readonly draft: FactDraft;
  /** Identifies what the fact describes, for all time and within the workspace. */
  readonly eventId: string;
  /** Line of the file it stands on; two versions of one thing in a file differ by it. */
  readonly line?: number;
}

export interface BatchSource {
  /** 0 for facts that come in without an import. */
  readonly importId: bigint;
  /** Which connector, key or page the facts come from. */
  readonly sourceId: string;
  /** Digest of the file; '' where there is none, then the same version is never stored twice. */
  readonly fileDigest: string;
  /** Epoch milliseconds up to which batches of this import are recorded as written: what it stored later is left from an attempt that was cut off. */
  readonly committedUntil?: number | undefined;
}

/** Drafts as they come, all or none of which are stored; or checked ones that were collected in a pending batch. */
export type FactBatch = BatchSource & ({ readonly items: readonly FactItem[] } | { readonly pending: PendingBatch });

export interface WriteResult {
  /** In the order of the items. */
  readonly perItem: readonly Fate[];
  /** New facts by kind. */
  readonly facts: Readonly<Partial<Record<FactKind, number>>>;
  /** Epoch milliseconds at which the last of the facts was received. */
  readonly receivedUntil: number;
}

export interface FactWriter {
  /** An empty batch for the workspace's facts, to be filled with checked drafts. */
  begin(workspaceId: number): Promise<PendingBatch>;
  /**
   * Stores what is new; durable when the promise resolves. Sending the same facts again changes nothing.
   * @throws AppError invalid_input when one of the items can't be a fact: then nothing is stored
   * @throws AppError disk_full
   */
  write(workspace: Workspace, batch: FactBatch): Promise<WriteResult>;
  /** Says what `write` would do. Writes no fact and no contact; remembers the batch until `forgetRehearsal`, so that the next one is compared with it too. */
  rehearse(workspace: Workspace, batch: FactBatch): Promise<WriteResult>;
  forgetRehearsal(workspaceId: number, importId: bigint): Promise<void>;
  /** Takes an import's facts out again; what another import supplied too stays. Safe to repeat after a crash. */
  undoImport(workspace: Workspace, importId: bigint): Promise<void>;
}

export interface FactWriterParts {
  readonly facts: FactsStore;
  readonly records: RecordsStore;
  readonly identify: Identify;
  /** The workspace's channel rules as they are now. */
  readonly classifierOf: (workspaceId: number) => Promise<Classify>;
  /** A browser's id as identity knows it; '' for one that says nothing. */
  readonly visitorIdOf: (raw: string) => string;
  /** Called with the first currency that is seen in a workspace which has none. */
  readonly onFirstCurrency?: (workspace: Workspace, currency: string) => Promise<void>;
}

const knownRow = z.object({ staged: z.coerce.number(), keys: z.coerce.number(), known: z.coerce.number() });
const judgedRow = z.object({ duplicates: z.array(z.number()), retried: z.array(z.number()), missing: z.coerce.number(), supplied: z.coerce.number() });
const latestRow = z.object({ latest: z.coerce.number() });
type Judgement = z.infer<typeof judgedRow>;

const NOTHING_LEFT_BEHIND = Date.UTC(2200, 0);

export function createFactWriter({ facts, records, identify, classifierOf, visitorIdOf, onFirstCurrency }: FactWriterParts): FactWriter {
  const turns = new Turns();
  const staging = new Staging(facts);
  let lastReceived = 0;

  /** Versions are ordered by when they were received: never before what is stored already, though the clock was set back between two runs. */
  let storedUntil: Promise<void> | undefined;
  const takeUpTime = (): Promise<void> => (storedUntil ??= (async () => {
    const [found] = await facts.query(latestRow, latestReceived());
    lastReceived = Math.max(lastReceived, found?.latest ?? 0);
  })().catch((error: unknown) => {
    storedUntil = undefined;
    throw error;
  }));

  /** Read models are stale from before the first row is written until they have been built after the last. */
  const touched = (workspace: Workspace): Promise<void> => markStale(records, [workspace.id]);

  const judge = async (context: TableContext, kind: FactKind): Promise<Judgement> => {
    const table = tableOf(kind);
    const staged = context.rows;
    const [known] = await facts.query(knownRow, countKnown(table, context), { timeout: 600 });
    if (known?.staged !== staged) throw new Error(`${staged} rows were staged for ${table.table}, the engine has ${known?.staged ?? 'none'}`);
    if (table.rule === 'event' && known.keys === staged && known.known === 0) return { duplicates: [], retried: [], missing: staged, supplied: 0 };
    const [judged] = await facts.query(judgedRow, judgeRows(table, context), { timeout: 600 });
    if (judged === undefined) throw new Error(`no judgement on ${staged} rows of ${table.table}`);
    return judged;
  };

  const store = async (context: TableContext, kind: FactKind, { missing, supplied }: Judgement): Promise<void> => {
    const table = tableOf(kind);
    if (context.dryRun) await facts.execute(rehearse(table, context));
    else {
      if (missing > 0) await facts.execute(missing === context.rows ? storeAll(table, context) : storeMissing(table, context));
      if (supplied > 0) await facts.execute(keepResupplied(table, context));
    }
  };

  const begin = async (workspaceId: number): Promise<PendingBatch> => new PendingBatch(await classifierOf(workspaceId), visitorIdOf);

  const collect = async (workspace: Workspace, items: readonly FactItem[]): Promise<PendingBatch> => {
    const { stages, currency } = workspace.settings;
    const rules = { stages, currency: currency === '' ? undefined : currency };
    const pending = await begin(workspace.id);
    items.forEach(({ draft, eventId, line }, index) => {
      const checked = checkDraft(draft, rules);
      if (checked instanceof DraftProblem) throw new AppError('invalid_input', { where: `fact ${index + 1}, ${checked.field}`, reason: checked.reason, remedy: checked.remedy });
      pending.add(checked, eventId, line);
    });
    return pending;
  };

  /** Sends one kind's rows to the engine and answers what became of them. */
  const putInKind = async (batch: BatchContext, kind: FactKind, rows: StagedRows, people: readonly ResolvedPeople[] | undefined): Promise<Judgement> => {
    const context: TableContext = { ...batch, rows: rows.count };
    return staging.during(tableOf(kind), rows.rows(people), rows.originRows(), async () => {
      const judgement = await judge(context, kind);
      await store(context, kind, judgement);
      return judgement;
    });
  };

  const putIn = async (workspace: Workspace, batch: FactBatch, dryRun: boolean): Promise<WriteResult> => {
    const pending = 'pending' in batch ? batch.pending : await collect(workspace, batch.items);
    const people = new Map<FactKind, readonly ResolvedPeople[]>();
    if (!dryRun) {
      for (const [kind, { requests }] of pending.kinds) {
        if (requests.length > 0) people.set(kind, await identify(workspace.id, requests, { importId: batch.importId, reason: batch.sourceId }));
      }
    }
    return turns.take(async () => {
      await takeUpTime();
      const receivedAt = Math.max(Date.now(), lastReceived + 1, (batch.committedUntil ?? 0) + 1);
      const context: BatchContext = {
        workspaceId: workspace.id, importId: batch.importId, sourceId: batch.sourceId, fileDigest: batch.fileDigest,
        receivedAt, committedUntil: batch.committedUntil ?? NOTHING_LEFT_BEHIND, dryRun,
      };
      const perItem = new Array<Fate>(pending.size).fill('new');
      const counts: Partial<Record<FactKind, number>> = {};
      if (!dryRun) await touched(workspace);
      try {
        for (const [kind, rows] of pending.kinds) {
          const { duplicates, retried } = await putInKind(context, kind, rows, people.get(kind));
          lastReceived = Math.max(lastReceived, receivedAt + rows.spread);
          for (const n of duplicates) perItem[rows.places[n] ?? 0] = 'duplicate';
          for (const n of retried) perItem[rows.places[n] ?? 0] = 'retried';
          if (rows.count > duplicates.length) counts[kind] = rows.count - duplicates.length;
        }
      } finally {
        if (!dryRun) await touched(workspace);
      }
      if (!dryRun && workspace.settings.currency === '' && pending.firstCurrency !== undefined) await onFirstCurrency?.(workspace, pending.firstCurrency);
      return { perItem, facts: counts, receivedUntil: Math.max(lastReceived, receivedAt) };
    });
  };

  return {
    begin,
    write: (workspace, batch) => putIn(workspace, batch, false),
    rehearse: (workspace, batch) => putIn(workspace, batch, true),
    forgetRehearsal: (workspaceId, importId) => facts.execute(forgetRehearsal(workspaceId, importId)),
    undoImport: (workspace, importId) => turns.take(async () => {
      await touched(workspace);
      try {
        await undoImportFacts(facts, workspace.id, importId);
      } finally {
        await touched(workspace);
      }
    }),
  };
}
