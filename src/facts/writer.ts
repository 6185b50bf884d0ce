// The one way by which facts get into the store: drafts in, durable rows out, each fact once. Who people
// are and what an origin means is asked of identity and channel rules, which come in as functions.
import { z } from 'zod';
import type { FactsStore } from '../database/facts-store.js';
import type { RecordsStore } from '../database/records-store.js';
import { param, sql } from '../database/sql.js';
import { AppError } from '../shared/errors.js';
import type { Workspace } from '../shared/workspace.js';
import { checkDraft, type CheckedDraft } from './check-draft.js';
import type { FactDraft, FactKind } from './drafts.js';
import { tableOf } from './fact-tables.js';
import { countKnown, createStaging, emptyStaging, forgetRehearsal, incomingName, INCOMING_ORIGINS, judgeRows, keepResupplied, rehearse, storeAll, storeMissing, type BatchContext } from './incoming.js';
import { namesSomeone, saysWho, type Classify, type Identify, type PeopleRequest, type ResolvedPeople } from './people.js';
import { stageBatch, type StagedRow } from './staged-batch.js';
import { Turns } from './turns.js';
import { undoImportFacts } from './undo-import.js';

/** new: stored now. retried: stored by an attempt that was cut off, counts like new. duplicate: said before. */
export type Fate = 'new' | 'duplicate' | 'retried';

export interface FactItem<D = FactDraft> {
  readonly draft: D;
  /** Identifies what the fact describes, for all time and within the workspace. */
  readonly eventId: string;
  /** Line of the file it stands on; two versions of one thing in a file differ by it. */
  readonly line?: number;
}

interface BatchOptions {
  /** 0 for facts that come in without an import. */
  readonly importId: bigint;
  /** Which connector, key or page the facts come from. */
  readonly sourceId: string;
  /** Digest of the file; '' where there is none, then the same version is never stored twice. */
  readonly fileDigest: string;
  /** Epoch milliseconds up to which batches of this import are recorded as written: what it stored later is left from an attempt that was cut off. */
  readonly committedUntil?: number | undefined;
}

/** Drafts that have passed `checkDraft` say so with `checked`; others are checked here, all or none. */
export type FactBatch =
  | (BatchOptions & { readonly items: readonly FactItem<CheckedDraft>[]; readonly checked: true })
  | (BatchOptions & { readonly items: readonly FactItem[]; readonly checked?: undefined });

export interface WriteResult {
  readonly perItem: readonly Fate[];
  /** New facts by kind. */
  readonly facts: Readonly<Partial<Record<FactKind, number>>>;
  /** Epoch milliseconds at which the last of the facts was received. */
  readonly receivedUntil: number;
}

export interface FactWriter {
  /**
   * Stores what is new; durable when the promise resolves. Sending the same facts again changes nothing.
   * @throws AppError invalid_input when a draft that was not checked before can't be a fact: then nothing is stored
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
  readonly classify: Classify;
  /** Called with the first currency that is seen in a workspace which has none. */
  readonly onFirstCurrency?: (workspace: Workspace, currency: string) => Promise<void>;
}

const knownRow = z.object({ staged: z.coerce.number(), keys: z.coerce.number(), known: z.coerce.number() });
const judgedRow = z.object({ duplicates: z.array(z.number()), retried: z.array(z.number()), missing: z.coerce.number(), supplied: z.coerce.number() });
type Judgement = z.infer<typeof judgedRow>;

const ANYONE_NEW: ReadonlySet<FactKind> = new Set(['submission', 'stageChange', 'deal', 'subscription', 'person']);

/** Touches of an unknown visitor are not asked about: the link from visitor to person is applied when figures are made. */
function peopleRequest(draft: CheckedDraft): PeopleRequest | undefined {
  if (!('who' in draft) || !saysWho(draft.who)) return undefined;
  const { who, kind } = draft;
  if (kind === 'touch' && !namesSomeone(who) && who.account === undefined) return undefined;
  const at = 'at' in draft ? draft.at : kind === 'deal' ? draft.createdAt : draft.startsAt;
  return { who, at, createPerson: ANYONE_NEW.has(kind) || (kind === 'touch' && namesSomeone(who)) };
}

const visitorOnly = (draft: CheckedDraft): ResolvedPeople | undefined =>
  'who' in draft && draft.who.visitorId !== undefined ? { personId: 0n, accountId: 0n, visitorId: draft.who.visitorId } : undefined;

function checkAll(workspace: Workspace, batch: FactBatch): readonly FactItem<CheckedDraft>[] {
  if (batch.checked === true) return batch.items;
  const { stages, currency } = workspace.settings;
  return batch.items.map((item, index) => {
    const result = checkDraft(item.draft, { stages, currency: currency === '' ? undefined : currency });
    if ('problem' in result) {
      const { field, reason, remedy } = result.problem;
      throw new AppError('invalid_input', { where: `fact ${index + 1}, ${field}`, reason, remedy });
    }
    return { ...item, draft: result.draft };
  });
}

export function createFactWriter({ facts, records, identify, classify, onFirstCurrency }: FactWriterParts): FactWriter {
  const turns = new Turns();
  let staging: Promise<void> | undefined;
  let lastReceived = 0;

  const prepareStaging = (): Promise<void> => (staging ??= (async () => {
    for (const statement of createStaging()) await facts.execute(statement);
  })().catch((error: unknown) => {
    staging = undefined;
    throw error;
  }));

  /** Read models are stale from before the first row is written until they have been built after the last. */
  const markStale = async (workspaceId: number): Promise<void> => {
    await records.execute(sql`
      INSERT INTO read_model_state (workspace_id, facts_revision) VALUES (${param('UInt32', workspaceId)}, 1)
      ON CONFLICT (workspace_id) DO UPDATE SET facts_revision = read_model_state.facts_revision + 1`);
  };

  const judge = async (context: BatchContext, kind: FactKind, staged: number): Promise<Judgement> => {
    const table = tableOf(kind);
    const [known] = await facts.query(knownRow, countKnown(table, context), { timeout: 600 });
    if (known?.staged !== staged) throw new Error(`${staged} rows were staged for ${table.table}, the engine has ${known?.staged ?? 'none'}`);
    if (table.rule === 'event' && known.keys === staged && known.known === 0) return { duplicates: [], retried: [], missing: staged, supplied: 0 };
    const [judged] = await facts.query(judgedRow, judgeRows(table, context), { timeout: 600 });
    if (judged === undefined) throw new Error(`no judgement on ${staged} rows of ${table.table}`);
    return judged;
  };

  const store = async (context: BatchContext, kind: FactKind, staged: number, { missing, supplied }: Judgement): Promise<void> => {
    const table = tableOf(kind);
    if (context.dryRun) await facts.execute(rehearse(table, context));
    else {
      if (missing > 0) await facts.execute(missing === staged ? storeAll(table, context) : storeMissing(table, context));
      if (supplied > 0) await facts.execute(keepResupplied(table, context));
    }
  };

  const putIn = async (workspace: Workspace, batch: FactBatch, dryRun: boolean): Promise<WriteResult> => {
    const items = checkAll(workspace, batch);
    const people = dryRun ? [] : await resolvePeople(workspace, items, batch);
    const byKind = new Map<FactKind, { rows: StagedRow[]; places: number[] }>();
    items.forEach(({ draft, eventId, line }, place) => {
      let group = byKind.get(draft.kind);
      if (group === undefined) byKind.set(draft.kind, (group = { rows: [], places: [] }));
      group.rows.push({ draft, eventId, line: line ?? 0, people: people[place] ?? visitorOnly(draft) });
      group.places.push(place);
    });
    const batches = [...byKind].map(([kind, { rows, places }]) => ({ kind, places, staged: stageBatch(tableOf(kind), rows, classify) }));

    return turns.take(async () => {
      await prepareStaging();
      const receivedAt = Math.max(Date.now(), lastReceived + 1, (batch.committedUntil ?? 0) + 1);
      const receivedUntil = receivedAt + Math.max(0, ...batches.map(({ staged }) => staged.spread));
      lastReceived = receivedUntil;
      const context: BatchContext = {
        workspaceId: workspace.id, importId: batch.importId, sourceId: batch.sourceId, fileDigest: batch.fileDigest,
        receivedAt, committedUntil: batch.committedUntil ?? Date.UTC(2200, 0), dryRun,
      };
      const perItem = new Array<Fate>(items.length).fill('new');
      const counts: Partial<Record<FactKind, number>> = {};
      if (!dryRun) await markStale(workspace.id);
      try {
        for (const { kind, places, staged } of batches) {
          const table = tableOf(kind);
          for (const statement of emptyStaging(table)) await facts.execute(statement);
          if (staged.origins !== undefined) await facts.insertColumns(INCOMING_ORIGINS, staged.origins.columns, staged.origins.body);
          await facts.insertColumns(incomingName(table), staged.rows.columns, staged.rows.body);
          const judgement = await judge(context, kind, places.length);
          await store(context, kind, places.length, judgement);
          for (const n of judgement.duplicates) perItem[places[n] ?? 0] = 'duplicate';
          for (const n of judgement.retried) perItem[places[n] ?? 0] = 'retried';
          const added = places.length - judgement.duplicates.length;
          if (added > 0) counts[kind] = added;
          for (const statement of emptyStaging(table)) await facts.execute(statement);
        }
      } finally {
        if (!dryRun) await markStale(workspace.id);
      }
      return { perItem, facts: counts, receivedUntil };
    });
  };

  const resolvePeople = async (workspace: Workspace, items: readonly FactItem<CheckedDraft>[], batch: FactBatch): Promise<readonly (ResolvedPeople | undefined)[]> => {
    const requests: PeopleRequest[] = [];
    const places: number[] = [];
    items.forEach(({ draft }, place) => {
      const request = peopleRequest(draft);
      if (request === undefined) return;
      requests.push(request);
      places.push(place);
    });
    if (requests.length === 0) return [];
    const answers = await identify(workspace.id, requests, { importId: batch.importId, reason: batch.sourceId });
    const people = new Array<ResolvedPeople | undefined>(items.length);
    answers.forEach((answer, i) => {
      const place = places[i];
      if (place !== undefined) people[place] = answer;
    });
    return people;
  };

  const noteCurrency = async (workspace: Workspace, batch: FactBatch): Promise<void> => {
    if (workspace.settings.currency !== '' || onFirstCurrency === undefined) return;
    const first = batch.items.find(({ draft }) => draft.kind !== 'rate' && 'currency' in draft && draft.currency !== undefined)?.draft;
    if (first !== undefined && 'currency' in first && first.currency !== undefined) await onFirstCurrency(workspace, first.currency);
  };

  return {
    async write(workspace, batch) {
      const result = await putIn(workspace, batch, false);
      await noteCurrency(workspace, batch);
      return result;
    },
    rehearse: (workspace, batch) => putIn(workspace, batch, true),
    forgetRehearsal: (workspaceId, importId) => facts.execute(forgetRehearsal(workspaceId, importId)),
    undoImport: (workspace, importId) => turns.take(async () => {
      await markStale(workspace.id);
      try {
        await undoImportFacts(facts, workspace.id, importId);
      } finally {
        await markStale(workspace.id);
      }
    }),
  };
}

