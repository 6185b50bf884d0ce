// Puts attribution together: the registry of models, journeys over the read models, rules and fitted models on them.
import type { Analytics } from '../analytics/analytics.js';
import type { FactsStore } from '../database/facts-store.js';
import type { RecordsStore } from '../database/records-store.js';
import { attributionQuery, DEFAULT_MODEL_SETTINGS, type AttributionQuery } from '../shared/api/attribution.js';
import type { Workspace } from '../shared/workspace.js';
import type { Attribution } from './attribution.js';
import { attributePaths } from './attribute-paths.js';
import { attribute } from './attribute.js';
import { alongJourneys } from './journey-shapes.js';
import { ledgerCsv, readLedger, whoseOf } from './ledger.js';
import { loadModels, type Models } from './load-models.js';
import { checkLookback } from './lookback.js';
import { ask, conversionKinds, CONVERSION_DIMENSIONS, TOUCH_DIMENSIONS, type Question } from './question.js';
import { readJourneys } from './read-journeys.js';
import { readPathTable } from './read-path-table.js';
import { createAttributionResults } from './results/attribution-results.js';
import { classifyOrigins, rulesFor } from './rules-as-of.js';

export interface AttributionParts {
  readonly facts: FactsStore;
  readonly records: RecordsStore;
  readonly analytics: Pick<Analytics, 'refresh'>;
  readonly models?: Models;
  /** For tests: the instant at which is read. */
  readonly now?: () => string;
}

export async function createAttribution({ facts, records, analytics, models: given, now = () => new Date().toISOString() }: AttributionParts): Promise<Attribution> {
  const models = given ?? (await loadModels());
  /** As it was asked once: a result that is kept stays open to repetition, whatever has become of the first touches. */
  const questionAsKept = async (workspace: Workspace, query: AttributionQuery): Promise<Question> => {
    // Names and dates are checked before anything is built.
    const asked = ask(models, workspace, query, await rulesFor(records, workspace.id, query.rules), now());
    await analytics.refresh(workspace);
    await classifyOrigins(facts, records, asked);
    return asked;
  };
  const question = async (workspace: Workspace, query: AttributionQuery): Promise<Question> => {
    const asked = await questionAsKept(workspace, query);
    await checkLookback(facts, asked);
    return asked;
  };
  return {
    attribute: async (workspace, query) => (await attribute(facts, await question(workspace, query))).document,
    async ledger(workspace, query, page, id, among = {}) {
      const whose = id === undefined ? undefined : whoseOf(id);
      const asked = await question(workspace, whose?.column === 'holder' ? { ...query, accountBased: true } : query);
      return readLedger(facts, alongJourneys(asked, among), page, whose);
    },
    async *ledgerCsv(workspace, query, among = {}) {
      yield* ledgerCsv(facts, alongJourneys(await question(workspace, query), among));
    },
    journeys: async (workspace, query, page) => readJourneys(facts, await question(workspace, query), page),
    paths: (text, query, name) => attributePaths(models, readPathTable(text, query.separator, name), query.models, query.settings),
    results: createAttributionResults(facts, records, { fresh: question, asKept: questionAsKept }),
    catalogue: (workspace) => ({
      models: [...models.values()].map((m) => ({ id: m.id, label: m.label, description: m.description, kind: m.kind === 'fitted' ? 'fitted' : 'rule', onPaths: m.kind === 'fitted' || m.onPath !== undefined })),
      conversions: conversionKinds(workspace),
      dimensions: { touch: [...TOUCH_DIMENSIONS], conversion: [...CONVERSION_DIMENSIONS] },
      defaults: DEFAULT_MODEL_SETTINGS,
      lookbackDays: attributionQuery.shape.lookbackDays.parse(undefined),
    }),
  };
}
