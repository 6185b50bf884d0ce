// The revenue target of a workspace: from the revenue of its fiscal years or from typed ones, spread over quarters or months by its own season.
import { targetRequest, type TargetDocument, type TargetRequest } from '../shared/api/planning.js';
import { figuresQuery } from '../shared/api/figures.js';
import { parseRequest } from '../shared/api/parse-request.js';
import { AppError } from '../shared/errors.js';
import { businessDays } from '../analytics/business-days.js';
import { addMonths, startOf, stepsOf, type DayRange } from '../shared/period.js';
import { Exact, readDecimal } from '../shared/planning/exact.js';
import { DEFAULT_UPLIFT_POINTS, revenueTarget, spreadAmount, type Uplift } from '../shared/planning/revenue-target.js';
import type { Workspace } from '../shared/workspace.js';
import { currencyOf, today, type PlanningContext } from './planning-context.js';

/** Years whose season is averaged, at most. */
const SEASONS = 3;

/** Whole fiscal years with data, oldest first, each with its revenue by part. */
async function revenueByYear({ analytics }: PlanningContext, workspace: Workspace, current: DayRange, every: 'quarter' | 'month'): Promise<{ year: DayRange; parts: string[] }[]> {
  const { fiscalYearStart } = workspace.settings;
  const extent = await analytics.extent(workspace);
  if (extent === null) return [];
  const first = startOf('year', extent.from, fiscalYearStart);
  // A year that had begun when the data begin is not whole.
  const from = first === extent.from ? first : addMonths(first, 12);
  if (from >= current.from) return [];
  const { rows } = await analytics.figures(workspace, figuresQuery.parse({ from, to: current.from, kpis: ['revenue'], every, intervals: 'exact' }));
  return stepsOf({ from, to: current.from }, 'year', fiscalYearStart).map((year) => ({
    year, parts: rows.filter((row) => row.period !== undefined && row.period.from >= year.from && row.period.from < year.to).map((row) => String(row.value ?? 0)),
  }));
}

const sum = (parts: readonly string[]): string => parts.reduce((total, part) => total.plus(part), new Exact(0)).toFixed();

/** The mean of each part's share of its year, so that a large year says no more of the season than a small one. */
function meanShares(years: readonly { parts: readonly string[] }[], count: number): string[] | undefined {
  const whole = years.filter((year) => year.parts.length === count && new Exact(sum(year.parts)).gt(0)).slice(-SEASONS);
  if (whole.length === 0) return undefined;
  return Array.from({ length: count }, (_, i) => whole.reduce((total, year) => total.plus(new Exact(year.parts[i] ?? 0).div(sum(year.parts))), new Exact(0)).div(whole.length).toFixed());
}

function upliftOf({ upliftPoints, upliftRelative }: TargetRequest): Uplift {
  if (upliftPoints !== undefined && upliftRelative !== undefined) throw new AppError('invalid_input', { where: 'upliftRelative', reason: 'stands beside upliftPoints', remedy: 'Give one of them.' });
  return upliftRelative !== undefined ? { relative: upliftRelative } : { points: upliftPoints ?? DEFAULT_UPLIFT_POINTS };
}

function readShares(shares: TargetRequest['shares'], count: number): string[] | undefined {
  if (shares === undefined) return undefined;
  if (shares.length !== count) throw new AppError('invalid_input', { where: 'shares', reason: `${shares.length} are given for ${count} parts`, remedy: `Give ${count} weights, one a part.` });
  const read = shares.map((share, i) => readDecimal(`shares ${i + 1}`, share));
  if (read.some((share) => share.lt(0)) || read.every((share) => share.isZero())) throw new AppError('invalid_input', { where: 'shares', reason: 'a weight is below zero, or all are zero', remedy: 'Give weights of 0 or more, one of them above.' });
  return read.map((share) => share.toFixed());
}

/** @throws AppError invalid_input, history_too_short */
export async function planTarget(context: PlanningContext, workspace: Workspace, given: TargetRequest): Promise<TargetDocument> {
  const request = parseRequest(targetRequest, given);
  const { fiscalYearStart, country, region } = workspace.settings;
  const { currency, digits } = currencyOf(workspace);
  const current = startOf('year', today(context, workspace), fiscalYearStart);
  const year = { from: current, to: addMonths(current, 12) };
  const uplift = upliftOf(request);
  const parts = request.every === 'year' ? [] : stepsOf(year, request.every, fiscalYearStart);
  const typedShares = readShares(request.shares, parts.length);

  const needsHistory = request.history === undefined || (parts.length > 0 && typedShares === undefined);
  const years = needsHistory ? await revenueByYear(context, workspace, year, request.every === 'quarter' ? 'quarter' : 'month') : [];
  // A year in which nothing was sold, before the first sale, is no base of growth.
  const sold = years.map(({ parts: of }) => sum(of));
  const firstSale = sold.findIndex((revenue) => new Exact(revenue).gt(0));
  const found = revenueTarget(request.history ?? (firstSale < 0 ? [] : sold.slice(firstSale)), uplift);
  const remarks = found.remark === undefined ? [] : [found.remark];

  const ownShares = typedShares === undefined ? meanShares(years, parts.length) : undefined;
  if (parts.length > 0 && typedShares === undefined && ownShares === undefined) remarks.push('There is no whole year of revenue to learn the season from: the target is spread by business days.');
  const shares = typedShares ?? ownShares ?? parts.map((part) => String(businessDays({ ...part, country, region }).length));
  const weight = shares.reduce((total, share) => total.plus(share), new Exact(0));
  const amounts = parts.length === 0 ? [] : spreadAmount(found.target, shares, digits);
  return {
    origin: request.history === undefined ? 'history' : 'typed', history: [...found.history], growths: [...found.growths], meanGrowth: found.meanGrowth, growth: found.growth,
    target: found.target, currency, year,
    ...(parts.length > 0 && {
      parts: parts.map((part, i) => ({ ...part, share: new Exact(shares[i] ?? 0).div(weight).toNumber(), target: amounts[i] ?? '0' })),
      seasonality: typedShares !== undefined ? 'typed' as const : ownShares !== undefined ? 'history' as const : 'business days' as const,
    }),
    remarks,
  };
}
