// A reverse funnel while it is edited: what the address holds, what is typed over history, and what follows, reckoned in the
// browser with the code of the server. A field that can't be read is told and left out, and the rest still follows.
import type { PlanInputFigure } from '../../shared/api/planning.js';
import { AppError } from '../../shared/errors.js';
import { PLAN_INPUTS, PLAN_STAGES, reverseFunnel, type PlanInput, type PlanStage, type PlanValue, type StagePlan } from '../../shared/planning/reverse-funnel.js';
import type { WorksheetFigures } from '../../shared/planning/worksheet.js';

export type FunnelStage = PlanStage | 'budget';
export const FUNNEL_STAGES: readonly FunnelStage[] = [...PLAN_STAGES, 'budget'];

export interface Hold {
  readonly stage: FunnelStage;
  /** Decimal text. */
  readonly amount: string;
}
export type Typed = Readonly<Partial<Record<PlanInput, string>>>;

/** What is being typed and not yet kept. */
export interface Live {
  readonly field: FunnelStage | PlanInput;
  readonly text: string;
}

/** `leads:2000`; undefined for what is no stage. */
export function readHold(text: string | undefined): Hold | undefined {
  const [name, amount = ''] = (text ?? '').split(':');
  const stage = FUNNEL_STAGES.find((s) => s === name);
  return stage === undefined || amount === '' ? undefined : { stage, amount };
}
export const printHold = ({ stage, amount }: Hold): string => `${stage}:${amount}`;

/** `closeRate:0.3`, each; what is no figure of a plan is left out. */
export function readTyped(items: readonly string[] | undefined): Typed {
  const found = (items ?? []).flatMap((item) => {
    const [name, value = ''] = item.split(':');
    const input = PLAN_INPUTS.find((p) => p === name);
    return input === undefined || value === '' ? [] : [[input, value] as const];
  });
  return Object.fromEntries(found);
}
export function printTyped(typed: Typed): string[] | undefined {
  const items = PLAN_INPUTS.flatMap((input) => (typed[input] === undefined ? [] : [`${input}:${typed[input]}`]));
  return items.length > 0 ? items : undefined;
}

export interface Funnel {
  readonly stages: ReadonlyMap<FunnelStage, StagePlan>;
  /** What can't be read, at its field. */
  readonly faults: ReadonlyMap<FunnelStage | PlanInput, AppError>;
}

const refusal = (work: () => unknown): AppError | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
};

/** @param history figures in place of which something may be typed */
export function planFunnel(hold: Hold | undefined, typed: Typed, history: readonly PlanInputFigure[], digits: number): Funnel {
  const faults = new Map<FunnelStage | PlanInput, AppError>();
  const values: Partial<Record<PlanInput, PlanValue>> = {};
  for (const { input, numerator, denominator } of history) values[input] = { numerator, denominator };
  for (const input of PLAN_INPUTS) {
    const value = typed[input];
    if (value === undefined) continue;
    const fault = refusal(() => reverseFunnel({ anchor: { stage: 'leads', amount: 1 }, values: { [input]: value } }));
    if (fault === undefined) values[input] = value;
    else {
      faults.set(input, fault);
      delete values[input];
    }
  }
  if (hold === undefined) return { stages: new Map(), faults };
  const fault = refusal(() => reverseFunnel({ anchor: hold, values: {} }));
  if (fault !== undefined) faults.set(hold.stage, fault);
  const stages = fault === undefined ? reverseFunnel({ anchor: hold, values, digits }) : [];
  return { stages: new Map(stages.map((s) => [s.stage, s])), faults };
}

/** What the plan asks of a worksheet as a whole. */
export function sheetGoal(stages: Funnel['stages']): WorksheetFigures {
  const of = (stage: FunnelStage): string | null => (stages.has(stage) ? String(stages.get(stage)?.needed) : null);
  return { visits: of('visits'), leads: of('leads'), mqls: of('mqls'), sqls: of('sqls'), customers: of('deals'), revenue: of('revenue'), cost: of('budget') };
}
