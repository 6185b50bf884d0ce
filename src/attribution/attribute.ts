// Answers a question for attribution with one document.
import type { FactsStore } from '../database/facts-store.js';
import type { AttributionDocument, AttributionRow } from '../shared/api/attribution.js';
import { UNITS } from './credit.js';
import type { RuleModel } from './model.js';
import { decimalText } from './money.js';
import type { Question } from './question.js';
import { readRuleRows } from './rule-rows.js';
import { readTotals } from './totals.js';

/** Credit of whole parts, to a billionth. */
export const creditOf = (units: bigint): number => Math.round((Number(units) / UNITS) * 1e9) / 1e9;

export const rulesOf = (q: Question): RuleModel[] => q.models.flatMap((m) => (m.kind === 'fitted' ? [] : [m]));

/** The answer; conversions, credit and value of each model add up to the same. */
export async function attribute(facts: FactsStore, q: Question): Promise<AttributionDocument> {
  const totals = await readTotals(facts, q);
  const { rows: found, withTouches } = await readRuleRows(facts, q, rulesOf(q), totals, undefined);
  const { digits, currency, timeZone } = q.build;
  const rows: AttributionRow[] = found
    .sort((a, b) => Number(b.minor - a.minor) || Number(b.units - a.units) || (a.dims.join('\u0000') < b.dims.join('\u0000') ? -1 : 1))
    .map((r) => ({ model: r.model, dims: Object.fromEntries(q.by.map((d, at) => [d, r.dims[at] ?? ''])), credit: creditOf(r.units), value: decimalText(r.minor, digits) }));
  const { from, to, conversion, lookbackDays, accountBased, rules, settings } = q.query;
  return {
    from, to, timeZone, currency, asOf: q.asOf, conversion, models: q.models.map((m) => m.id), by: [...q.by], lookbackDays, accountBased, rules, settings,
    rows: q.models.flatMap((m) => rows.filter((r) => r.model === m.id)),
    conversions: totals.conversions, value: decimalText(totals.minor, digits), withTouches,
    totals: q.models.map((m) => {
      const of = found.filter((r) => r.model === m.id);
      return { model: m.id, credit: creditOf(of.reduce((n, r) => n + r.units, 0n)), value: decimalText(of.reduce((n, r) => n + r.minor, 0n), digits) };
    }),
    inputHash: totals.hash, remarks: [],
  };
}
