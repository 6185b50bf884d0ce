// Goals of a workspace: set, changed with their past kept, removed, applied from a file.
import { Decimal } from 'decimal.js';
import type { z } from 'zod';
import { dimensionId } from '../../analytics/question.js';
import type { KpiCatalogue } from '../../shared/api/figures.js';
import { applyRequest, goalChange, type ApplyDocument, type ApplyRequest, type Goal, type goal as goalSchema, type GoalChange, type GoalDocument, type GoalList, type GoalWarning, type GoalWithHistory } from '../../shared/api/goals.js';
import { parseRequest } from '../../shared/api/parse-request.js';
import { AppError } from '../../shared/errors.js';
import { didYouMean } from '../../shared/nearest.js';
import type { Workspace } from '../../shared/workspace.js';
import { today, type PlanningContext } from '../planning-context.js';
import { checkGoal, checkParents, kpiOfGoal } from './check-goal.js';
import { deleteGoal, holdGoals, readGoals, readVersions, writeGoal, type GoalRow } from './goal-records.js';
import { parseGoalsFile, writeGoalsFile } from './goals-file.js';
import { BARE, isBare } from './is-bare.js';

/** What may change after the period has ended: words, not what was to be reached. */
const WORDS: ReadonlySet<string> = new Set(['name', 'owner', 'activities', 'notes', 'parent']);

const changedFields = (before: Goal | null | undefined, after: Goal | null): string[] => {
  if (before === null || before === undefined || after === null) return [];
  const [a, b]: Readonly<Record<string, unknown>>[] = [{ ...before }, { ...after }];
  return [...new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})])].filter((key) => JSON.stringify(a?.[key]) !== JSON.stringify(b?.[key]));
};

/** @throws AppError invalid_input: what is over can't be planned any more */
function checkPeriod(before: Goal | undefined, after: Goal, now: string, at: string): void {
  const touched = before === undefined ? ['to'] : changedFields(before, after).filter((field) => !WORDS.has(field));
  if (touched.length === 0) return;
  const ended = [before, after].find((one) => one !== undefined && one.to <= now);
  if (ended === undefined) return;
  throw new AppError('invalid_input', { where: `${at}${touched[0] ?? 'to'}`, reason: `the period of ${after.id} ended before ${ended.to}`, remedy: `Choose a period that ends after ${now}. Of a goal that is over, ${[...WORDS].join(', ')} can still be changed.` });
}

/** Filters whose value no fact has ever carried, and figures of which there is nothing: allowed, since a campaign may be to come, but said. */
async function warningsOf(context: PlanningContext, workspace: Workspace, goal: Goal): Promise<GoalWarning[]> {
  const warnings: GoalWarning[] = [];
  for (const { dimension, values } of goal.where) {
    for (const value of values) {
      const known = await context.analytics.dimensionValues(workspace, dimensionId(dimension), '', 1000);
      if (known.length > 0 && known.length < 1000 && !known.some((k) => k.value === value)) {
        warnings.push({ field: 'where', message: `No fact carries ${dimension} "${value}" yet. ${didYouMean(value, known.map((k) => k.value))}`.trimEnd() });
      }
    }
  }
  // One is enough: that nothing carries the value says why.
  if (warnings.length === 0 && (await isBare(context, workspace, goal))) warnings.push({ field: 'kpi', message: BARE });
  return warnings;
}

function documentOf(catalogue: KpiCatalogue, { goal, version }: GoalRow, all: readonly GoalRow[]): GoalDocument {
  const { unit } = kpiOfGoal(catalogue, goal.kpi);
  const children = all.filter((other) => other.goal.parent === goal.id);
  const alike = children.filter(({ goal: child }) => child.kpi === goal.kpi && child.from === goal.from && child.to === goal.to);
  const adds = (unit === 'count' || unit === 'money') && alike.length > 0;
  return {
    ...goal, unit, version, children: children.map((child) => child.goal.id),
    childrenTarget: adds ? alike.reduce((sum, child) => sum.plus(child.goal.target), new Decimal(0)).toFixed() : null,
  };
}

/** Without warnings: the list stands beside figures on every page, and what is odd about a goal takes questions of its own to find. */
export async function listGoals(context: PlanningContext, workspace: Workspace): Promise<GoalList> {
  const rows = await readGoals(context.records, workspace.id);
  const catalogue = await context.analytics.catalogue(workspace);
  return { goals: rows.map((row) => documentOf(catalogue, row, rows)) };
}

/** @throws AppError not_found */
export async function findGoal(context: PlanningContext, workspace: Workspace, id: string): Promise<GoalRow> {
  const found = (await readGoals(context.records, workspace.id)).find((row) => row.goal.id === id);
  if (found === undefined) throw new AppError('not_found', { what: 'goal', id });
  return found;
}

/** The goal with every version it has had, the oldest first. @throws AppError not_found */
export async function goalWithHistory(context: PlanningContext, workspace: Workspace, id: string): Promise<GoalWithHistory> {
  const rows = await readGoals(context.records, workspace.id);
  const row = rows.find((one) => one.goal.id === id);
  if (row === undefined) throw new AppError('not_found', { what: 'goal', id });
  const versions = await readVersions(context.records, workspace.id, id);
  return {
    goal: { ...documentOf(await context.analytics.catalogue(workspace), row, rows), warnings: await warningsOf(context, workspace, row.goal) },
    history: versions.map(({ version, changedAt, note, goal }, i) => ({ version, changedAt, note, changed: changedFields(versions[i - 1]?.goal, goal), goal })),
  };
}

interface Outcome extends ApplyDocument {
  readonly goals: readonly Goal[];
}

/** Checks and writes several goals, all or none. */
async function write(context: PlanningContext, workspace: Workspace, given: readonly z.output<typeof goalSchema>[], options: { prune: boolean; dryRun: boolean; note: string; named: boolean }): Promise<Outcome> {
  const now = today(context, workspace);
  const catalogue = await context.analytics.catalogue(workspace);
  return context.records.transaction(async (tx): Promise<Outcome> => {
    await holdGoals(tx, workspace.id);
    const before = new Map((await readGoals(tx, workspace.id)).map((row) => [row.goal.id, row.goal]));
    const goals = given.map((one) => {
      const at = options.named ? `${one.id}, ` : '';
      const checked = checkGoal(catalogue, workspace, one, at);
      checkPeriod(before.get(one.id), checked, now, at);
      return checked;
    });
    const ids = new Set(goals.map((one) => one.id));
    const removed = options.prune ? [...before.keys()].filter((id) => !ids.has(id)) : [];
    const parents = new Map([...before.values()].filter((one) => !removed.includes(one.id)).map((one) => [one.id, one.parent]));
    for (const one of goals) parents.set(one.id, one.parent);
    checkParents(parents);
    const isNew = (one: Goal): boolean => !before.has(one.id);
    const differs = (one: Goal): boolean => changedFields(before.get(one.id), one).length > 0;
    if (!options.dryRun) {
      const at = context.now();
      for (const one of goals) if (isNew(one) || differs(one)) await writeGoal(tx, workspace.id, one, options.note, at);
      for (const id of removed) await deleteGoal(tx, workspace.id, id, options.note, at);
    }
    return {
      goals, removed, dryRun: options.dryRun, added: goals.filter(isNew).map((one) => one.id),
      changed: goals.filter((one) => !isNew(one) && differs(one)).map((one) => one.id), unchanged: goals.filter((one) => !isNew(one) && !differs(one)).map((one) => one.id),
    };
  });
}

/**
 * Sets a goal: a new one, or another state of one there is, whose past is kept.
 * @throws AppError unknown_kpi, unknown_stage, invalid_range; invalid_input at the field: a period in the past, circular parents, a target in another currency …
 */
export async function setGoal(context: PlanningContext, workspace: Workspace, given: GoalChange): Promise<GoalWithHistory> {
  const { goal, note } = parseRequest(goalChange, given);
  await write(context, workspace, [goal], { prune: false, dryRun: false, note, named: false });
  return goalWithHistory(context, workspace, goal.id);
}

/** Its versions stay. @throws AppError not_found; invalid_input while other goals stand under it */
export async function removeGoal(context: PlanningContext, workspace: Workspace, id: string, note = ''): Promise<GoalList> {
  await context.records.transaction(async (tx) => {
    await holdGoals(tx, workspace.id);
    const rows = await readGoals(tx, workspace.id);
    if (!rows.some((row) => row.goal.id === id)) throw new AppError('not_found', { what: 'goal', id });
    const under = rows.filter((row) => row.goal.parent === id).map((row) => row.goal.id);
    if (under.length > 0) throw new AppError('invalid_input', { where: id, reason: `goals stand under it: ${under.join(', ')}`, remedy: 'Remove those first, or give them another parent.' });
    await deleteGoal(tx, workspace.id, id, note, context.now());
  });
  return listGoals(context, workspace);
}

/** Goals of a file, all or none. @throws as setGoal, each error naming its goal */
export async function applyGoals(context: PlanningContext, workspace: Workspace, given: ApplyRequest): Promise<ApplyDocument> {
  const { yaml, prune, dryRun, note } = parseRequest(applyRequest, given);
  const { added, changed, removed, unchanged } = await write(context, workspace, parseGoalsFile(yaml), { prune, dryRun, note, named: true });
  return { added, changed, removed: [...removed], unchanged, dryRun };
}

export async function exportGoals({ records }: PlanningContext, workspace: Workspace): Promise<{ yaml: string }> {
  return { yaml: writeGoalsFile((await readGoals(records, workspace.id)).map((row) => row.goal)) };
}
