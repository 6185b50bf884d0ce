// Why a figure of the same days reads otherwise than it did: facts that came late, rows that were edited, rows that are gone, and what
// the definitions changed. Row by row, from the rows that stand behind the figure at both instants.
import type { Decimal } from 'decimal.js';
import { explainQuery, type ExplainDocument } from '../shared/api/figures.js';
import { readingsRequest, type ReadingsDocument, type ReadingsRequest } from '../shared/api/change.js';
import { parseRequest } from '../shared/api/parse-request.js';
import { AppError } from '../shared/errors.js';
import { dayRange } from '../shared/period.js';
import { Exact, readDecimal } from '../shared/planning/exact.js';
import type { Workspace } from '../shared/workspace.js';
import { kpiOfGoal } from './goals/check-goal.js';
import { currencyOf, type PlanningContext } from './planning-context.js';

const PAGE = 10_000;
/** Rows of one side that are compared, at most. */
const MOST = 100_000;
/** Columns that name a row; what else it says may be edited. */
const KEYS = new Set(['measure', 'event_id', 'deal_id', 'visit_id', 'person_id', 'stage', 'type', 'cycle', 'day']);

type Side = 'numerator' | 'denominator';
interface Rows {
  readonly figure: ExplainDocument['figure'];
  /** Contributions by the name of the row. */
  readonly rows: ReadonlyMap<string, Decimal>;
}

async function readRows({ analytics }: PlanningContext, workspace: Workspace, request: ReturnType<typeof readingsRequest.parse>, side: Side, knownAt: string | undefined, asOf: string): Promise<Rows> {
  const rows = new Map<string, Decimal>();
  for (let offset = 0; ; offset += PAGE) {
    const page = await analytics.explain(workspace, explainQuery.parse({
      kpi: request.kpi, from: request.from, to: request.to, where: request.where, basis: request.basis, side, rows: PAGE, offset, asOf, intervals: 'exact', ...(knownAt !== undefined && { knownAt }),
    }));
    if (page.totalRows > MOST) throw new AppError('too_many_rows', { limit: MOST });
    const keys = page.columns.flatMap((column, i) => (KEYS.has(column) ? [i] : []));
    for (const row of page.rows) {
      const key = JSON.stringify(keys.map((i) => row.cells[i]));
      rows.set(key, (rows.get(key) ?? new Exact(0)).plus(row.contribution));
    }
    if (offset + PAGE >= page.totalRows) return { figure: page.figure, rows };
  }
}

function causesOf(before: Rows['rows'], after: Rows['rows']): ReadingsDocument['numerator'] {
  const sum = (rows: Rows['rows']): Decimal => [...rows.values()].reduce((total, value) => total.plus(value), new Exact(0));
  let [late, edited, gone] = [{ rows: 0, amount: new Exact(0) }, { rows: 0, amount: new Exact(0) }, { rows: 0, amount: new Exact(0) }];
  for (const [key, value] of after) {
    const then = before.get(key);
    if (then === undefined) late = { rows: late.rows + 1, amount: late.amount.plus(value) };
    else if (!then.eq(value)) edited = { rows: edited.rows + 1, amount: edited.amount.plus(value).minus(then) };
  }
  for (const [key, value] of before) if (!after.has(key)) gone = { rows: gone.rows + 1, amount: gone.amount.minus(value) };
  const text = ({ rows, amount }: typeof late): { rows: number; amount: string } => ({ rows, amount: amount.toFixed() });
  return { before: sum(before).toFixed(), after: sum(after).toFixed(), late: text(late), edited: text(edited), gone: text(gone) };
}

/** @throws AppError unknown_kpi, invalid_range, too_many_rows; invalid_input for a KPI without rows of its own, or an earlier reading that isn't earlier */
export async function explainReadings(context: PlanningContext, workspace: Workspace, given: ReadingsRequest): Promise<ReadingsDocument> {
  const request = parseRequest(readingsRequest, given);
  const entry = kpiOfGoal(await context.analytics.catalogue(workspace), request.kpi);
  if (entry.kind !== 'amount' && entry.kind !== 'ratio' && entry.kind !== 'stage_rate') throw new AppError('invalid_input', { where: 'kpi', reason: `${entry.id} has no rows of its own`, remedy: 'Ask for what it is made of.' });
  dayRange(request.from, request.to);
  const [earlier, later] = [new Date(request.earlier).toISOString(), new Date(request.later ?? context.now()).toISOString()];
  if (earlier >= later) throw new AppError('invalid_input', { where: 'earlier', reason: 'it is not before the later reading', remedy: 'Give an instant before it.' });
  // What had happened is bounded alike in both, so that only what was known differs.
  const read = async (side: Side): Promise<{ then: Rows; now: Rows }> => ({
    then: await readRows(context, workspace, request, side, earlier, later), now: await readRows(context, workspace, request, side, request.later === undefined ? undefined : later, later),
  });
  const numerator = await read('numerator');
  const denominator = entry.kind === 'amount' ? null : await read('denominator');
  const text = (value: string | number | null): string | null => (value === null ? null : new Exact(value).toFixed());
  const [valueEarlier, valueLater] = [text(numerator.then.figure.value), text(numerator.now.figure.value)];
  return {
    kpi: request.kpi, unit: entry.unit, currency: currencyOf(workspace).currency, from: request.from, to: request.to, earlier, later, valueEarlier, valueLater,
    definition: request.noted === undefined || valueEarlier === null ? null : new Exact(valueEarlier).minus(readDecimal('noted', request.noted)).toFixed(),
    numerator: causesOf(numerator.then.rows, numerator.now.rows), denominator: denominator === null ? null : causesOf(denominator.then.rows, denominator.now.rows),
  };
}
