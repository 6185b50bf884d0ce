// Scenarios by name: kept as they were asked, played anew when they are looked at or compared.
import { z } from 'zod';
import { param, sql } from '../database/sql.js';
import { parseRequest } from '../shared/api/parse-request.js';
import { SCENARIO_NAME, scenarioRequest, type ScenarioComparison, type ScenarioDocument, type ScenarioList, type ScenarioRequest } from '../shared/api/planning.js';
import { AppError } from '../shared/errors.js';
import type { Workspace } from '../shared/workspace.js';
import { planScenario } from './plan-scenario.js';
import type { PlanningContext } from './planning-context.js';

const savedRow = z.object({ name: z.string(), request: scenarioRequest, changed_at: z.string() });
/** Side by side, at most. */
const COMPARED = 8;

export async function listScenarios({ records }: PlanningContext, workspace: Workspace): Promise<ScenarioList> {
  const rows = await records.query(savedRow, sql`SELECT name, request, changed_at FROM scenarios WHERE workspace_id = ${param('Int32', workspace.id)} ORDER BY name`);
  return { scenarios: rows.map(({ name, request, changed_at }) => ({ name, request, changedAt: new Date(changed_at).toISOString() })) };
}

async function find(context: PlanningContext, workspace: Workspace, name: string): Promise<ScenarioRequest> {
  const [row] = await context.records.query(savedRow, sql`SELECT name, request, changed_at FROM scenarios WHERE workspace_id = ${param('Int32', workspace.id)} AND name = ${param('String', name)}`);
  if (row === undefined) throw new AppError('not_found', { what: 'scenario', id: name });
  return row.request;
}

/** Plays it first: what can't be played is not kept. */
export async function saveScenario(context: PlanningContext, workspace: Workspace, given: string, request: ScenarioRequest): Promise<ScenarioDocument> {
  const name = parseRequest(z.object({ name: SCENARIO_NAME }), { name: given }).name;
  const document = await planScenario(context, workspace, request);
  await context.records.execute(sql`
    INSERT INTO scenarios (workspace_id, name, request) VALUES (${param('Int32', workspace.id)}, ${param('String', name)}, CAST(${param('String', JSON.stringify(document.request))} AS jsonb))
    ON CONFLICT (workspace_id, name) DO UPDATE SET request = EXCLUDED.request, changed_at = now()`);
  return { ...document, name };
}

/** @throws AppError not_found */
export async function removeScenario({ records }: PlanningContext, workspace: Workspace, name: string): Promise<void> {
  const removed = await records.execute(sql`DELETE FROM scenarios WHERE workspace_id = ${param('Int32', workspace.id)} AND name = ${param('String', name)}`);
  if (removed === 0) throw new AppError('not_found', { what: 'scenario', id: name });
}

/** Saved scenarios side by side, in the order asked for. @throws AppError not_found, invalid_input */
export async function compareScenarios(context: PlanningContext, workspace: Workspace, names: readonly string[]): Promise<ScenarioComparison> {
  if (names.length === 0 || names.length > COMPARED) throw new AppError('invalid_input', { where: 'names', reason: `${names.length} scenarios are named`, remedy: `Name 1 to ${COMPARED}.` });
  const requests = [];
  for (const name of names) requests.push({ name, request: await find(context, workspace, name) });
  const scenarios: ScenarioDocument[] = [];
  for (const { name, request } of requests) scenarios.push({ ...(await planScenario(context, workspace, request)), name });
  return { scenarios };
}
