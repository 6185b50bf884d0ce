// Answers a question for attribution with one document.
import type { FactsStore } from '../database/facts-store.js';
import type { AttributionDocument, AttributionRow } from '../shared/api/attribution.js';
import { z } from 'zod';
import { AppError } from '../shared/errors.js';
import { creditOf } from './credit-of.js';
import { besides, readCost, returnsOf } from './cost-beside.js';
import { fittedRows, readPaths, readSorts, showsFitted, type FittedCredit } from './fitted-rows.js';
import { inputHash, readTouchPrint } from './input-hash.js';
import { fittedIntervals, REPLICATES_OF, ruleIntervals, type CreditInterval, type Intervals } from './intervals.js';
import { touchFilters } from './journeys.js';
import { lookbackRemarks } from './lookback.js';
import { beatsChance, judgeOrders } from './markov-order.js';
import type { RuleModel } from './model.js';
import { decimalText } from './money.js';
import type { Question } from './question.js';
import { readRuleSums, ruleRows, type CreditRow } from './rule-rows.js';
import { saidBesideTracked } from './said-beside-tracked.js';
import { readTotals, type Totals } from './totals.js';

export const rulesOf = (q: Question): RuleModel[] => q.models.flatMap((m) => (m.kind === 'fitted' ? [] : [m]));

interface Fitted {
  readonly rows: readonly FittedCredit[];
  readonly markov?: NonNullable<AttributionDocument['markov']>;
  readonly intervals: Intervals;
  readonly remarks: readonly string[];
}

/** @throws AppError too_few_conversions */
async function fit(facts: FactsStore, asked: Question, totals: Totals): Promise<Fitted> {
  const models = asked.models.flatMap((m) => (m.kind === 'fitted' ? [m] : []));
  const [first] = models;
  if (first === undefined) return { rows: [], intervals: new Map(), remarks: [] };
  const least = asked.workspace.settings.fewSample;
  if (totals.conversions < least) throw new AppError('too_few_conversions', { model: first.id, conversions: totals.conversions, kind: asked.query.conversion, least });
  const [paths, sorts] = await Promise.all([readPaths(facts, asked), readSorts(facts, asked)]);
  const travelled = paths.conversions.reduce((n, c) => n + c, 0);
  if (travelled < least) throw new AppError('too_few_conversions', { model: first.id, conversions: travelled, kind: `${asked.query.conversion} (with touches)`, least });
  const judged = models.some((m) => m.id === 'markov') ? judgeOrders(paths) : undefined;
  const order = asked.query.chooseOrder && judged !== undefined ? judged.order : asked.query.settings.order;
  const q = { ...asked, query: { ...asked.query, settings: { ...asked.query.settings, order } } };
  const area = judged?.auc.find((a) => a.order === order)?.auc ?? null;
  const blind = judged !== undefined && area !== null && !beatsChance(area, paths);
  return {
    remarks: blind ? [`On journeys that it has not seen, the Markov chain of order ${order} tells those that convert from others no better than chance (area ${area.toFixed(3)}, chance is 0.5): its credit says how journeys run, not what brings conversions.`] : [],
    rows: models.flatMap((model) => fittedRows(q, model, paths, totals, sorts)),
    intervals: new Map(asked.query.intervals === 'none' ? [] : models.map((model) => [model.id, fittedIntervals(model, paths, q, REPLICATES_OF[asked.query.intervals === 'full' ? 'full' : 'fast'])])),
    ...(judged !== undefined && { markov: { order, chosen: asked.query.chooseOrder, auc: judged.auc } }),
  };
}

const intervalFor = (intervals: Intervals, { model, dims }: CreditRow): { interval?: CreditInterval } => {
  const interval = intervals.get(model)?.get(JSON.stringify(dims));
  return interval === undefined ? {} : { interval };
};

/** What of rows is of paid channels and of marketing, where all of them tell. */
const sumOfParts = (rows: readonly CreditRow[]): Pick<CreditRow, 'paid' | 'marketed'> => {
  const sum = (of: (row: CreditRow) => bigint | undefined): bigint | undefined => rows.reduce<bigint | undefined>((n, row) => { const part = of(row); return n === undefined || part === undefined ? undefined : n + part; }, 0n);
  return { paid: sum((r) => r.paid), marketed: sum((r) => r.marketed) };
};

/** An answer and its rows in whole parts. */
export interface ExactAnswer {
  readonly document: AttributionDocument;
  readonly credits: readonly CreditRow[];
}

type Found = CreditRow & Partial<Pick<FittedCredit, 'removalEffect' | 'samplingError'>>;

/** The answer; conversions, credit and value of each model add up to the same. */
export async function attribute(facts: FactsStore, q: Question): Promise<ExactAnswer> {
  // None waits for another's answer: a server works on them side by side, the embedded engine one after the other without a pause.
  const [totals, sums, print, costs] = await Promise.all([readTotals(facts, q), readRuleSums(facts, q, rulesOf(q)), readTouchPrint(facts, q), readCost(facts, q)]);
  const fitted = await fit(facts, q, totals);
  const { rows: ruled, withTouches } = ruleRows(q, rulesOf(q), sums, totals);
  const resampled = q.query.intervals === 'none' ? undefined : await ruleIntervals(facts, q, rulesOf(q), totals, REPLICATES_OF[q.query.intervals]);
  const intervals: Intervals = new Map([...fitted.intervals, ...(resampled ?? [])]);
  const filters = touchFilters(q);
  const kept = fitted.rows.filter((r) => showsFitted(q, r));
  const found: Found[] = [...ruled, ...kept];
  const { digits, currency, timeZone } = q.build;
  const credited = new Set(found.map((r) => JSON.stringify(r.dims)));
  const uncredited = filters.length > 0 ? [] : [...(costs ?? [])].filter(([key]) => !credited.has(key));
  const rows = found
    .sort((a, b) => Number(b.minor - a.minor) || Number(b.units - a.units) || (a.dims.join('\u0000') < b.dims.join('\u0000') ? -1 : 1))
    .map((r): AttributionRow => ({ ...intervalFor(intervals, r),
      model: r.model, dims: Object.fromEntries(q.by.map((d, at) => [d, r.dims[at] ?? ''])), credit: creditOf(r.units), value: decimalText(r.minor, digits),
      ...besides(q, costs, r),
      ...(r.removalEffect !== undefined && { removalEffect: r.removalEffect }), ...(r.samplingError !== undefined && { samplingError: r.samplingError }),
    }));
  const { from, to, conversion, lookbackDays, accountBased, settings } = q.query;
  const ids = q.models.map((m) => m.id);
  const said = saidBesideTracked(q, found, totals);
  const document: AttributionDocument = {
    from, to, timeZone, currency, asOf: q.asOf, conversion, models: ids, by: [...q.by], lookbackDays, accountBased, settings, rulesVersion: q.rules?.version ?? null,
    rows: ids.flatMap((id) => rows.filter((r) => r.model === id)),
    conversions: totals.conversions, value: decimalText(totals.minor, digits), withTouches: rulesOf(q).length === 0 ? null : withTouches,
    totals: ids.map((model) => {
      const of = found.filter((r) => r.model === model);
      return { model, credit: creditOf(of.reduce((n, r) => n + r.units, 0n)), value: decimalText(of.reduce((n, r) => n + r.minor, 0n), digits), ...(costs !== undefined && returnsOf(digits, sumOfParts(of))) };
    }),
    ...(costs !== undefined && {
      uncredited: uncredited.map(([key, spent]) => {
        const values = z.array(z.string()).parse(JSON.parse(key));
        return { dims: Object.fromEntries(q.by.map((d, at) => [d, values[at] ?? ''])), cost: spent.cost.toFixed(digits), adSpend: spent.adSpend.toFixed(digits) };
      }),
    }),
    ...(said !== undefined && { selfReported: said }),
    ...(fitted.markov !== undefined && { markov: fitted.markov }),
    inputHash: inputHash(q, totals, print),
    remarks: [...lookbackRemarks(q, print), ...fitted.remarks, ...(found.length === 0 && q.filters.length > 0 && totals.conversions > 0 ? [`Nothing of the credit has ${q.filters.map((f) => `the ${f.dimension} ${f.values.map((v) => `"${v}"`).join(' or ')}`).join(' and ')}.`] : [])],
  };
  return { document, credits: found };
}
