// Saved attribution results in the records store: name, question, answer and versions. What each conversion had and earned
// lies in the facts store, see conversion-rows.ts.
import { z } from 'zod';
import type { RecordsQueries, RecordsStore } from '../../database/records-store.js';
import { jsonb, param, sql, type Sql } from '../../database/sql.js';
import { attributionDocument, attributionQuery, type AttributionDocument, type AttributionQuery } from '../../shared/api/attribution.js';
import type { SavedResult } from '../../shared/api/attribution-results.js';
import { AppError } from '../../shared/errors.js';
import type { Workspace } from '../../shared/workspace.js';
import type { CreditRow } from '../rule-rows.js';

/** Results that a workspace keeps at most. */
const MOST_RESULTS = 200;
/** Days within which a removed result can be brought back. */
const KEPT_DAYS = 30;

export interface StoredResult {
  readonly id: bigint;
  readonly listed: SavedResult;
  readonly question: AttributionQuery;
  readonly answer: AttributionDocument;
  /** Rows of fitted models in whole parts: theirs can't be summed from conversions. */
  readonly fitted: readonly CreditRow[];
}

const fittedRows = z.array(z.object({ model: z.string(), dims: z.array(z.string()), units: z.coerce.bigint(), minor: z.coerce.bigint() }));
const versions = z.record(z.string(), z.number());
const parsed = <T>(of: z.ZodType<T>) => z.unknown().transform((value) => of.parse(typeof value === 'string' ? JSON.parse(value) : value));

const row = z
  .object({ id: z.bigint(), name: z.string(), saved_at: z.string(), question: parsed(attributionQuery), answer: parsed(attributionDocument), fitted: parsed(fittedRows), models: parsed(versions), channel_rules: z.number() })
  .transform((r): StoredResult => ({
    id: r.id, question: r.question, answer: r.answer, fitted: r.fitted,
    listed: {
      id: String(r.id), name: r.name, savedAt: r.saved_at, question: r.question, asOf: r.answer.asOf, inputHash: r.answer.inputHash, conversions: r.answer.conversions, value: r.answer.value,
      currency: r.answer.currency, timeZone: r.answer.timeZone, channelRules: r.channel_rules, models: r.models,
    },
  }));
const RESULT = sql`id, name, to_char(saved_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS saved_at, question, answer, fitted, models, channel_rules`;
const idRow = z.object({ id: z.bigint() });

export interface NewResult {
  readonly name: string;
  readonly question: AttributionQuery;
  readonly answer: AttributionDocument;
  readonly fitted: readonly CreditRow[];
  readonly models: Readonly<Record<string, number>>;
  readonly channelRules: number;
}

export interface ResultRecords {
  list(workspace: Workspace): Promise<SavedResult[]>;
  /** @throws AppError not_found */
  find(workspace: Workspace, id: string): Promise<StoredResult>;
  /** Refuses a name that can't be kept. @throws AppError invalid_input */
  assertRoom(workspace: Workspace, name: string): Promise<void>;
  /** Out of sight until `show`. */
  begin(workspace: Workspace, result: NewResult): Promise<bigint>;
  /** @throws AppError invalid_input when the name has been taken meanwhile */
  show(workspace: Workspace, id: bigint): Promise<StoredResult>;
  /** @throws AppError not_found */
  remove(workspace: Workspace, id: string): Promise<void>;
  /** @throws AppError not_found, invalid_input when its name is taken by now */
  restore(workspace: Workspace, id: string): Promise<StoredResult>;
  /** Results that nobody can bring back any more: they are forgotten, and their numbers answered. */
  purge(workspace: Workspace): Promise<bigint[]>;
}

export function createResultRecords(records: RecordsStore): ResultRecords {
  const of = (workspace: Workspace): Sql => sql`workspace_id = ${param('Int32', workspace.id)}`;
  const idOf = (text: string): Sql => {
    if (!/^\d{1,18}$/.test(text)) throw new AppError('not_found', { what: 'saved result', id: text });
    return sql`${param('Int64', BigInt(text))}::bigint`;
  };
  const found = (rows: readonly StoredResult[], id: string): StoredResult => {
    const [result] = rows;
    if (result === undefined) throw new AppError('not_found', { what: 'saved result', id });
    return result;
  };
  const assertFree = async (tx: RecordsQueries, workspace: Workspace, name: string): Promise<void> => {
    const taken = await tx.query(idRow, sql`SELECT id FROM attribution_results WHERE ${of(workspace)} AND removed_at IS NULL AND lower(name) = lower(${param('String', name)})`);
    if (taken.length > 0) throw new AppError('invalid_input', { where: 'name', reason: `a result is called "${name}" already`, remedy: 'Choose another name, or remove the result of that name.' });
  };
  /** Held to the end, so that two at once can't take one name. */
  const showLocked = (workspace: Workspace, id: Sql, text: string, complete: boolean): Promise<StoredResult> =>
    records.transaction(async (tx) => {
      await tx.execute(sql`SELECT id FROM workspaces WHERE id = ${param('Int32', workspace.id)} FOR UPDATE`);
      const hidden = await tx.query(z.object({ name: z.string(), hidden: z.boolean() }), sql`SELECT name, removed_at IS NOT NULL AS hidden FROM attribution_results WHERE ${of(workspace)} AND id = ${id} AND complete = ${param('Bool', complete)}`);
      if (hidden[0]?.hidden === true) await assertFree(tx, workspace, hidden[0].name);
      return found(await tx.query(row, sql`UPDATE attribution_results SET removed_at = NULL, complete = true WHERE ${of(workspace)} AND id = ${id} AND complete = ${param('Bool', complete)} RETURNING ${RESULT}`), text);
    });
  return {
    list: async (workspace) => (await records.query(row, sql`SELECT ${RESULT} FROM attribution_results WHERE ${of(workspace)} AND removed_at IS NULL ORDER BY saved_at DESC, id DESC`)).map((r) => r.listed),
    find: async (workspace, id) => found(await records.query(row, sql`SELECT ${RESULT} FROM attribution_results WHERE ${of(workspace)} AND id = ${idOf(id)} AND removed_at IS NULL`), id),
    async assertRoom(workspace, name) {
      await assertFree(records, workspace, name);
      const [count] = await records.query(z.object({ n: z.bigint() }), sql`SELECT count(*) AS n FROM attribution_results WHERE ${of(workspace)} AND removed_at IS NULL`);
      if ((count?.n ?? 0n) >= BigInt(MOST_RESULTS)) throw new AppError('invalid_input', { where: 'name', reason: `${MOST_RESULTS} results are kept already`, remedy: 'Remove some that nobody compares with.' });
    },
    async begin(workspace, { name, question, answer, fitted, models, channelRules }) {
      const exact = fitted.map(({ model, dims, units, minor }) => ({ model, dims, units: String(units), minor: String(minor) }));
      const [made] = await records.query(idRow, sql`
        INSERT INTO attribution_results (workspace_id, name, question, answer, fitted, models, channel_rules, removed_at)
        VALUES (${param('Int32', workspace.id)}, ${param('String', name)}, ${jsonb(question)}, ${jsonb(answer)}, ${jsonb(exact)}, ${jsonb(models)}, ${param('Int32', channelRules)}, now()) RETURNING id`);
      if (made === undefined) throw new TypeError('an inserted row has an id');
      return made.id;
    },
    show: (workspace, id) => showLocked(workspace, sql`${param('Int64', id)}::bigint`, String(id), false),
    async remove(workspace, id) {
      const touched = await records.execute(sql`UPDATE attribution_results SET removed_at = now() WHERE ${of(workspace)} AND id = ${idOf(id)} AND removed_at IS NULL`);
      if (touched === 0) throw new AppError('not_found', { what: 'saved result', id });
    },
    restore: (workspace, id) => showLocked(workspace, idOf(id), id, true),
    async purge(workspace) {
      // What was begun and never shown is given a day: its writer may still be at work.
      const gone = await records.query(idRow, sql`
        DELETE FROM attribution_results WHERE ${of(workspace)} AND removed_at < now() - CASE WHEN complete THEN make_interval(days => ${param('Int32', KEPT_DAYS)}) ELSE interval '1 day' END RETURNING id`);
      return gone.map((r) => r.id);
    },
  };
}
