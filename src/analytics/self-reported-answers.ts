// What people answered when asked how they heard of the company, each different answer with what the rules in force make of
// it and what others would: by this, words are found that no rule knows yet.
import { z } from 'zod';
import type { FactsStore } from '../database/facts-store.js';
import { param, sql } from '../database/sql.js';
import { MOST_ANSWERS, type SelfReportedAnswers, type SelfReportedRule } from '../shared/api/self-reported-rules.js';
import type { Workspace } from '../shared/workspace.js';
import { saidChannel } from './read-models/person-answers.js';

const totalRow = z.object({ all: z.coerce.number(), changed: z.coerce.number(), different: z.coerce.number() });
const answerRow = z.object({ answer: z.string(), persons: z.coerce.number(), before: z.string(), after: z.string() });

/** The most frequent answers first; nothing is saved. Reads every answer once. */
export async function previewAnswers(facts: FactsStore, workspace: Workspace, rules: readonly SelfReportedRule[]): Promise<SelfReportedAnswers> {
  const answers = sql`
    SELECT self_reported_answer AS answer, count() AS persons, any(toString(self_reported)) AS before, any(${saidChannel(rules, sql`self_reported_answer`)}) AS after
    FROM person_answers WHERE workspace_id = ${param('UInt32', workspace.id)} GROUP BY answer`;
  const [[total], listed] = await Promise.all([
    facts.query(totalRow, sql`SELECT sum(persons) AS all, sumIf(persons, before != after) AS changed, count() AS different FROM (${answers})`),
    facts.query(answerRow, sql`SELECT * FROM (${answers}) ORDER BY persons DESC, answer LIMIT ${param('UInt32', MOST_ANSWERS)}`),
  ]);
  return { persons: total?.all ?? 0, changed: total?.changed ?? 0, different: total?.different ?? 0, answers: listed };
}
