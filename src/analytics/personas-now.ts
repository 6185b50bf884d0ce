// Who is which persona by what is known of them now, under rules in force or only looked at: for a preview of rules, and
// for those who are no leads yet.
import { z } from 'zod';
import type { FactsStore } from '../database/facts-store.js';
import { param, sql, type Sql } from '../database/sql.js';
import { NO_PERSONA_RULES, type PersonaPreview, type PersonaRuleSet } from '../shared/api/persona-rules.js';
import type { Workspace } from '../shared/workspace.js';
import { sizeBand } from './read-models/attributes.js';
import { personaOf } from './read-models/persona-of.js';

/** Persons shown of those who would change. */
const SAMPLES = 12;

const of = (workspace: Workspace): Sql => sql`workspace_id = ${param('UInt32', workspace.id)}`;

const COLUMNS = { role: sql`role`, segment: sql`segment`, country: sql`country`, owner: sql`owner`, industry: sql`industry`, company_size: sql`company_size`, company: sql`company`, size: sql`size` };

/**
 * One row a person (`n_person`) with what rules look at, by the latest that is known.
 * @param who a condition on `person_id`
 */
const known = (workspace: Workspace, who: Sql): Sql => sql`
  SELECT o.person_id AS n_person, ifNull(p.p_role, '') AS role, if(ifNull(p.p_segment, '') != '', p.p_segment, ifNull(c.c_segment, '')) AS segment, if(ifNull(p.p_country, '') != '', p.p_country, ifNull(c.c_country, '')) AS country,
    if(ifNull(p.p_owner, '') != '', p.p_owner, ifNull(c.c_owner, '')) AS owner, ifNull(c.c_industry, '') AS industry, ifNull(c.c_size, '') AS size, ${sizeBand(sql`ifNull(c.c_size, '')`)} AS company_size, ifNull(c.c_name, '') AS company
  FROM (SELECT person_id, account_id FROM person_origins WHERE ${of(workspace)} AND ${who}) AS o
  LEFT JOIN (
    SELECT person_id AS p_person, argMax(persona, at) AS p_role, argMax(segment, at) AS p_segment, argMax(country, at) AS p_country, argMax(owner, at) AS p_owner
    FROM person_attributes WHERE ${of(workspace)} AND ${who} GROUP BY p_person
  ) AS p ON p.p_person = o.person_id
  LEFT JOIN (
    SELECT account_id AS c_account, any(name) AS c_name, argMax(industry, at) AS c_industry, argMax(size, at) AS c_size, argMax(segment, at) AS c_segment, argMax(country, at) AS c_country, argMax(owner, at) AS c_owner
    FROM account_attributes WHERE ${of(workspace)} GROUP BY c_account
  ) AS c ON c.c_account = o.account_id`;

/** By person (`n_person`): their persona now, by the rules in force, and what is known beside it: segment, country and owner of their own, else of their company. */
export const personasNow = (workspace: Workspace, who: Sql): Sql =>
  sql`SELECT n_person, ${personaOf(workspace.personaRules ?? NO_PERSONA_RULES, COLUMNS)} AS persona, segment, country, owner, industry, company_size FROM (${known(workspace, who)})`;

const countRow = z.object({ before: z.string(), after: z.string(), n: z.coerce.number() });
const sampleRow = z.object({ n_person: z.string(), before: z.string(), after: z.string(), fields: z.record(z.string(), z.string()) });

/** What rules would change, against those in force; nothing is saved. Reads every person once. */
export async function previewPersonaRules(facts: FactsStore, workspace: Workspace, rules: PersonaRuleSet): Promise<PersonaPreview> {
  const both = sql`
    SELECT n_person, role, segment, country, owner, industry, company_size, company, ${personaOf(workspace.personaRules ?? NO_PERSONA_RULES, COLUMNS)} AS before, ${personaOf(rules, COLUMNS)} AS after
    FROM (${known(workspace, sql`1`)})`;
  const fields = sql`mapFilter((k, v) -> v != '', map('role', role, 'segment', segment, 'country', country, 'owner', owner, 'industry', industry, 'company_size', company_size, 'company', company))`;
  const [counts, samples] = await Promise.all([
    facts.query(countRow, sql`SELECT before, after, count() AS n FROM (${both}) GROUP BY before, after`),
    // A change of each kind before a second one of the same.
    facts.query(sampleRow, sql`
      SELECT toString(n_person) AS n_person, before, after, ${fields} AS fields FROM (${both}) WHERE before != after
      ORDER BY row_number() OVER (PARTITION BY before, after ORDER BY n_person), before, after, n_person LIMIT ${param('UInt32', SAMPLES)}`),
  ]);
  const sum = (rows: readonly { n: number }[]): number => rows.reduce((total, { n }) => total + n, 0);
  const names = [...new Set([...rules.rules.map((r) => r.persona), ...counts.flatMap((c) => [c.before, c.after])])];
  return {
    persons: sum(counts), changed: sum(counts.filter((c) => c.before !== c.after)),
    personas: names
      .map((persona) => ({ persona, before: sum(counts.filter((c) => c.before === persona)), after: sum(counts.filter((c) => c.after === persona)) }))
      .sort((a, b) => b.after - a.after || b.before - a.before || (a.persona < b.persona ? -1 : 1)).slice(0, 200),
    samples: samples.map(({ n_person, ...row }) => ({ ...row, personId: `P-${n_person}` })),
  };
}
