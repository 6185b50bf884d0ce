// Why a KPI changed between two periods, by a dimension: volume, mix and rate, from the figures' own numerators and denominators.
import type { Decimal } from 'decimal.js';
import { UNMATCHED } from '../analytics/read-model.js';
import { figuresQuery, type ComparedRow, type FiguresDocument, type KpiEntry } from '../shared/api/figures.js';
import { changeRequest, type ChangeDocument, type ChangeRequest } from '../shared/api/change.js';
import { parseRequest } from '../shared/api/parse-request.js';
import { AppError } from '../shared/errors.js';
import { dayRange, previousRange, type DayRange } from '../shared/period.js';
import { decomposeRatio, decomposeSum, decomposeUndivided, type SegmentPair } from '../shared/planning/decompose-change.js';
import { Exact } from '../shared/planning/exact.js';
import type { Workspace } from '../shared/workspace.js';
import { kpiOfGoal } from './goals/check-goal.js';
import { currencyOf, type PlanningContext } from './planning-context.js';

/** What a sum comes from where nobody says: one unit of it brings so much. */
const BASES: Readonly<Record<string, string>> = { revenue: 'won_deals', gross_profit: 'won_deals', pipeline: 'opportunities', lead_revenue: 'leads' };

/** Digits of an effect, and those in which effects that were rounded one by one add up. */
const SHOWN = 30;
const KEPT = 20;
/** What each shown amount may be rounded by. */
const ROUNDED = 0.005;

const text = (value: string | number | null | undefined): string => (value === null || value === undefined ? '0' : new Exact(value).toFixed());

/** Factor that a ratio KPI multiplies by (CPM counts per thousand): value × denominator ÷ numerator. */
function factorOf(rows: readonly ComparedRow[]): string {
  const row = rows.find((r) => r.value !== null && r.numerator !== null && Number(r.numerator) !== 0 && r.denominator !== null);
  if (row?.value == null || row.numerator === null || row.denominator === null) return '1';
  const factor = new Exact(row.value).times(row.denominator).div(row.numerator).toNumber();
  // Values are rounded for showing; factors are round by nature.
  return Math.abs(factor - 1000) < 1 ? '1000' : '1';
}

/** The whole's change by its own sides; undefined where it has none. */
function differenceOf(kind: 'ratio' | 'sum', factor: string, was: ComparedRow | undefined, is: ComparedRow | undefined): string | undefined {
  if (was === undefined || is === undefined) return undefined;
  if (kind === 'sum') return is.value === null || was.value === null ? undefined : new Exact(is.value).minus(was.value).toFixed();
  const ratio = ({ numerator, denominator }: ComparedRow): Decimal => new Exact(text(numerator)).times(factor).div(text(denominator));
  return Number(was.denominator ?? 0) === 0 || Number(is.denominator ?? 0) === 0 ? undefined : ratio(is).minus(ratio(was)).toDecimalPlaces(SHOWN).toFixed();
}

function checkKind(entry: KpiEntry): 'ratio' | 'sum' {
  if (entry.kind === 'ratio' || entry.kind === 'stage_rate') return 'ratio';
  if (entry.kind === 'amount') return 'sum';
  throw new AppError('invalid_input', { where: 'kpi', reason: `${entry.id} is made of other KPIs or of a curve and has no segments that add up`, remedy: 'Ask for what it is made of: a count, a sum or a ratio.' });
}

/** @throws AppError unknown_kpi, unknown_dimension, invalid_range, invalid_input */
export async function explainChange({ analytics }: PlanningContext, workspace: Workspace, given: ChangeRequest): Promise<ChangeDocument> {
  const request = parseRequest(changeRequest, given);
  const catalogue = await analytics.catalogue(workspace);
  const entry = kpiOfGoal(catalogue, request.kpi);
  const kind = checkKind(entry);
  const period = dayRange(request.from, request.to);
  const before = request.before === undefined ? previousRange(period) : dayRange(request.before.from, request.before.to);
  if (!entry.dimensions.includes(request.by)) throw new AppError('invalid_input', { where: 'by', reason: `${request.kpi} can't be split by ${request.by}`, remedy: `Use one of ${entry.dimensions.join(', ')}.` });
  const base = kind === 'ratio' ? undefined : (request.base ?? BASES[request.kpi]);
  if (base !== undefined && checkKind(kpiOfGoal(catalogue, base)) !== 'sum') throw new AppError('invalid_input', { where: 'base', reason: `${base} is no count`, remedy: 'Name a count, such as leads.' });

  const read = (range: DayRange): Promise<FiguresDocument> => analytics.figures(workspace, figuresQuery.parse({
    ...range, kpis: base === undefined ? [request.kpi] : [request.kpi, base], by: [request.by], where: request.where, basis: request.basis, intervals: 'exact',
  }));
  const [was, is] = [await read(before), await read(period)];
  const segmentOf = (row: ComparedRow): string => row.dims?.[request.by] ?? UNMATCHED;
  const segments = [...new Set([...was.rows, ...is.rows].map(segmentOf))];
  const totalOf = (document: FiguresDocument): ComparedRow | undefined => document.totals?.find((row) => row.kpi === request.kpi);
  const ownRows = (document: FiguresDocument): ComparedRow[] => document.rows.filter((row) => row.kpi === request.kpi);
  // Days, and what the dimension leaves whole, stand below the line of each segment as of all together.
  const undivided = kind === 'ratio' && [was, is].every((one) => ownRows(one).every((row) => row.denominator === totalOf(one)?.denominator)) && [was, is].some((one) => ownRows(one).length > 1);
  const factor = kind === 'ratio' ? factorOf([...was.rows, ...is.rows, ...(was.totals ?? []), ...(is.totals ?? [])]) : '1';
  const side = (document: FiguresDocument, segment: string): { numerator: string; denominator: string } => {
    const find = (kpi: string): ComparedRow | undefined => document.rows.find((row) => row.kpi === kpi && segmentOf(row) === segment);
    const own = find(request.kpi);
    if (kind === 'ratio') return { numerator: new Exact(text(own?.numerator)).times(factor).toFixed(), denominator: text(undivided ? totalOf(document)?.denominator : own?.denominator) };
    return { numerator: text(own?.value), denominator: base === undefined ? '0' : text(find(base)?.value) };
  };
  const pairs = segments.map((segment): SegmentPair & { before: { numerator: string; denominator: string }; after: { numerator: string; denominator: string } } => ({ segment, before: side(was, segment), after: side(is, segment) }));
  const total = (document: FiguresDocument): string | null => {
    const value = totalOf(document)?.value ?? null;
    return value === null ? null : text(value);
  };
  const found = kind === 'ratio' ? (undivided ? decomposeUndivided(pairs) : decomposeRatio(pairs)) : base === undefined ? null : decomposeSum(pairs);
  const sum = (parts: readonly string[]): string => parts.reduce((all, part) => all.plus(part), new Exact(0)).toFixed();
  const rows = pairs.map((pair, i) => {
    const effect = found?.effects[i];
    const plain = kind === 'sum' && found === null ? new Exact(pair.after.numerator).minus(pair.before.numerator).toFixed() : null;
    const volume = effect !== undefined && 'volume' in effect ? String(effect.volume) : plain;
    return { segment: pair.segment, volume, mix: effect?.mix ?? null, rate: effect?.rate ?? null, total: sum([volume ?? '0', effect?.mix ?? '0', effect?.rate ?? '0']), before: pair.before, after: pair.after };
  });
  const of = (name: 'volume' | 'mix' | 'rate'): string | null => (rows.every((row) => row[name] === null) ? null : sum(rows.map((row) => row[name] ?? '0')));
  const explained = found?.change ?? (kind === 'sum' ? sum(rows.map((row) => row.total)) : null);
  // Who is in several segments (a visitor by two channels) is one of all: what segments come to beyond that is theirs together.
  const whole = explained === null ? undefined : differenceOf(kind, factor, totalOf(was), totalOf(is));
  const shared = whole === undefined ? new Exact(0) : new Exact(whole).minus(explained ?? 0).toDecimalPlaces(KEPT);
  const remarks = [
    ...(shared.abs().gt(entry.unit === 'money' ? ROUNDED * (rows.length + 1) : 0) ? [`Some are in several segments and counted once in all of them together: ${shared.toSignificantDigits(6).toFixed()} of the change is of no segment alone.`] : []),
    ...(kind === 'ratio' && found === null ? ['One of the periods has nothing below the line: there is no change to explain.'] : []),
    ...(kind === 'sum' && base === undefined ? ['Without a base the change is volume alone: name one, such as leads, to see mix and rate.'] : []),
  ];
  return {
    kpi: request.kpi, unit: entry.unit, by: request.by, base: base ?? null, basis: request.basis, currency: currencyOf(workspace).currency, period, before,
    valueBefore: total(was), value: total(is), change: shared.isZero() ? explained : new Exact(explained ?? 0).plus(shared).toFixed(), volume: of('volume'), mix: of('mix'), rate: of('rate'),
    unmatched: shared.isZero() ? found?.unmatched ?? null : shared.plus(found?.unmatched ?? 0).toFixed(),
    segments: rows.sort((a, b) => new Exact(b.total).abs().comparedTo(new Exact(a.total).abs())),
    ...(remarks.length > 0 && { remark: remarks.join(' ') }),
  };
}
