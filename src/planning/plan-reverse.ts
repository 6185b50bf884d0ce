// The reverse funnel of a workspace: what is typed counts, the rest comes from its own history, and each stage says when it is needed.
import type { Decimal } from 'decimal.js';
import { Exact, readDecimal, readPositive } from '../shared/planning/exact.js';
import { firstGap, PLAN_INPUTS, reverseFunnel, type PlanInput, type PlanValue } from '../shared/planning/reverse-funnel.js';
import { reverseRequest, type PlanInputFigure, type ReverseDocument, type ReverseRequest } from '../shared/api/planning.js';
import { parseRequest } from '../shared/api/parse-request.js';
import { AppError } from '../shared/errors.js';
import { addDays, dayRange, type DayRange } from '../shared/period.js';
import type { Workspace } from '../shared/workspace.js';
import { historyTooShort, readHistoryInputs, type HistoryInputs } from './history-inputs.js';
import { planTarget } from './plan-target.js';
import { currencyOf, lastTwelveMonths, today, type PlanningContext } from './planning-context.js';

const isTyped = (input: PlanInput, request: ReverseRequest): boolean => request[input] !== undefined;

function typedFigure(input: PlanInput, value: PlanValue): PlanInputFigure {
  if (typeof value === 'object') {
    const [over, under]: Decimal[] = [readPositive(input, value.numerator), readPositive(input, value.denominator)];
    return { input, origin: 'typed', value: (over ?? new Exact(0)).div(under ?? 1).toNumber(), numerator: value.numerator, denominator: value.denominator };
  }
  const number = readDecimal(input, value);
  return { input, origin: 'typed', value: input === 'averageDeal' || input === 'costPerLead' ? number.toFixed() : number.toNumber(), numerator: number.toFixed(), denominator: 1 };
}

/** Days that lie between a stage and the end of the funnel, by the medians of the steps; undefined where one is unknown. */
function lags(inputs: ReadonlyMap<PlanInput, PlanInputFigure>): Map<string, number> {
  const close = inputs.get('closeRate')?.lagDays;
  const sql = inputs.get('mqlToSqlRate')?.lagDays;
  const lead = inputs.get('leadToMqlRate')?.lagDays;
  const found = new Map<string, number>([['revenue', 0], ['deals', 0]]);
  if (close === undefined) return found;
  found.set('sqls', close);
  if (sql === undefined) return found;
  found.set('mqls', close + sql);
  if (lead === undefined) return found;
  // Visits and what they cost are there when the lead comes.
  for (const stage of ['leads', 'visits', 'visitors', 'budget']) found.set(stage, close + sql + lead);
  return found;
}

const shifted = ({ from, to }: DayRange, days: number): DayRange => ({ from: addDays(from, -days), to: addDays(to, -days) });

/**
 * @throws AppError invalid_input at the field; history_too_short for revenue, average deal and the rates down to MQLs where they are neither
 * typed nor known; unknown_dimension; invalid_range
 */
export async function planReverse(context: PlanningContext, workspace: Workspace, given: ReverseRequest): Promise<ReverseDocument> {
  const request = parseRequest(reverseRequest, given);
  if (request.revenue !== undefined && request.anchor !== undefined) throw new AppError('invalid_input', { where: 'anchor', reason: 'stands beside revenue', remedy: 'Hold one of them; the other follows.' });
  for (const range of [request.history, request.target]) if (range !== undefined) dayRange(range.from, range.to);
  const now = today(context, workspace);
  if (request.target !== undefined && request.target.to <= now) throw new AppError('invalid_input', { where: 'target', reason: `the period ended before ${request.target.to}`, remedy: `Plan for days after ${now}.` });
  const range = request.history ?? lastTwelveMonths(context, workspace);
  const { currency, digits } = currencyOf(workspace);

  const typed = PLAN_INPUTS.filter((input) => isTyped(input, request));
  const inputs = new Map<PlanInput, PlanInputFigure>();
  for (const input of typed) {
    const value = request[input];
    if (value !== undefined) inputs.set(input, typedFigure(input, value));
  }
  // What is typed is checked before history is asked.
  const anchorOf = async (): Promise<ReverseDocument['anchor']> => {
    if (request.anchor !== undefined) return { stage: request.anchor.stage, amount: readPositive(request.anchor.stage, request.anchor.amount).toFixed(), origin: 'typed' };
    if (request.revenue !== undefined) return { stage: 'revenue', amount: readPositive('revenue', request.revenue).toFixed(), origin: 'typed' };
    return { stage: 'revenue', amount: (await planTarget(context, workspace, {})).target, origin: 'history' };
  };
  const values = (): Partial<Record<PlanInput, PlanValue>> => Object.fromEntries([...inputs].map(([input, f]) => [input, { numerator: f.numerator, denominator: f.denominator }]));
  reverseFunnel({ anchor: { stage: 'deals', amount: 1 }, values: Object.fromEntries(typed.map((input) => [input, request[input]])), digits });
  const anchor = await anchorOf();

  const all = typed.length === PLAN_INPUTS.length;
  const history: HistoryInputs = all ? { inputs: [], missing: [] } : await readHistoryInputs(context, workspace, { range, where: request.where, asOf: context.now() });
  for (const figure of history.inputs) if (!inputs.has(figure.input)) inputs.set(figure.input, figure);
  const missing = history.missing.filter((m) => !inputs.has(m.input));
  const gap = firstGap(anchor.stage, new Set(inputs.keys()));
  const needed = missing.find((m) => m.input === gap);
  if (needed !== undefined && needed.input !== 'leadToMqlRate') throw historyTooShort(needed);

  const days = lags(inputs);
  const stages = reverseFunnel({ anchor, values: values(), digits }).map((stage) => {
    const lag = days.get(stage.stage);
    return { ...stage, ...(request.target !== undefined && lag !== undefined && { neededBy: shifted(request.target, lag) }) };
  });
  return { currency, anchor, stages, inputs: PLAN_INPUTS.flatMap((input) => inputs.get(input) ?? []), missing: [...missing], history: range };
}
