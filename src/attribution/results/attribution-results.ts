// Attribution results that are kept under a name: saved with what they rest on, opened, repeated, and compared with now.
import type { FactsStore } from '../../database/facts-store.js';
import type { RecordsStore } from '../../database/records-store.js';
import { readChannelRules } from '../../identity/channel-rules/rule-versions.js';
import type { AttributionQuery } from '../../shared/api/attribution.js';
import type { ChangedConversions, ChangePart, OpenedResult, RepeatedResult, ResultChanges, SavedResult } from '../../shared/api/attribution-results.js';
import type { OtherSettings, Page } from '../../shared/api/parse-attribution-query.js';
import { AppError } from '../../shared/errors.js';
import type { Workspace } from '../../shared/workspace.js';
import { attribute, rulesOf, type ExactAnswer } from '../attribute.js';
import type { Question } from '../question.js';
import { compareResult, listChanged, type Comparison } from './compare-result.js';
import { dropConversionRows, storeConversionRows, storedSums } from './conversion-rows.js';
import { createResultRecords } from './result-records.js';

export interface AttributionResults {
  /** The latest first. */
  list(workspace: Workspace): Promise<SavedResult[]>;
  /** Answers a question and keeps the answer. @throws AppError invalid_input when the name is taken or there are too many; what attribution refuses */
  save(workspace: Workspace, name: string, query: AttributionQuery): Promise<OpenedResult>;
  /** The answer as it was given. @throws AppError not_found */
  open(workspace: Workspace, id: string): Promise<OpenedResult>;
  /** Asks the same again of what had happened by then: the same answer while nothing has changed. @throws AppError not_found */
  repeat(workspace: Workspace, id: string): Promise<RepeatedResult>;
  /** What has changed since, in parts that add up. @throws AppError not_found, invalid_input when the currency is another */
  changes(workspace: Workspace, id: string, other: OtherSettings): Promise<ResultChanges>;
  /** Conversions behind one part of the changes. @throws AppError not_found */
  changedConversions(workspace: Workspace, id: string, other: OtherSettings, part: ChangePart, page: Page): Promise<ChangedConversions>;
  /** Can be taken back with `restore` for thirty days. @throws AppError not_found */
  remove(workspace: Workspace, id: string): Promise<void>;
  /** @throws AppError not_found, invalid_input when its name is taken by now */
  restore(workspace: Workspace, id: string): Promise<SavedResult>;
}

/** How often an answer is given anew because something was imported while it was being kept. */
const ATTEMPTS = 3;

type Ask = (workspace: Workspace, query: AttributionQuery) => Promise<Question>;

/**
 * @param questions check a query and bring read models up to date
 * @param questions.fresh refuses what reaches beyond the data
 * @param questions.asKept does not: it was asked when the data was other
 */
export function createAttributionResults(facts: FactsStore, records: RecordsStore, { fresh, asKept }: { readonly fresh: Ask; readonly asKept: Ask }): AttributionResults {
  const kept = createResultRecords(records);

  /** Whether the stored conversions add up to the answer: an import in between would tear them apart. */
  const agrees = async (q: Question, id: bigint, { credits }: ExactAnswer): Promise<boolean> => {
    const sums = new Map((await storedSums(facts, q, id)).map((r) => [JSON.stringify([r.model, ...r.dims]), r]));
    const ruled = credits.filter((c) => rulesOf(q).some((r) => r.id === c.model));
    return sums.size === ruled.length && ruled.every((c) => { const sum = sums.get(JSON.stringify([c.model, ...c.dims])); return sum?.units === c.units && sum.minor === c.minor; });
  };

  const comparison = async (workspace: Workspace, id: string, other: OtherSettings): Promise<Comparison> => {
    const stored = await kept.find(workspace, id);
    const asked = stored.question;
    const same = await asKept(workspace, { ...asked, rules: asked.rules === 'latest' ? stored.listed.channelRules : asked.rules });
    const now = await (other.lookbackDays === undefined ? asKept : fresh)(workspace, { ...asked, ...other });
    return { stored, same: { ...same, asOf: now.asOf }, now };
  };

  return {
    list: (workspace) => kept.list(workspace),
    async save(workspace, name, query) {
      await kept.assertRoom(workspace, name);
      for (const id of await kept.purge(workspace)) await dropConversionRows(facts, id);
      const { models } = await fresh(workspace, query);
      // A model that is added later is no part of this answer.
      const asked = { ...query, models: models.map((m) => m.id) };
      for (let attempt = 1; ; attempt += 1) {
        const q = await fresh(workspace, asked);
        const channelRules = (await readChannelRules(records, workspace.id)).version;
        const answer = await attribute(facts, q);
        const fitted = answer.credits.filter((c) => q.models.some((m) => m.kind === 'fitted' && m.id === c.model));
        const id = await kept.begin(workspace, { name, question: asked, answer: answer.document, fitted, models: Object.fromEntries(q.models.map((m) => [m.id, m.version ?? 1])), channelRules: q.rules?.version ?? channelRules });
        await storeConversionRows(facts, q, id);
        if (await agrees(q, id, answer)) {
          const { listed, answer: document } = await kept.show(workspace, id);
          return { ...listed, answer: document };
        }
        await dropConversionRows(facts, id);
        if (attempt === ATTEMPTS) throw new AppError('changed_meanwhile', { what: 'What the result rests on' });
      }
    },
    async open(workspace, id) {
      const { listed, answer } = await kept.find(workspace, id);
      return { ...listed, answer };
    },
    async repeat(workspace, id) {
      const { listed, question: asked, answer } = await kept.find(workspace, id);
      const again = await attribute(facts, await asKept(workspace, { ...asked, asOf: answer.asOf, rules: asked.rules === 'latest' ? listed.channelRules : asked.rules }));
      return { result: listed, answer: again.document, same: again.document.inputHash === answer.inputHash };
    },
    changes: async (workspace, id, other) => compareResult(facts, await comparison(workspace, id, other)),
    changedConversions: async (workspace, id, other, part, page) => listChanged(facts, await comparison(workspace, id, other), part, page),
    remove: (workspace, id) => kept.remove(workspace, id),
    restore: async (workspace, id) => (await kept.restore(workspace, id)).listed,
  };
}
