// The figures that a plan can start from, over all and by a dimension such as channel or persona.
import { UNMATCHED } from '../analytics/read-model.js';
import { parseRequest } from '../shared/api/parse-request.js';
import { rangesRequest, type InputsDocument, type RangesRequest } from '../shared/api/planning.js';
import { dayRange } from '../shared/period.js';
import type { Workspace } from '../shared/workspace.js';
import { isMissing, rateInput, readHistoryInputs, readRates } from './history-inputs.js';
import { currencyOf, lastTwelveMonths, type PlanningContext } from './planning-context.js';

/** @throws AppError unknown_dimension, invalid_range */
export async function planInputs(context: PlanningContext, workspace: Workspace, given: RangesRequest): Promise<InputsDocument> {
  const request = parseRequest(rangesRequest, given);
  const range = request.history === undefined ? lastTwelveMonths(context, workspace) : dayRange(request.history.from, request.history.to);
  const query = { range, where: request.where, asOf: context.now() };
  const all = await readHistoryInputs(context, workspace, query);
  const rows: InputsDocument['rows'] = [{ value: null, inputs: [...all.inputs], missing: [...all.missing] }];
  if (request.by !== undefined) {
    const rates = await readRates(context, workspace, query, request.by);
    const values = [...new Set([...rates.values()].flatMap((rate) => [...rate.values.keys()]))].sort();
    for (const value of values) {
      const found = [...rates].flatMap(([input, { values: of }]) => {
        const own = of.get(value);
        return own === undefined ? [] : [rateInput(input, own, workspace)];
      });
      rows.push({ value: value === '' ? UNMATCHED : value, inputs: found.flatMap((f) => (isMissing(f) ? [] : [f])), missing: found.filter(isMissing) });
    }
  }
  return { currency: currencyOf(workspace).currency, history: { from: range.from, to: range.to }, rows };
}
