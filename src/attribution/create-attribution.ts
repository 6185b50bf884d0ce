// Puts attribution together: the registry of models, journeys over the read models, rules and fitted models on them.
import type { Analytics } from '../analytics/analytics.js';
import type { FactsStore } from '../database/facts-store.js';
import type { RecordsStore } from '../database/records-store.js';
import type { Attribution } from './attribution.js';
import { attribute } from './attribute.js';
import { loadModels, type Models } from './load-models.js';
import { ask } from './question.js';

export interface AttributionParts {
  readonly facts: FactsStore;
  readonly records: RecordsStore;
  readonly analytics: Analytics;
  readonly models?: Models;
  /** For tests: the instant at which is read. */
  readonly now?: () => string;
}

export async function createAttribution({ facts, analytics, models: given, now = () => new Date().toISOString() }: AttributionParts): Promise<Attribution> {
  const models = given ?? (await loadModels());
  return {
    async attribute(workspace, query) {
      const question = ask(models, workspace, query, now());
      await analytics.refresh(workspace);
      return attribute(facts, question);
    },
  };
}
