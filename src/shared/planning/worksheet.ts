// The worksheet of a plan: for each channel and programme its goals and cost, what each stage then costs and returns,
// and whether the rows add up to the overall goal. Pure, so that the browser reckons as the server does.
import type { Decimal } from 'decimal.js';
import { AppError } from '../errors.js';
import { Exact, readDecimal } from './exact.js';

/** What a row plans; counts and money alike as decimal text. */
export const WORKSHEET_MEASURES = ['visits', 'leads', 'mqls', 'sqls', 'customers', 'revenue', 'cost'] as const;
export type WorksheetMeasure = (typeof WORKSHEET_MEASURES)[number];

export type WorksheetFigures = Readonly<Partial<Record<WorksheetMeasure, string | null>>>;

export interface WorksheetRow extends WorksheetFigures {
  readonly channel: string;
  /** Campaign or programme; empty for the channel as a whole. */
  readonly programme: string;
}

/** Cost of one of each, and return on cost; null where there is nothing below the line. */
export interface WorksheetRatios {
  readonly costPerVisit: string | null;
  readonly costPerLead: string | null;
  readonly costPerMql: string | null;
  readonly costPerSql: string | null;
  readonly costPerCustomer: string | null;
  /** (revenue − cost) ÷ cost, a plain number. */
  readonly returnOnCost: number | null;
}

export interface WorksheetCheck {
  readonly measure: WorksheetMeasure;
  readonly planned: string;
  readonly goal: string;
  /** planned − goal */
  readonly difference: string;
  /** For cost `over` is more than the budget; for all else more than the goal. */
  readonly state: 'exact' | 'over' | 'under';
}

export interface CheckedWorksheet {
  readonly rows: readonly (WorksheetRow & WorksheetRatios)[];
  readonly totals: Readonly<Record<WorksheetMeasure, string | null>> & WorksheetRatios;
  readonly checks: readonly WorksheetCheck[];
}

const PER_STAGE = { visits: 'costPerVisit', leads: 'costPerLead', mqls: 'costPerMql', sqls: 'costPerSql', customers: 'costPerCustomer' } as const;

function read(where: string, value: string | null | undefined): Decimal | null {
  if (value === null || value === undefined || value === '') return null;
  const number = readDecimal(where, value);
  if (number.lt(0)) throw new AppError('invalid_input', { where, reason: `${number.toFixed()} is below zero`, remedy: 'Give 0 or more, or leave the cell empty.' });
  return number;
}

function ratiosOf(figures: Readonly<Record<WorksheetMeasure, Decimal | null>>, digits: number): WorksheetRatios {
  const { cost, revenue } = figures;
  const per = (measure: keyof typeof PER_STAGE): string | null => {
    const count = figures[measure];
    return cost === null || count === null || count.isZero() ? null : cost.div(count).toDecimalPlaces(digits).toFixed(digits);
  };
  return {
    costPerVisit: per('visits'), costPerLead: per('leads'), costPerMql: per('mqls'), costPerSql: per('sqls'), costPerCustomer: per('customers'),
    returnOnCost: cost === null || revenue === null || cost.isZero() ? null : revenue.minus(cost).div(cost).toNumber(),
  };
}

/**
 * Ratios of each row, totals (ratios of sums, never means of ratios), and the rows held against the overall goal.
 * @param goal of the whole, by measure; measures without a goal are not checked
 * @param digits of the currency's smallest unit
 * @throws AppError invalid_input naming row and column
 */
export function checkWorksheet(rows: readonly WorksheetRow[], goal: WorksheetFigures, digits = 2): CheckedWorksheet {
  const figures = rows.map((row, i) => {
    const entry = (m: WorksheetMeasure): Decimal | null => read(`row ${i + 1} (${[row.channel, row.programme].filter((n) => n !== '').join(', ')}), ${m}`, row[m]);
    return { visits: entry('visits'), leads: entry('leads'), mqls: entry('mqls'), sqls: entry('sqls'), customers: entry('customers'), revenue: entry('revenue'), cost: entry('cost') };
  });
  const sum = (m: WorksheetMeasure): Decimal | null =>
    figures.reduce<Decimal | null>((total, row) => (row[m] === null ? total : (total ?? new Exact(0)).plus(row[m])), null);
  const totals = { visits: sum('visits'), leads: sum('leads'), mqls: sum('mqls'), sqls: sum('sqls'), customers: sum('customers'), revenue: sum('revenue'), cost: sum('cost') };
  const text = (value: Decimal | null): string | null => value?.toFixed() ?? null;
  const checks = WORKSHEET_MEASURES.flatMap((measure): WorksheetCheck[] => {
    const wanted = read(`goal, ${measure}`, goal[measure]);
    if (wanted === null) return [];
    const planned = totals[measure] ?? new Exact(0);
    const difference = planned.minus(wanted);
    return [{ measure, planned: planned.toFixed(), goal: wanted.toFixed(), difference: difference.toFixed(), state: difference.isZero() ? 'exact' : difference.gt(0) ? 'over' : 'under' }];
  });
  return {
    rows: rows.map((row, i) => ({ ...row, ...ratiosOf(figures[i] ?? totals, digits) })),
    totals: {
      visits: text(totals.visits), leads: text(totals.leads), mqls: text(totals.mqls), sqls: text(totals.sqls), customers: text(totals.customers),
      revenue: text(totals.revenue), cost: text(totals.cost), ...ratiosOf(totals, digits),
    },
    checks,
  };
}
