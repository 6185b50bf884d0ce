// The first values of a split over time. Steps have no one order: what is first over all of them is chosen before they are read,
// and only those values are told apart then, unless the others are needed.
import type { FactsStore } from '../database/facts-store.js';
import { computeFigures } from './figures.js';
import { cellKey, needsOf } from './read-cells.js';
import { UNMATCHED } from './read-model.js';
import type { Question } from './question.js';

/** The question with its values chosen; the same one where it wants all, or has no steps. Errors as of computeFigures. */
export async function keepFirst(facts: FactsStore, question: Question): Promise<Question> {
  const { first, by, query: { every, ...whole } } = question;
  if (first === undefined || every === undefined) return question;
  // By all figures, not only the one that orders them: a campaign without leads may have cost.
  const { rows, further, scans } = await computeFigures(facts, { ...question, query: { ...whole, intervals: 'exact', details: 'short' } });
  const values = new Map(rows.flatMap(({ dims }) => {
    if (dims === undefined) return [];
    const own = by.map((d) => (dims[d] === UNMATCHED ? '' : dims[d] ?? ''));
    return [[cellKey(own), own] as const];
  }));
  if (values.size === 0) return question;
  const readsAll = [...needsOf(question).measures.values()].some((m) => m.wholeOver?.some((d) => by.includes(d)) === true);
  return { ...question, kept: { values, further, readsAll, scans } };
}
