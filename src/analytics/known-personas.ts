// The personas of a workspace, which are few and chosen: in a split by them alone each stands, with 0 where nothing is.
import { z } from 'zod';
import type { FactsStore } from '../database/facts-store.js';
import { identifier, param, sql } from '../database/sql.js';
import type { DimensionId } from './read-model.js';
import type { BuildContext } from './read-models/build-context.js';
import type { Filter } from './scan.js';

const personaRow = z.object({ persona: z.string() });

/** Those that a split by persona shows (METRICS.md, `mql_by_persona`); none for another question. By rules, those that they name and any that records still bring to an entry; else whatever records name. */
export async function knownPersonas(facts: FactsStore, { by, filters, build }: { readonly by: readonly DimensionId[]; readonly filters: readonly Filter[]; readonly build: BuildContext }): Promise<string[]> {
  if (by.length !== 1 || by[0] !== 'persona') return [];
  const { rules } = build.personaRules;
  const table = identifier(rules.length > 0 ? 'funnel' : 'person_attributes');
  const found = await facts.query(personaRow, sql`SELECT DISTINCT toString(persona) AS persona FROM ${table} WHERE workspace_id = ${param('UInt32', build.target)} AND persona != ''`);
  const asked = filters.filter((f) => f.dimension === 'persona');
  return [...new Set([...rules.map((r) => r.persona), ...found.map((r) => r.persona)])].filter((persona) => asked.every((f) => f.values.includes(persona))).sort();
}
