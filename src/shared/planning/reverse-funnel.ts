// The funnel backwards: from revenue to the deals, SQLs, MQLs, leads, visits and budget it takes; and forwards
// again from any stage that is edited. Pure: server, command line and browser reckon with the same code.
import type { Decimal } from 'decimal.js';
import { AppError } from '../errors.js';
import { Exact, readPositive, readRate, whole, type DecimalInput, type Fraction } from './exact.js';

/** From the top of the funnel to its end. */
export const PLAN_STAGES = ['visitors', 'visits', 'leads', 'mqls', 'sqls', 'deals', 'revenue'] as const;
export type PlanStage = (typeof PLAN_STAGES)[number];

/** What a plan is made of. A rate is above 0 and at most 1; money is in one currency. */
export const PLAN_INPUTS = ['averageDeal', 'closeRate', 'mqlToSqlRate', 'leadToMqlRate', 'visitorToLeadRate', 'visitsPerLead', 'websiteShare', 'costPerLead'] as const;
export type PlanInput = (typeof PLAN_INPUTS)[number];

const RATES: ReadonlySet<PlanInput> = new Set(['closeRate', 'mqlToSqlRate', 'leadToMqlRate', 'visitorToLeadRate', 'websiteShare']);

/** A figure of a plan, or the two it is the ratio of, so that 50 of 150 stays a third. */
export type PlanValue = DecimalInput | { readonly numerator: DecimalInput; readonly denominator: DecimalInput };

export interface ReverseInput {
  /** The stage that is fixed, and how much of it; the others follow. */
  readonly anchor: { readonly stage: PlanStage | 'budget'; readonly amount: DecimalInput };
  readonly values: Readonly<Partial<Record<PlanInput, PlanValue>>>;
  /** Digits of the currency's smallest unit, to which the budget and money below are rounded. Default 2. */
  readonly digits?: number;
}

export interface StagePlan {
  readonly stage: PlanStage | 'budget';
  /** Whole units: rounded up from the exact value where the stage stands above the anchor (what is needed), down where below (what comes of it). Money as decimal text. */
  readonly needed: number | string;
  /** Before rounding. */
  readonly exact: number | string;
  readonly rounded: 'up' | 'down';
}

/** Inputs between neighbours: how many of the stage on the right come of one on the left, or its inverse. */
const STEPS: readonly { readonly above: PlanStage; readonly below: PlanStage; readonly by: PlanInput }[] = [
  { above: 'deals', below: 'revenue', by: 'averageDeal' },
  { above: 'sqls', below: 'deals', by: 'closeRate' },
  { above: 'mqls', below: 'sqls', by: 'mqlToSqlRate' },
  { above: 'leads', below: 'mqls', by: 'leadToMqlRate' },
];

function readValue(where: PlanInput, value: PlanValue): Fraction {
  const isRate = RATES.has(where);
  if (typeof value !== 'object') return whole(isRate ? readRate(where, value) : readPositive(where, value));
  const [over, under] = [readPositive(where, value.numerator), readPositive(where, value.denominator)];
  if (isRate && over.gt(under)) readRate(where, over.div(under).toString());
  return { over, under };
}

const times = (a: Fraction, b: Fraction): Fraction => ({ over: a.over.times(b.over), under: a.under.times(b.under) });
const divided = (a: Fraction, b: Fraction): Fraction => ({ over: a.over.times(b.under), under: a.under.times(b.over) });
const MONEY: ReadonlySet<string> = new Set(['revenue', 'budget']);

function stagePlan(stage: StagePlan['stage'], { over, under }: Fraction, rounded: 'up' | 'down', digits: number): StagePlan {
  // One division, from exact products: a result that is whole is found whole, and never rounded up from a stray digit.
  const exact: Decimal = over.div(under);
  const mode = rounded === 'up' ? Exact.ROUND_CEIL : Exact.ROUND_FLOOR;
  if (MONEY.has(stage)) return { stage, needed: exact.toDecimalPlaces(digits, mode).toFixed(digits), exact: exact.toSignificantDigits(30).toFixed(), rounded };
  return { stage, needed: exact.toDecimalPlaces(0, mode).toNumber(), exact: exact.toNumber(), rounded };
}

/**
 * Plans every stage that the given figures reach, from the anchor upwards and downwards (METRICS.md, reverse funnel).
 *
 * 10,000,000 of revenue at 30,000 a deal, 25 % and 20 %: 334 deals, 1,334 SQLs, 6,667 MQLs.
 * @returns from the top of the funnel to its end, then the budget; a stage that can't be reached for want of a figure is left out
 * @throws AppError invalid_input at the field: no number, not above zero, a rate above one
 */
export function reverseFunnel({ anchor, values, digits = 2 }: ReverseInput): StagePlan[] {
  const read = new Map<PlanInput, Fraction>();
  for (const name of PLAN_INPUTS) {
    const value = values[name];
    if (value !== undefined) read.set(name, readValue(name, value));
  }
  const top = whole(readPositive(anchor.stage, anchor.amount));
  const cost = read.get('costPerLead');
  const found = new Map<PlanStage, Fraction>();
  if (anchor.stage !== 'budget') found.set(anchor.stage, top);
  else if (cost !== undefined) found.set('leads', divided(top, cost));

  // The website's part stands above leads: an anchor there comes down to leads first.
  const share = read.get('websiteShare') ?? whole(new Exact(1));
  const toVisits = read.get('visitsPerLead');
  const toLeads = read.get('visitorToLeadRate');
  if (anchor.stage === 'visits' && toVisits !== undefined) found.set('leads', divided(divided(top, toVisits), share));
  if (anchor.stage === 'visitors' && toLeads !== undefined) found.set('leads', divided(times(top, toLeads), share));

  // Down from the anchor, then up.
  for (const { above, below, by } of STEPS.toReversed()) {
    const [from, rate] = [found.get(above), read.get(by)];
    if (from !== undefined && rate !== undefined && !found.has(below)) found.set(below, times(from, rate));
  }
  for (const { above, below, by } of STEPS) {
    const [from, rate] = [found.get(below), read.get(by)];
    if (from !== undefined && rate !== undefined && !found.has(above)) found.set(above, divided(from, rate));
  }
  const leads = found.get('leads');
  if (leads !== undefined) {
    if (!found.has('visits') && toVisits !== undefined) found.set('visits', times(times(leads, share), toVisits));
    if (!found.has('visitors') && toLeads !== undefined) found.set('visitors', divided(times(leads, share), toLeads));
  }

  // All that a budget brings comes of it.
  const place = PLAN_STAGES.findIndex((stage) => stage === anchor.stage);
  const plans = PLAN_STAGES.flatMap((stage) => {
    const value = found.get(stage);
    return value === undefined ? [] : [stagePlan(stage, value, PLAN_STAGES.indexOf(stage) > place ? 'down' : 'up', digits)];
  });
  if (anchor.stage === 'budget') return [...plans, stagePlan('budget', top, 'up', digits)];
  return leads === undefined || cost === undefined ? plans : [...plans, stagePlan('budget', times(leads, cost), 'up', digits)];
}

/** The figure that a step of the plan lacks to get to the next stage, from the anchor's side; undefined when all are there. */
export function firstGap(anchor: PlanStage, given: ReadonlySet<PlanInput>): PlanInput | undefined {
  const above = STEPS.slice(STEPS.findIndex((step) => step.below === anchor));
  return (anchor === 'revenue' ? above : []).find((step) => !given.has(step.by))?.by;
}

/** @throws AppError invalid_input for a stage that a plan doesn't have */
export function readStage(where: string, name: string): PlanStage {
  const found = PLAN_STAGES.find((stage) => stage === name);
  if (found === undefined) throw new AppError('invalid_input', { where, reason: `"${name}" is no stage of a plan`, remedy: `Use one of ${PLAN_STAGES.join(', ')}.` });
  return found;
}
