// The figures of a plan from the workspace's own history: rates by exposure with their intervals and time lags, prices,
// visits; and what is missing, with what would be enough.
import { figuresQuery, type FigureRow } from '../shared/api/figures.js';
import type { PlanInputFigure } from '../shared/api/planning.js';
import { AppError } from '../shared/errors.js';
import type { DayRange } from '../shared/period.js';
import type { PlanInput } from '../shared/planning/reverse-funnel.js';
import type { Workspace } from '../shared/workspace.js';
import { exposedRate, type ExposedRate } from './exposure.js';
import type { PlanFilters, PlanningContext } from './planning-context.js';
import { mergeAges, readStageAges } from './stage-ages.js';

/** Stages between which a plan's rates run. */
export const RATE_STAGES = { leadToMqlRate: ['lead', 'mql'], mqlToSqlRate: ['mql', 'sql'], closeRate: ['sql', 'won'] } as const satisfies Partial<Record<PlanInput, readonly [string, string]>>;
export type RateInput = keyof typeof RATE_STAGES;
export const RATE_INPUTS = Object.keys(RATE_STAGES) as RateInput[];

/** KPIs that give the other figures, with their numerator and denominator. */
const FIGURES = { averageDeal: 'average_deal', visitorToLeadRate: 'visitor_to_lead_rate', visitsPerLead: 'visits_per_lead', costPerLead: 'cost_per_lead' } as const satisfies Partial<Record<PlanInput, string>>;
type FigureInput = keyof typeof FIGURES;
/** As they are said in a sentence. */
const WORDS: Readonly<Record<FigureInput, string>> = { averageDeal: 'the average deal', visitorToLeadRate: 'the share of visitors who become leads', visitsPerLead: 'the number of visits for a lead', costPerLead: 'the cost of a lead' };
const FIGURE_INPUTS = Object.keys(FIGURES) as FigureInput[];

export interface MissingInput {
  readonly input: PlanInput;
  readonly reason: string;
  readonly enough: string;
}

export interface HistoryInputs {
  readonly inputs: readonly PlanInputFigure[];
  readonly missing: readonly MissingInput[];
}

export interface HistoryQuery {
  readonly range: DayRange;
  readonly where: PlanFilters;
  /** ISO instant of the reading. */
  readonly asOf: string;
}

export const historyTooShort = ({ input, reason, enough }: MissingInput): AppError =>
  new AppError('history_too_short', { where: input, found: reason, enough, remedy: `type ${input} yourself` });

/** A rate as an input, or why it can't be one. Below `fewSample` cases or `fewEvents` conversions nothing is learnt. */
export function rateInput(input: RateInput, found: ExposedRate, { settings }: Workspace): PlanInputFigure | MissingInput {
  const [from, to] = RATE_STAGES[input];
  const enough = `${settings.fewSample} ${from}s of which ${settings.fewEvents} became ${to}`;
  if (found.sample === 0) return { input, enough, reason: `nobody has entered ${from}` };
  if (found.events === 0) return { input, enough, reason: `of ${found.sample} in ${from} nobody has reached ${to}` };
  if (found.sample < settings.fewSample || found.events < settings.fewEvents) return { input, enough, reason: `${found.events} of ${found.sample} in ${from} have reached ${to}` };
  return {
    input, origin: 'history', value: found.events / found.exposure, numerator: found.events, denominator: Number(found.exposure.toFixed(6)),
    sample: found.sample, events: found.events, open: found.open,
    ...(found.low !== null && { low: found.low }), ...(found.high !== null && { high: found.high }), ...(found.medianDays !== null && { lagDays: found.medianDays }),
  };
}

export const isMissing = (found: PlanInputFigure | MissingInput): found is MissingInput => 'reason' in found;

function figureInput(input: FigureInput, row: FigureRow | undefined): PlanInputFigure | MissingInput {
  const lacks = (reason: string): MissingInput => ({ input, reason, enough: `a period in which ${WORDS[input]} can be reckoned and is above zero` });
  if (row === undefined || row.status === 'unsplittable') return lacks(`${WORDS[input]} can't be split as asked`);
  const { value, numerator, denominator } = row;
  if (value === null || numerator === null || denominator === null || Number(numerator) <= 0) return lacks(`${WORDS[input]} has no value in the chosen period`);
  if (input === 'visitorToLeadRate' && Number(value) > 1) return lacks('more website leads than visitors were counted, which is no rate');
  return { input, origin: 'history', value, numerator, denominator, sample: row.sample, ...(row.low != null && { low: row.low }), ...(row.high != null && { high: row.high }) };
}

/** Rates of all, or by value of a dimension, with the timing of all for each value. */
export async function readRates(context: PlanningContext, workspace: Workspace, query: HistoryQuery, by?: string): Promise<Map<RateInput, { all: ExposedRate; values: Map<string, ExposedRate> }>> {
  const stages = new Set(workspace.settings.stages);
  const wanted = RATE_INPUTS.filter((input) => RATE_STAGES[input].every((stage) => stages.has(stage)));
  return new Map(await Promise.all(wanted.map(async (input) => {
    const [from, to] = RATE_STAGES[input];
    const ages = await readStageAges(context, workspace, { ...query, from, to, by });
    const all = exposedRate(mergeAges(ages.values()));
    const values = new Map(by === undefined ? [] : [...ages].map(([value, own]) => [value, exposedRate(own, all.timing)]));
    return [input, { all, values }] as const;
  })));
}

/** All that history gives for a plan. @throws AppError unknown_dimension */
export async function readHistoryInputs(context: PlanningContext, workspace: Workspace, query: HistoryQuery): Promise<HistoryInputs> {
  const found: (PlanInputFigure | MissingInput)[] = [];
  const rates = await readRates(context, workspace, query);
  for (const input of RATE_INPUTS) {
    const rate = rates.get(input);
    const [from, to] = RATE_STAGES[input];
    found.push(rate === undefined ? { input, reason: `the workspace has no stages ${from} and ${to}`, enough: 'both stages in the setting stages' } : rateInput(input, rate.all, workspace));
  }
  const { rows } = await context.analytics.figures(workspace, figuresQuery.parse({
    ...query.range, asOf: query.asOf, where: query.where.map((w) => ({ dimension: w.dimension, values: [...w.values] })), kpis: [...Object.values(FIGURES), 'website_leads', 'leads'],
  }));
  const row = (kpi: string): FigureRow | undefined => rows.find((r) => r.kpi === kpi);
  for (const input of FIGURE_INPUTS) found.push(figureInput(input, row(FIGURES[input])));
  const [website, leads] = [row('website_leads')?.value, row('leads')?.value];
  if (typeof website === 'number' && typeof leads === 'number' && website > 0 && leads >= website) {
    found.push({ input: 'websiteShare', origin: 'history', value: website / leads, numerator: website, denominator: leads, sample: leads });
  }
  return { inputs: found.flatMap((f) => (isMissing(f) ? [] : [f])), missing: found.filter(isMissing) };
}
