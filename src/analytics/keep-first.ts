// The first values of a split over time. Steps have no one order: what is first over all of them is chosen before they are read,
// by nothing but the figure it is chosen by, and only those values are told apart then.
import type { FactsStore } from '../database/facts-store.js';
import { computeFigures } from './figures.js';
import { cellKey, needsOf } from './read-cells.js';
import { UNMATCHED } from './read-model.js';
import type { Question } from './question.js';

/** The question with its values chosen; the same one where it wants all, or has no steps. Errors as of computeFigures. */
export async function keepFirst(facts: FactsStore, question: Question): Promise<Question> {
  const { first, by, query: { every, ...whole } } = question;
  if (first === undefined || every === undefined) return question;
  const readsAll = [...needsOf(question).measures.values()].some((m) => m.wholeOver?.some((d) => by.includes(d)) === true);
  const { rows, further, scans } = await computeFigures(facts, { ...question, kpis: [first.kpi], query: { ...whole, intervals: 'exact' } });
  const values = rows.flatMap(({ dims }) => (dims === undefined ? [] : [by.map((d) => (dims[d] === UNMATCHED ? '' : dims[d] ?? ''))]));
  return values.length === 0 ? question : { ...question, kept: { values: new Map(values.map((dims) => [cellKey(dims), dims])), further, readsAll, scans } };
}
