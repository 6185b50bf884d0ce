// Reads the cells that questions need: which measures each wants of which read model, and what several want of the same rows
// in one statement.
import { z } from 'zod';
import type { FactsStore } from '../database/facts-store.js';
import { toReadable } from '../database/sql.js';
import type { DayRange } from '../shared/period.js';
import { fulfilled } from '../shared/fulfilled.js';
import type { Answered } from './answered.js';
import { termsOf, withParts } from './catalogue.js';
import { Cell } from './cell.js';
import type { Measure } from './measure.js';
import { begunAt, contexts, type Question } from './question.js';
import { carries, READ_MODELS, type DimensionId, type ReadModelId } from './read-model.js';
import type { CellReadings } from './readings.js';
import { OTHERS, type ScanRequest, type StagePair } from './scan.js';
import { scanTogether } from './scan-together.js';
import { findCounts, type SourceContext } from './sources.js';

/** Adjoining parts of a range that a question is to be answered in. */
export interface CellsAsked {
  readonly question: Question;
  readonly buckets: readonly DayRange[];
  /** Counts, by read model, the statements that its answer is from, shared ones too. */
  readonly scans: Record<string, number>;
  /** Told when all of a model is in the cells. */
  readonly onRead?: (model: ReadModelId, cells: readonly Cell[]) => void;
}

/** What of the measures a question needs, and what else is read of stages and accounts. */
interface Needs {
  readonly measures: ReadonlyMap<string, Measure>;
  readonly times: readonly StagePair[];
  readonly lifetimes: boolean;
  readonly resampled: ReadonlySet<string>;
}

/** The key of a cell among those of its part of the range. */
export const cellKey = (dims: readonly string[]): string => dims.join('\u0000');

/** Whether a read model can answer for the dimensions asked for. */
const hasAll = (table: ReadModelId, dimensions: readonly DimensionId[]): boolean => dimensions.every((d) => carries(READ_MODELS[table], d));

/** Accounts are drawn; what belongs to none, visits and costs, is known in full. */
const isDrawn = (table: ReadModelId): boolean => READ_MODELS[table].cluster !== null;

/** All that a question's KPIs, and the KPIs they are made of, are worked out from. */
export function needsOf(question: Question): Needs {
  const measures = new Map<string, Measure>();
  const times = new Map<string, StagePair>();
  const resampled = new Set<string>();
  const { basis, intervals, details } = question.query;
  let lifetimes = false;
  for (const kpi of question.kpis.flatMap((k) => withParts(k, question.find))) {
    const ids = termsOf(kpi, basis).map((t) => t.measure);
    lifetimes ||= kpi.kind === 'lifetime';
    if (kpi.kind === 'times') times.set(`${kpi.from}:${kpi.to}`, kpi);
    else {
      if (kpi.kind === 'stage_rate' && basis === 'cohort') ids.push(...(details === 'all' ? ['open', 'mature', 'reached_in_time'] : ['open']).map((p) => `${p}:${kpi.from}:${kpi.to}`));
      for (const id of ids) measures.set(id, question.resolve(id));
    }
    if ((kpi.kind === 'ratio' || kpi.kind === 'amount') && kpi.interval === 'bootstrap' && intervals === 'all') for (const id of ids) if (isDrawn(question.resolve(id).table)) resampled.add(id);
  }
  return { measures, times: [...times.values()], lifetimes, resampled };
}

function groupByTable(measures: Iterable<Measure>): Map<ReadModelId, Measure[]> {
  const groups = new Map<ReadModelId, Measure[]>();
  for (const measure of measures) groups.set(measure.table, [...(groups.get(measure.table) ?? []), measure]);
  return groups;
}

const anyRow = z.record(z.string(), z.unknown());

/** Whether another product's counts of visits lie in a range; looked up once, however many questions are about it. */
type LookForCounts = (context: SourceContext) => Promise<boolean>;

function lookForCounts(facts: FactsStore): LookForCounts {
  const known = new Map<string, Promise<boolean>>();
  return (context) => {
    const statement = findCounts(context);
    const words = toReadable(statement);
    const found = known.get(words) ?? facts.query(anyRow, statement).then((rows) => rows.length > 0);
    known.set(words, found);
    return found;
  };
}

/** What is to be read of each read model. */
async function requestsOf({ question, buckets }: CellsAsked, haveCounts: LookForCounts): Promise<ScanRequest[]> {
  const { by, filters, kept, query } = question;
  const needs = needsOf(question);
  const groups = groupByTable(needs.measures.values());
  if (needs.times.length > 0 && !groups.has('funnel')) groups.set('funnel', []);
  const { context: anyVisits, measureContext } = contexts(question, { from: buckets[0]?.from ?? query.from, to: buckets.at(-1)?.to ?? query.to }, buckets);
  const context: SourceContext = groups.has('visits') ? { ...anyVisits, hasCounts: await haveCounts(anyVisits) } : anyVisits;
  return [...groups].flatMap(([model, measures]) => {
    if (model === 'calendar' || !hasAll(model, filters.map((f) => f.dimension))) return [];
    return [{
      model, measures, filters, context, measureContext, resampled: needs.resampled,
      by: hasAll(model, by) ? by : [],
      ...(kept?.readsAll === false && hasAll(model, by) && { kept: [...kept.values.values()] }),
      times: model === 'funnel' ? needs.times : [],
      lifetimes: model === 'recurring' && needs.lifetimes,
    }];
  });
}

/** The cells of one of those who asked, filled as read models are read. */
function cellsOf({ question, buckets, scans, onRead }: CellsAsked): { answered: Answered; take(request: ScanRequest, readings: readonly CellReadings[]): void } {
  const { by, resolve } = question;
  const cells = buckets.map(() => new Map<string, Cell>());
  const begun = buckets.map((bucket) => begunAt(question, bucket));
  const totals = begun.map((has) => new Cell(resolve, has));
  const values = new Map<string, readonly string[]>(by.length === 0 ? [[cellKey([]), []]] : []);
  return {
    answered: { buckets, cells, totals, values },
    take(request, readings) {
      scans[request.model] = (scans[request.model] ?? 0) + 1;
      for (const found of readings) {
        if (found.dims?.includes(OTHERS) === true) continue;
        const total = found.dims === null || request.by.length < by.length;
        const dims = found.dims ?? [];
        const cell = total ? totals[found.bucket] : (cells[found.bucket]?.get(cellKey(dims)) ?? new Cell(resolve, begun[found.bucket]));
        if (cell === undefined) continue;
        cell.add(found);
        if (!total) {
          cells[found.bucket]?.set(cellKey(dims), cell);
          values.set(cellKey(dims), dims);
        }
      }
      onRead?.(request.model, [...cells.flatMap((bucket) => [...bucket.values()]), ...(by.length > 0 ? totals : [])]);
    },
  };
}

/**
 * Reads for all at once: each read model in one statement for a range, also where several ask for it, in different parts and
 * splits.
 * @param scans counts, by read model, the statements run
 * @returns for each of those who asked its cells, or why there are none
 */
export async function readCells(facts: FactsStore, asked: readonly CellsAsked[], scans: Record<string, number>): Promise<PromiseSettledResult<Answered>[]> {
  const haveCounts = lookForCounts(facts);
  const requests = await Promise.allSettled(asked.map((one) => requestsOf(one, haveCounts)));
  const readings = scanTogether(facts, requests.flatMap((one) => (one.status === 'fulfilled' ? one.value : [])), scans);
  return Promise.allSettled(asked.map(async (one, i) => {
    const mine = fulfilled(requests[i]);
    const { answered, take } = cellsOf(one);
    await Promise.all(mine.map(async (request) => {
      const read = readings.get(request);
      if (read !== undefined) take(request, await read);
    }));
    return answered;
  }));
}
