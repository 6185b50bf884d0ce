// Answers questions for figures: what they are read in, one scan of each read model, one figure per cell.
import type { FactsStore } from '../database/facts-store.js';
import type { ComparedRow, FigureRow, FiguresDocument } from '../shared/api/figures.js';
import { AppError } from '../shared/errors.js';
import { fulfilled } from '../shared/fulfilled.js';
import { assertFewFigures } from './answer-limits.js';
import type { Answered, Earlier, Read } from './answered.js';
import { beside } from './beside.js';
import { businessDays, completedBefore } from './business-days.js';
import { divides } from './catalogue.js';
import { Cell } from './cell.js';
import { NO_VALUE, work, type Computed, type ComputeContext, type Worked } from './compute.js';
import { firstValues } from './first-values.js';
import { knownPersonas } from './known-personas.js';
import type { Kpi } from './kpi.js';
import type { Measure } from './measure.js';
import { comparedRange, planReads, type Compared, type Planned } from './plan-reads.js';
import { begunAt, type Question } from './question.js';
import { cellKey, needsOf, readCells, type CellsAsked } from './read-cells.js';
import { UNMATCHED, type DimensionId } from './read-model.js';
import { CELL_LIMIT } from './scan.js';
import { workAhead } from './work-ahead.js';

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
    const filled = new Map([...values.keys()].map((key) => [key, answered.cells[i]?.get(key) ?? new Cell(resolve, begunAt(question, bucket))]));
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
  ({ currency: build.currency, basis: query.basis, horizon: query.horizon, detailed: query.details === 'all', settings: workspace.settings, kpi: find, worked, before: () => NO_VALUE });

/** The same in one cell, beside what other periods have there. @param key of its values; null for the total */
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

/** A cell to show figures of, with where it stands and what other periods it is compared with. */
interface Place {
  readonly cell: Cell;
  readonly at: Pick<FigureRow, 'period' | 'dims'>;
  readonly context: ComputeContext;
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

/** What `top` asks for of a split, by the figures of the whole range now. */
function choose(question: Question, { answered: { values, cells }, earlier }: Read, worked: ComputeContext['worked']): Pick<Answered, 'values'> & Pick<FiguresDocument, 'further'> {
  const { first, by, resolve } = question;
  if (first === undefined) return { values };
  const { shown, left } = firstValues(values, first, (key) => {
    const { value, converted } = work(first.kpi, cells[0]?.get(key) ?? new Cell(resolve), contextAt(question, earlier, worked, 0, key)).figure;
    // A time is shown by the median of those who converted.
    const size = value ?? converted?.median ?? null;
    return size === null ? null : Number(size);
  });
  return { values: shown, further: left.map(({ others, count }) => ({ dims: shownDims(by.slice(0, others.length), others), count })) };
}

/** A question being answered: what it is read in, and the document made of that. */
interface Asked {
  readonly question: Question;
  readonly planned: Planned<Compared>;
  document(read: Compared): Promise<FiguresDocument>;
}

function begin(facts: FactsStore, question: Question): Asked {
  const { query, by, filters, kpis, resolve } = question;
  const scans: Record<string, number> = { ...question.kept?.scans };
  const worked: ComputeContext['worked'] = new WeakMap<Cell, Map<Kpi, Worked>>();
  const shown = kpis.filter((kpi) => splittable(kpi, question, [...by, ...filters.map((f) => f.dimension)]));
  // Of the first values only those are worked out; and what is too much to answer is refused before it is.
  const onRead = (): NonNullable<CellsAsked['onRead']> => {
    const ahead = workAhead({ kpis: shown, by, resolve, context: contextOf(question, worked) });
    return (model, cells) => {
      if (query.top !== undefined) return;
      assertFewFigures(cells.length, kpis.length);
      ahead(model, cells);
    };
  };
  return { question, planned: planReads(question, scans, onRead), document: (read) => documentOf(facts, question, read, worked, scans) };
}

async function documentOf(facts: FactsStore, question: Question, { now, before }: Compared, worked: ComputeContext['worked'], scans: Record<string, number>): Promise<FiguresDocument> {
  const { query, workspace, build, asOf, kpis } = question;
  const compared = comparedRange(question);
  // A value seen in one range only stands in both: what has ended is a change as well.
  const values = question.kept?.readsAll === false ? question.kept.values : new Map([...(await knownPersonas(facts, question)).map((persona): [string, readonly string[]] => [cellKey([persona]), [persona]]), ...now.answered.values, ...(before?.answered.values ?? [])]);
  const filled = ({ answered, earlier: { year, previous } }: Read): Read => ({
    answered: fill(answered, question, values),
    earlier: { ...(year !== undefined && { year: fill(year, question, values) }), ...(previous !== undefined && { previous: fill(previous, question, values) }) },
  });
  const filledNow = filled(now);
  const chosen = question.kept ?? choose(question, filledNow, worked);
  assertFewFigures(now.answered.buckets.length * chosen.values.size, kpis.length);
  const figures = ({ answered, earlier }: Read): Figures => figuresOf(question, { ...answered, values: chosen.values }, earlier, worked);
  const [present, past] = [figures(filledNow), before === undefined ? undefined : figures(filled(before))];
  const byId = new Map(kpis.map((k) => [k.id, k]));
  const withPast = (rows: readonly FigureRow[], earlier: readonly FigureRow[] | undefined): ComparedRow[] =>
    earlier === undefined ? [...rows] : beside(rows, earlier, byId, query.basis);
  return {
    from: query.from, to: query.to, timeZone: workspace.settings.timeZone, currency: build.currency, asOf, basis: query.basis,
    ...(query.knownAt !== undefined && { knownAt: query.knownAt }),
    ...(question.creditedBy !== undefined && { creditedBy: question.creditedBy }),
    ...(compared !== undefined && { compared: { ...compared } }),
    rows: withPast(present.rows, past?.rows),
    ...(question.by.length > 0 && { totals: withPast(present.totals, past?.totals) }),
    ...(chosen.further !== undefined && { further: chosen.further }),
    scans,
  };
}

/** Answers to several questions. */
export interface Together {
  /** For each question its document, or why there is none. */
  readonly answers: readonly PromiseSettledResult<FiguresDocument>[];
  /** Statements run for all of them, by read model. */
  readonly scans: Readonly<Record<string, number>>;
}

/** The documents that answer questions of one workspace; what several want of the same rows is read once. */
export async function computeTogether(facts: FactsStore, questions: readonly Question[]): Promise<Together> {
  const asked = questions.map((question) => begin(facts, question));
  const scans: Record<string, number> = {};
  const read = await readCells(facts, asked.flatMap(({ planned }) => planned.reads), scans);
  let at = 0;
  const parts = asked.map(({ planned: { reads } }) => read.slice(at, (at += reads.length)));
  return { answers: await Promise.allSettled(asked.map(async ({ planned, document }, i) => document(planned.put((parts[i] ?? []).map(fulfilled))))), scans };
}

/** The document that answers a question. */
export async function computeFigures(facts: FactsStore, question: Question): Promise<FiguresDocument> {
  const { answers: [found] } = await computeTogether(facts, [question]);
  return fulfilled(found);
}
