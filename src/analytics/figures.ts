// Answers a question for figures: which measures the KPIs need, one scan of each read model, one figure per cell.
import { z } from 'zod';
import type { FactsStore } from '../database/facts-store.js';
import { param, sql } from '../database/sql.js';
import type { ComparedRow, CreditedBy, FigureRow, FiguresDocument, FiguresQuery } from '../shared/api/figures.js';
import { AppError } from '../shared/errors.js';
import { unknownName } from '../shared/nearest.js';
import { dayOf, dayRange, previousRange, stepsOf, yearBefore, type DayRange } from '../shared/period.js';
import type { Workspace } from '../shared/workspace.js';
import { businessDays, completedBefore } from './business-days.js';
import { addsCredit, availableKpis, divides, findKpi, termsOf, withParts, type Registries } from './catalogue.js';
import { createWorkingHours } from './working-hours.js';
import type { OwnSeries } from './own-series.js';
import { assertFewFigures, assertFewSteps } from './answer-limits.js';
import { readBoth, type Answered, type Earlier, type Read } from './answered.js';
import { beside } from './beside.js';
import { Cell } from './cell.js';
import { NO_VALUE, work, type Computed, type ComputeContext, type Worked } from './compute.js';
import type { GrowthKpi, Kpi } from './kpi.js';
import { firstOrderOf, firstValues } from './first-values.js';
import { knownPersonas } from './known-personas.js';
import type { Measure, MeasureContext } from './measure.js';
import { createMeasureResolver, type MeasureResolver } from './measure-resolver.js';
import { carries, DIMENSION_IDS, READ_MODELS, UNMATCHED, type DimensionId, type ReadModelId } from './read-model.js';
import type { CreditSource } from './credit-source.js';
import { instantParam, type BuildContext } from './read-models/build-context.js';
import { CELL_LIMIT, scan, type Filter, type ScanRequest, type StagePair } from './scan.js';
import { workAhead } from './work-ahead.js';
import { findCounts, type SourceContext } from './sources.js';

/** A question with its names checked and its dates cut. */
export interface Question {
  readonly workspace: Workspace;
  readonly query: FiguresQuery;
  readonly kpis: readonly Kpi[];
  readonly by: readonly DimensionId[];
  readonly filters: readonly Filter[];
  readonly build: BuildContext;
  readonly asOf: string;
  /** By which model KPIs of credit are credited; undefined where none is asked for. */
  readonly creditedBy: CreditedBy | undefined;
  readonly credits: CreditSource | undefined;
  readonly resolve: MeasureResolver;
  readonly find: (id: string) => Kpi;
}

export const dimensionId = (id: string): DimensionId => {
  const found = DIMENSION_IDS.find((d) => d === id);
  if (found === undefined) throw unknownName('unknown_dimension', id, DIMENSION_IDS);
  return found;
};

/** What a question is asked of besides the registries. */
export interface AskOptions {
  readonly build: BuildContext;
  readonly now: string;
  readonly series: readonly OwnSeries[];
  readonly credits: CreditSource | undefined;
}

/** Checks every name in a query. @throws AppError unknown_kpi, unknown_dimension, unknown_stage, unknown_model, invalid_range, invalid_input */
export function ask(registries: Registries, workspace: Workspace, query: FiguresQuery, { build, now, series, credits }: AskOptions): Question {
  const { stages, attributionModel } = workspace.settings;
  const names = { stages, series };
  const find = (id: string): Kpi => findKpi(registries, id, names);
  const range = dayRange(query.from, query.to);
  if (query.every !== undefined) assertFewSteps(range, query.every);
  const by = query.by.map(dimensionId);
  if (new Set(by).size !== by.length) throw new AppError('invalid_input', { where: 'by', reason: 'names a dimension twice', remedy: 'Name two different dimensions.' });
  const kpis = query.kpis.length === 0 ? availableKpis(registries, names) : [...new Set(query.kpis)].map(find);
  const resolve = createMeasureResolver(registries.measures, stages);
  const isCredited = kpis.some((kpi) => addsCredit(kpi, find, resolve));
  const model = query.model ?? attributionModel;
  // A model that is named is checked, whether a KPI asks for it or not.
  const label = query.model !== undefined || isCredited ? credits?.labelOf(model) : undefined;
  return {
    workspace, query, by, build, find, kpis, credits, resolve,
    creditedBy: isCredited && label !== undefined ? { model, label, lookbackDays: query.lookbackDays } : undefined,
    filters: query.where.map((w) => ({ dimension: dimensionId(w.dimension), values: w.values })),
    asOf: new Date(query.asOf ?? now).toISOString(),
  };
}

export function contexts(question: Question, range: DayRange, buckets: readonly DayRange[]): { context: SourceContext; measureContext: MeasureContext } {
  const { build, asOf, query, workspace, creditedBy, credits } = question;
  const { stages } = workspace.settings;
  return {
    context: {
      build, range, buckets, asOf, asOfDay: dayOf(asOf, build.timeZone),
      ...(creditedBy !== undefined && credits !== undefined && { credits: (conversions) => credits.rows({ ...creditedBy, workspace, build, range, asOf, conversions }) }),
      asked: [...question.by, ...question.filters.map((f) => f.dimension)], costAllocation: workspace.settings.costAllocation,
    },
    measureContext: {
      stages,
      stageIndex: (stage) => {
        const index = stages.indexOf(stage);
        if (index < 0) throw unknownName('unknown_stage', stage, stages);
        return index + 1;
      },
      asOf: instantParam(asOf),
      zone: sql`${param('String', build.timeZone)}`,
      horizonDays: sql`${param('UInt32', query.horizon)}`,
      workingHours: createWorkingHours({ settings: workspace.settings, from: range.from, asOfDay: dayOf(asOf, build.timeZone) }),
    },
  };
}

/** Whether a read model can answer for the dimensions asked for. */
const hasAll = (table: ReadModelId, dimensions: readonly DimensionId[]): boolean =>
  dimensions.every((d) => carries(READ_MODELS[table], d));

interface Needs {
  readonly measures: ReadonlyMap<string, Measure>;
  readonly times: readonly StagePair[];
  readonly lifetimes: boolean;
  readonly resampled: ReadonlySet<string>;
}

/** Accounts are drawn; what belongs to none, visits and costs, is known in full. */
const isDrawn = (table: ReadModelId): boolean => READ_MODELS[table].cluster !== null;

function needsOf(question: Question): Needs {
  const measures = new Map<string, Measure>();
  const times = new Map<string, StagePair>();
  const resampled = new Set<string>();
  const { basis, intervals } = question.query;
  let lifetimes = false;
  for (const kpi of question.kpis.flatMap((k) => withParts(k, question.find))) {
    const ids = termsOf(kpi, basis).map((t) => t.measure);
    lifetimes ||= kpi.kind === 'lifetime';
    if (kpi.kind === 'times') times.set(`${kpi.from}:${kpi.to}`, kpi);
    else {
      if (kpi.kind === 'stage_rate' && basis === 'cohort') ids.push(...['open', 'mature', 'reached_in_time'].map((p) => `${p}:${kpi.from}:${kpi.to}`));
      for (const id of ids) measures.set(id, question.resolve(id));
    }
    if ((kpi.kind === 'ratio' || kpi.kind === 'amount') && kpi.interval === 'bootstrap' && intervals === 'all') for (const id of ids) if (isDrawn(question.resolve(id).table)) resampled.add(id);
  }
  return { measures, times: [...times.values()], lifetimes, resampled };
}

const anyRow = z.record(z.string(), z.unknown());

const cellKey = (dims: readonly string[]): string => dims.join('\u0000');

function groupByTable(measures: Iterable<Measure>): Map<ReadModelId, Measure[]> {
  const groups = new Map<ReadModelId, Measure[]>();
  for (const measure of measures) groups.set(measure.table, [...(groups.get(measure.table) ?? []), measure]);
  return groups;
}

/**
 * Reads adjoining buckets of days, each model in one scan.
 * @param scans counts, by read model, the statements run
 * @param onRead told when all of a model is in the cells
 */
async function answer(facts: FactsStore, question: Question, buckets: readonly DayRange[], scans: Record<string, number>, onRead?: (model: ReadModelId, cells: readonly Cell[]) => void): Promise<Answered> {
  const { by, filters, resolve } = question;
  const range: DayRange = { from: buckets[0]?.from ?? question.query.from, to: buckets.at(-1)?.to ?? question.query.to };
  const needs = needsOf(question);
  const groups = groupByTable(needs.measures.values());
  const { context: anyVisits, measureContext } = contexts(question, range, buckets);
  const context: SourceContext = groups.has('visits') ? { ...anyVisits, hasCounts: (await facts.query(anyRow, findCounts(anyVisits))).length > 0 } : anyVisits;
  if (needs.times.length > 0 && !groups.has('funnel')) groups.set('funnel', []);

  const cells = buckets.map(() => new Map<string, Cell>());
  const totals = buckets.map(() => new Cell(resolve));
  const values = new Map<string, readonly string[]>(by.length === 0 ? [[cellKey([]), []]] : []);
  await Promise.all(
    [...groups].map(async ([model, measures]) => {
      if (model === 'calendar' || !hasAll(model, filters.map((f) => f.dimension))) return;
      scans[model] = (scans[model] ?? 0) + 1;
      const request: ScanRequest = {
        model, measures, filters, context, measureContext, resampled: needs.resampled,
        by: hasAll(model, by) ? by : [],
        times: model === 'funnel' ? needs.times : [],
        lifetimes: model === 'recurring' && needs.lifetimes,
      };
      for (const found of await scan(facts, request)) {
        const total = found.dims === null || request.by.length < by.length;
        const dims = found.dims ?? [];
        const cell = total ? totals[found.bucket] : (cells[found.bucket]?.get(cellKey(dims)) ?? new Cell(resolve));
        if (cell === undefined) continue;
        cell.add(found);
        if (!total) {
          cells[found.bucket]?.set(cellKey(dims), cell);
          values.set(cellKey(dims), dims);
        }
      }
      onRead?.(model, [...cells.flatMap((bucket) => [...bucket.values()]), ...(by.length > 0 ? totals : [])]);
    }),
  );
  return { buckets, cells, totals, values };
}

/** Gives each cell what a measure comes to over all values of the dimensions that leave it whole. */
function leaveWhole(measure: Measure, cells: ReadonlyMap<string, Cell>, values: ReadonlyMap<string, readonly string[]>, by: readonly DimensionId[]): void {
  const others = (dims: readonly string[]): string => cellKey(dims.filter((_, i) => by[i] === undefined || measure.wholeOver?.includes(by[i]) !== true));
  const sums = new Map<string, number>();
  for (const [key, dims] of values) sums.set(others(dims), (sums.get(others(dims)) ?? 0) + (cells.get(key)?.value(measure)?.toNumber() ?? 0));
  for (const [key, dims] of values) cells.get(key)?.set(measure.id, sums.get(others(dims)) ?? 0);
}

/** The cell of every bucket and value, also where nothing was found; days that no split divides are the same in each. */
function fill(answered: Answered, question: Question, values: ReadonlyMap<string, readonly string[]>): Answered {
  const { workspace, asOf, resolve } = question;
  const { country, region, timeZone } = workspace.settings;
  if (answered.buckets.length * values.size > CELL_LIMIT) throw new AppError('too_many_rows', { limit: CELL_LIMIT });
  const calendar = [...needsOf(question).measures.values()].filter((m) => m.table === 'calendar');
  const whole = [...needsOf(question).measures.values()].filter((m) => m.wholeOver?.some((d) => question.by.includes(d)) === true);
  const cells = answered.buckets.map((bucket, i) => {
    const filled = new Map([...values.keys()].map((key) => [key, answered.cells[i]?.get(key) ?? new Cell(resolve)]));
    if (calendar.length > 0) {
      const complete = completedBefore({ ...bucket, asOf, timeZone });
      const all = businessDays({ ...bucket, country, region }).length;
      const over = complete.from < complete.to ? businessDays({ ...complete, country, region }).length : 0;
      const total = answered.totals[i];
      for (const cell of [...filled.values(), ...(total === undefined ? [] : [total])]) {
        for (const measure of calendar) cell.set(measure.id, measure.span === 'complete' ? over : all);
      }
    }
    for (const measure of whole) leaveWhole(measure, filled, values, question.by);
    return filled;
  });
  return { ...answered, cells, values };
}

/** Whether a KPI can be split and filtered by the dimensions. */
const splittable = (kpi: Kpi, question: Question, dimensions: readonly DimensionId[]): boolean =>
  dimensions.every((d) => divides(kpi, d, question.find, question.resolve));

const shownDims = (by: readonly DimensionId[], dims: readonly string[]): Record<string, string> =>
  Object.fromEntries(by.map((d, i) => [d, dims[i] === '' || dims[i] === undefined ? UNMATCHED : dims[i]]));

interface Figures {
  readonly rows: FigureRow[];
  readonly totals: FigureRow[];
}

const UNSPLITTABLE: Computed = { value: null, numerator: null, denominator: null, sample: 0, status: 'unsplittable' };

/** What figures are worked out by, in whatever cell; without other periods. */
const contextOf = ({ build, query, workspace, find }: Question, worked: ComputeContext['worked']): ComputeContext =>
  ({ currency: build.currency, basis: query.basis, horizon: query.horizon, settings: workspace.settings, kpi: find, worked, before: () => NO_VALUE });

/** A cell to show figures of, with where it stands and what other periods it is compared with. */
interface Place {
  readonly cell: Cell;
  readonly at: Pick<FigureRow, 'period' | 'dims'>;
  readonly context: ComputeContext;
}

/** What figures of one cell are worked out by, of the total where there is no key, with the same cell of other periods. */
function contextAt(question: Question, earlier: Earlier, worked: ComputeContext['worked'], bucket: number, key: string | null): ComputeContext {
  const context: ComputeContext = {
    ...contextOf(question, worked),
    before: (kpi, against) => {
      const cell = key === null ? earlier[against]?.totals[bucket] : earlier[against]?.cells[bucket]?.get(key);
      return cell === undefined ? NO_VALUE : work(kpi, cell, context);
    },
  };
  return context;
}

function figuresOf(question: Question, answered: Answered, earlier: Earlier, worked: ComputeContext['worked']): Figures {
  const { query, by, filters, kpis } = question;
  const filtered = filters.map((f) => f.dimension);
  const lacking = (kpi: Kpi, dimensions: readonly DimensionId[]): string =>
    `Can't be split by ${dimensions.filter((d) => !splittable(kpi, question, [d])).join(' or ')}: not all of what it is made of carries that.`;

  const shown = [...answered.values].map(([key, dims]) => ({ key, dims: by.length > 0 ? shownDims(by, dims) : undefined }));
  const buckets = answered.buckets.map(({ from, to }, i) => {
    const period = query.every === undefined ? undefined : { from, to };
    const place = (cell: Cell | undefined, key: string | null, dims?: Record<string, string>): Place[] =>
      cell === undefined ? [] : [{ cell, at: { ...(period !== undefined && { period }), ...(dims !== undefined && { dims }) }, context: contextAt(question, earlier, worked, i, key) }];
    return {
      whole: { ...(period !== undefined && { period }) },
      cells: shown.flatMap(({ key, dims }) => place(answered.cells[i]?.get(key), key, dims)),
      total: by.length > 0 ? place(answered.totals[i], null) : [],
    };
  });

  const rows: FigureRow[] = [];
  const totals: FigureRow[] = [];
  for (const kpi of kpis) {
    const asked = [...by, ...filtered];
    const divisible = splittable(kpi, question, asked);
    const filterable = splittable(kpi, question, filtered);
    const figure = ({ cell, at, context }: Place): FigureRow => ({ kpi: kpi.id, ...at, ...work(kpi, cell, context).figure });
    for (const { whole, cells, total } of buckets) {
      if (divisible) for (const place of cells) rows.push(figure(place));
      else rows.push({ kpi: kpi.id, ...whole, ...UNSPLITTABLE, remark: lacking(kpi, asked) });
      for (const place of total) totals.push(filterable ? figure(place) : { kpi: kpi.id, ...place.at, ...UNSPLITTABLE, remark: lacking(kpi, filtered) });
    }
  }
  return { rows, totals };
}

/** Only what growth KPIs compare with, of one kind. */
function growthQuestion(question: Question, against: GrowthKpi['against']): Question {
  const wanted = question.kpis.flatMap((k) => withParts(k, question.find)).flatMap((p) => (p.kind === 'growth' && p.against === against ? [question.find(p.of)] : []));
  return { ...question, kpis: [...new Set(wanted)] };
}

/** Each bucket's earlier period. Those of incomplete steps may overlap: then each is read on its own. */
async function answerEarlier(facts: FactsStore, question: Question, buckets: readonly DayRange[], scans: Record<string, number>): Promise<Earlier> {
  const earlier: Earlier = {};
  for (const [against, before] of [['year', yearBefore], ['previous', previousRange]] as const) {
    const asked = growthQuestion(question, against);
    if (asked.kpis.length === 0) continue;
    const shifted = buckets.map(before);
    const adjoining = shifted.every((b, i) => i === 0 || shifted[i - 1]?.to === b.from);
    const parts = await Promise.all((adjoining ? [shifted] : shifted.map((b) => [b])).map((list) => answer(facts, asked, list, scans)));
    earlier[against] = {
      buckets: shifted, cells: parts.flatMap((p) => p.cells), totals: parts.flatMap((p) => p.totals),
      values: new Map(parts.flatMap((p) => [...p.values])),
    };
  }
  return earlier;
}

/** What `top` asks for of a split, by the figures of the whole range now. @throws AppError invalid_input, unknown_kpi */
function choose(question: Question, { values, cells }: Answered, earlier: Earlier, worked: ComputeContext['worked']): Pick<Answered, 'values'> & Pick<FiguresDocument, 'further'> {
  const order = firstOrderOf(question);
  if (order === undefined) return { values };
  const { shown, left } = firstValues(values, order, (key) => {
    const { value } = work(order.kpi, cells[0]?.get(key) ?? new Cell(question.resolve), contextAt(question, earlier, worked, 0, key)).figure;
    return value === null ? null : Number(value);
  });
  return { values: shown, further: left.map(({ others, count }) => ({ dims: shownDims(question.by.slice(0, -1), others), count })) };
}

/** The document that answers a question. */
export async function computeFigures(facts: FactsStore, question: Question): Promise<FiguresDocument> {
  const { query, workspace, build, asOf, kpis } = question;
  const range: DayRange = { from: query.from, to: query.to };
  const compared = query.compare === 'none' ? undefined : query.compare === 'previous' ? previousRange(range) : yearBefore(range);
  const scans: Record<string, number> = {};

  const cut = (part: DayRange): readonly DayRange[] => (query.every === undefined ? [part] : stepsOf(part, query.every, workspace.settings.fiscalYearStart));
  const worked: ComputeContext['worked'] = new WeakMap<Cell, Map<Kpi, Worked>>();
  const asked = [...question.by, ...question.filters.map((f) => f.dimension)];
  const shown = kpis.filter((kpi) => splittable(kpi, question, asked));
  const read = async (buckets: readonly DayRange[]): Promise<Read> => {
    const ahead = workAhead({ kpis: shown, by: question.by, resolve: question.resolve, context: contextOf(question, worked) });
    // Of the first values only those are worked out; and what is too much to answer is refused before it is.
    const onRead: typeof ahead = (model, cells) => {
      if (query.top !== undefined) return;
      assertFewFigures(cells.length, kpis.length);
      ahead(model, cells);
    };
    const [answered, earlier] = await Promise.all([answer(facts, question, buckets, scans, onRead), answerEarlier(facts, question, buckets, scans)]);
    return { answered, earlier };
  };
  const { now, then } = await readBoth(read, cut(range), compared === undefined ? undefined : cut(compared));
  // A value seen in one range only stands in both: what has ended is a change as well.
  const values = new Map([...(await knownPersonas(facts, question)).map((persona): [string, readonly string[]] => [cellKey([persona]), [persona]]), ...now.answered.values, ...(then?.answered.values ?? [])]);
  const filled = ({ answered, earlier: { year, previous } }: Read): Read => ({
    answered: fill(answered, question, values),
    earlier: { ...(year !== undefined && { year: fill(year, question, values) }), ...(previous !== undefined && { previous: fill(previous, question, values) }) },
  });
  const nowFilled = filled(now);
  const chosen = choose(question, nowFilled.answered, nowFilled.earlier, worked);
  assertFewFigures(now.answered.buckets.length * chosen.values.size, kpis.length);
  const figures = ({ answered, earlier }: Read): Figures => figuresOf(question, { ...answered, values: chosen.values }, earlier, worked);
  const [present, past] = [figures(nowFilled), then === undefined ? undefined : figures(filled(then))];
  const byId = new Map(kpis.map((k) => [k.id, k]));
  const withPast = (rows: readonly FigureRow[], before: readonly FigureRow[] | undefined): ComparedRow[] =>
    before === undefined ? [...rows] : beside(rows, before, byId, query.basis);
  return {
    from: range.from, to: range.to, timeZone: workspace.settings.timeZone, currency: build.currency, asOf, basis: query.basis,
    ...(query.knownAt !== undefined && { knownAt: query.knownAt }),
    ...(question.creditedBy !== undefined && { creditedBy: question.creditedBy }),
    ...(compared !== undefined && { compared: { ...compared } }),
    rows: withPast(present.rows, past?.rows),
    ...(question.by.length > 0 && { totals: withPast(present.totals, past?.totals) }),
    ...(chosen.further !== undefined && { further: chosen.further }),
    scans,
  };
}
