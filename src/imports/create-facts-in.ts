// The way in for all facts: the writer, with identity and each workspace's channel rules behind it.
import type { Workspaces } from '../access/workspaces.js';
import type { FactsStore } from '../database/facts-store.js';
import type { RecordsStore } from '../database/records-store.js';
import type { Classify } from '../facts/people.js';
import { createFactWriter, type FactWriter } from '../facts/writer.js';
import { ChannelClassifier } from '../identity/channel-rules/classify.js';
import { readChannelRules } from '../identity/channel-rules/rule-versions.js';
import { cleanText, saysNothing } from '../identity/normalize-text.js';
import { createResolver, type Resolver } from '../identity/resolver.js';

/** As in a statement of identity, so that a touch and the link of its browser have the same id. */
function visitorIdOf(raw: string): string {
  const clean = cleanText(raw);
  return saysNothing(clean) ? '' : clean;
}

export function createFactsIn({ facts, records, workspaces }: { readonly facts: FactsStore; readonly records: RecordsStore; readonly workspaces: Workspaces }): { readonly writer: FactWriter; readonly resolver: Resolver } {
  const resolver = createResolver({ records, facts });
  const classifiers = new Map<number, { readonly version: number; readonly classify: Classify }>();

  // Read for every batch, so that a new version of the rules applies from the next one on.
  const classifierOf = async (workspaceId: number): Promise<Classify> => {
    const rules = await readChannelRules(records, workspaceId);
    const known = classifiers.get(workspaceId);
    if (known?.version === rules.version) return known.classify;
    const classifier = new ChannelClassifier(rules);
    const classify: Classify = (origin, { web }) => classifier.classify(origin, web ? 'visit' : 'record');
    classifiers.set(workspaceId, { version: rules.version, classify });
    return classify;
  };

  const writer = createFactWriter({
    facts, records, classifierOf, visitorIdOf,
    identify: (workspaceId, requests, context) => resolver.resolve(workspaceId, requests, context),
    onFirstCurrency: async (workspace, currency) => {
      const now = await workspaces.byId(workspace.id);
      if (now.settings.currency === '') await workspaces.set(now, { currency });
    },
  });
  return { writer, resolver };
}
