// A what-if: history by channel, the changes that were typed, many draws, and what comes of them as ranges.
import { businessDays } from '../analytics/business-days.js';
import { parseRequest } from '../shared/api/parse-request.js';
import { scenarioRequest, type ScenarioChange, type ScenarioDocument, type ScenarioRequest } from '../shared/api/planning.js';
import { AppError } from '../shared/errors.js';
import { addDays, addMonths, dayRange, startOf, type DayRange } from '../shared/period.js';
import { readDecimal, readPositive, readRate } from '../shared/planning/exact.js';
import type { Workspace } from '../shared/workspace.js';
import { RATE_INPUTS, type HistoryQuery, type RateInput } from './history-inputs.js';
import { currencyOf, lastTwelveMonths, today, type PlanningContext } from './planning-context.js';
import { posterior, priorAcross, type Beta } from './rate-priors.js';
import { fitResponse, type ResponseCurve } from './response-curve.js';
import { byChannel, monthsByChannel, readScenarioHistory, type ScenarioHistory } from './scenario-history.js';
import { OUTCOMES, simulateScenario, tornado, type Outcome, type ScenarioChannel, type Uncertain } from './simulate-scenario.js';

const FEWEST_DEALS = 5;
/** Days from lead to revenue: ten years. */
const MOST_LAG = 3650;
/** Years that a scenario reaches: what was learned of the past says nothing of later ones. */
const MOST_MONTHS = 120;
/** Draws of single values that a scenario is played through with: some seconds of work. */
const MOST_DRAWS = 3_000_000;
const WHOLE_INPUTS: ReadonlySet<string> = new Set(['averageDeal', 'lag']);

interface Change {
  readonly value: number | undefined;
  readonly factor: number;
}
const NO_CHANGE: Change = { value: undefined, factor: 1 };

/** Changes checked at their fields. The one that names a channel beats the one for all. */
function readChanges(changes: readonly ScenarioChange[], known: readonly string[]): (input: ScenarioChange['input'], channel?: string) => Change {
  const found = new Map<string, Change>();
  changes.forEach(({ input, channel, value, factor }, i) => {
    const where = `changes ${i + 1}, ${input}`;
    if ((value === undefined) === (factor === undefined)) throw new AppError('invalid_input', { where, reason: value === undefined ? 'names neither value nor factor' : 'names value and factor', remedy: 'Give one of them.' });
    if (channel !== undefined && WHOLE_INPUTS.has(input)) throw new AppError('invalid_input', { where, reason: 'is the same in all channels', remedy: 'Leave out channel.' });
    if (channel !== undefined && !known.includes(channel)) throw new AppError('invalid_input', { where, reason: `there is no channel "${channel}" in the chosen history`, remedy: `Use one of ${known.join(', ')}.` });
    const key = JSON.stringify([input, channel ?? null]);
    if (found.has(key)) throw new AppError('invalid_input', { where, reason: 'is changed twice', remedy: 'Change it once.' });
    const isRate = RATE_INPUTS.some((rate) => rate === input);
    const number = value === undefined ? undefined : isRate ? readRate(where, value) : input === 'leads' || input === 'budget' || input === 'lag' ? readDecimal(where, value) : readPositive(where, value);
    const times = factor === undefined ? undefined : input === 'leads' || input === 'budget' || input === 'lag' ? readDecimal(where, factor) : readPositive(where, factor);
    if (number?.lt(0) === true || times?.lt(0) === true) throw new AppError('invalid_input', { where, reason: 'is below zero', remedy: 'Give 0 or more.' });
    found.set(key, { value: number?.toNumber(), factor: times?.toNumber() ?? 1 });
  });
  return (input, channel) => (channel === undefined ? undefined : found.get(JSON.stringify([input, channel]))) ?? found.get(JSON.stringify([input, null])) ?? NO_CHANGE;
}

/** The days whose leads make the revenue of the period: earlier by the medians of the three steps. */
function lagOf(history: ScenarioHistory, change: Change): number {
  const own = RATE_INPUTS.reduce((days, input) => days + (history.rates.get(input)?.all.medianDays ?? 0), 0);
  const days = Math.round((change.value ?? own) * change.factor);
  if (days > MOST_LAG) throw new AppError('invalid_input', { where: 'changes, lag', reason: `${days} days lie between lead and revenue`, remedy: `Give at most ${MOST_LAG} days.` });
  return days;
}

const daysIn = (range: DayRange, { settings: { country, region } }: Workspace): number => (range.from < range.to ? businessDays({ ...range, country, region }).length : 0);

interface Curves {
  readonly curves: Map<string, ResponseCurve>;
}

/** Curves of the channels whose budget is changed. @throws AppError history_too_short: the months don't carry one */
async function readCurves(context: PlanningContext, workspace: Workspace, query: HistoryQuery, by: string, channels: readonly string[]): Promise<Curves> {
  const curves = new Map<string, ResponseCurve>();
  if (channels.length === 0) return { curves };
  // Two years: a curve needs more months than a rate.
  const months = await monthsByChannel(context, workspace, { ...query, range: { from: addMonths(query.range.to, -24), to: query.range.to } }, by);
  for (const channel of channels) {
    const fitted = fitResponse(months.get(channel) ?? []);
    if ('refused' in fitted) throw new AppError('history_too_short', { where: `budget of ${channel}`, found: fitted.refused, enough: fitted.enough, remedy: `change leads of ${channel} yourself instead of its budget` });
    curves.set(channel, fitted);
  }
  return { curves };
}

function summary(values: Float64Array): { mean: number; p10: number; p50: number; p90: number } {
  const sorted = values.slice().sort();
  const at = (p: number): number => sorted[Math.round(p * (sorted.length - 1))] ?? 0;
  return { mean: values.reduce((sum, v) => sum + v, 0) / values.length, p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}

/**
 * @throws AppError invalid_input at the field, invalid_range, unknown_dimension; history_too_short for a rate, the amounts or a response to
 * spending that is neither typed nor known
 */
export async function planScenario(context: PlanningContext, workspace: Workspace, given: ScenarioRequest): Promise<ScenarioDocument> {
  const request = parseRequest(scenarioRequest, given);
  const now = today(context, workspace);
  const quarter = addMonths(startOf('quarter', now, workspace.settings.fiscalYearStart), 3);
  const from = request.from ?? quarter;
  const period = dayRange(from, request.to ?? addMonths(from, 3));
  if (period.to <= now) throw new AppError('invalid_input', { where: 'to', reason: `the period ended before ${period.to}`, remedy: `Plan for days after ${now}.` });
  if (period.to > addMonths(period.from, MOST_MONTHS)) throw new AppError('invalid_input', { where: 'to', reason: `the period from ${period.from} to ${period.to} is longer than ${MOST_MONTHS / 12} years`, remedy: 'Plan for a shorter one.' });
  const target = request.target === undefined ? null : readPositive('target', request.target).toNumber();
  const range = request.history === undefined ? lastTwelveMonths(context, workspace) : dayRange(request.history.from, request.history.to);
  const query: HistoryQuery = { range, where: request.where, asOf: context.now() };
  const typed = new Set<string>(request.changes.filter((c) => c.value !== undefined && c.channel === undefined).map((c) => c.input));
  const history = await readScenarioHistory(context, workspace, query, request.by, typed);
  const change = readChanges(request.changes, history.channels);
  if (history.channels.length * request.draws > MOST_DRAWS) {
    const fewer = Math.floor(MOST_DRAWS / history.channels.length);
    throw new AppError('invalid_input', { where: 'draws', reason: `${request.draws} draws of ${history.channels.length} values of ${request.by} are too many`, remedy: `${fewer >= 1000 ? `Take at most ${fewer} draws, or` : 'Take'} a dimension with fewer values, or narrow it with where.` });
  }
  const remarks: string[] = [];

  const lagDays = lagOf(history, change('lag'));
  const leadDays = { from: addDays(period.from, -lagDays), to: addDays(period.to, -lagDays) };
  const past = { from: leadDays.from, to: leadDays.to < now ? leadDays.to : now };
  const coming = { from: leadDays.from > now ? leadDays.from : now, to: leadDays.to };
  const arrived = past.from < past.to ? await byChannel(context, workspace, { ...query, range: past }, 'leads', request.by) : new Map<string, number>();
  if (past.from < past.to) remarks.push(`With a lag of ${lagDays} days the leads for this period come from ${leadDays.from} to ${addDays(leadDays.to, -1)}: those to ${addDays(past.to, -1)} have come and are taken as they are.`);
  const [historyDays, comingDays, leadBusinessDays] = [daysIn(range, workspace), daysIn(coming, workspace), daysIn(leadDays, workspace)];
  if (historyDays === 0) throw new AppError('history_too_short', { where: 'history', found: 'it holds no business day', enough: 'some weeks', remedy: 'choose a longer history' });

  const budgets = history.channels.filter((channel) => change('budget', channel) !== NO_CHANGE);
  if (budgets.length > 0 && request.changes.some((c) => c.input === 'budget' && c.value !== undefined && c.channel === undefined)) throw new AppError('invalid_input', { where: 'changes, budget', reason: 'a value for all channels names no split', remedy: 'Give a value for each channel, or a factor.' });
  const { curves } = await readCurves(context, workspace, query, request.by, budgets);

  const priors = new Map(RATE_INPUTS.map((input) => [input, priorAcross([...(history.rates.get(input)?.values.values() ?? [])])]));
  const enough = { sample: workspace.settings.fewSample, events: workspace.settings.fewEvents };
  const rateOf = (input: RateInput, channel: string): Uncertain<Beta> => {
    const { value, factor } = change(input, channel);
    if (value !== undefined) return { fixed: value };
    const own = history.rates.get(input)?.values.get(channel) ?? { events: 0, exposure: 0 };
    return { drawn: posterior(own, priors.get(input) ?? { a: 0.5, b: 0.5 }, enough), factor };
  };
  const channels = history.channels.map((channel): ScenarioChannel => {
    const [leads, cost] = [history.leads.get(channel) ?? 0, history.cost.get(channel) ?? 0];
    const planned = (cost / historyDays) * leadBusinessDays;
    const budget = change('budget', channel);
    const spent = budget.value ?? planned * budget.factor;
    const curve = curves.get(channel);
    if (curve !== undefined && planned > 0) {
      const monthly = (spent / Math.max(1, leadBusinessDays)) * 21;
      if (monthly > curve.seen.high || monthly < curve.seen.low) remarks.push(`${channel}: about ${monthly.toFixed(0)} a month lies outside of the ${curve.seen.low.toFixed(0)} to ${curve.seen.high.toFixed(0)} that were ever spent; the curve is stretched.`);
    }
    const response = curve === undefined || planned <= 0 ? 1 : (spent / planned) ** curve.elasticity;
    const { value, factor } = change('leads', channel);
    const perLead = change('costPerLead', channel);
    const scale = (comingDays / historyDays) * response;
    // Leads follow a gamma posterior over the business days of the history (Jeffreys: half a lead more).
    return {
      channel, arrived: arrived.get(channel) ?? 0,
      leads: value !== undefined ? { fixed: value } : { drawn: { shape: leads + 0.5, scale }, factor },
      rates: [rateOf('leadToMqlRate', channel), rateOf('mqlToSqlRate', channel), rateOf('closeRate', channel)],
      cost: perLead.value !== undefined ? perLead.value * (value ?? (leads / historyDays) * leadBusinessDays * response * factor) : spent * perLead.factor * (curve === undefined && value === undefined ? factor : 1),
    };
  });
  const price = change('averageDeal');
  const mean = history.amounts.reduce((sum, amount) => sum + amount, 0) / Math.max(1, history.amounts.length);
  if (price.value === undefined && (history.amounts.length < FEWEST_DEALS || mean <= 0)) throw new AppError('history_too_short', { where: 'averageDeal', found: `${history.amounts.length} deals were won in the chosen history`, enough: `${FEWEST_DEALS} won deals with amounts`, remedy: 'type averageDeal yourself' });
  const usesHistory = mean > 0 && history.amounts.length >= FEWEST_DEALS;
  const model = {
    channels, draws: request.draws, seed: request.seed,
    amounts: usesHistory ? history.amounts : [price.value ?? 0],
    amountFactor: (usesHistory && price.value !== undefined ? price.value / mean : 1) * price.factor,
  };
  const { outcomes, revenueByChannel } = await simulateScenario(model);
  const reached = target === null ? null : outcomes.revenue.reduce((n, revenue) => n + (revenue >= target ? 1 : 0), 0) / request.draws;
  const summaries = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, summary(outcomes[outcome])])) as Record<Outcome, ReturnType<typeof summary>>;
  const unmatchedCost = channels.filter((c) => c.cost > 0 && c.arrived === 0 && (history.leads.get(c.channel) ?? 0) === 0);
  if (unmatchedCost.length > 0) remarks.push(`Cost without leads stays in the total: ${unmatchedCost.map((c) => c.channel).join(', ')}.`);
  return {
    from: period.from, to: period.to, leadsFrom: leadDays.from, leadsTo: leadDays.to, lagDays, currency: currencyOf(workspace).currency, draws: request.draws, seed: request.seed,
    target: target === null ? null : readPositive('target', request.target ?? target).toFixed(),
    probability: reached, probabilityError: reached === null ? null : Math.sqrt((reached * (1 - reached)) / request.draws),
    outcomes: summaries,
    channels: channels.map((c, i) => ({
      channel: c.channel, arrived: c.arrived, cost: c.cost,
      leads: c.arrived + ('fixed' in c.leads ? c.leads.fixed : c.leads.factor * c.leads.drawn.scale * c.leads.drawn.shape),
      revenue: summary(revenueByChannel[i] ?? new Float64Array(1)),
    })),
    tornado: tornado(model),
    curves: [...curves].map(([channel, { elasticity, standardError, months }]) => ({ channel, elasticity, standardError, months })),
    remarks, request,
  };
}
