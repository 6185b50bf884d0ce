// Planning as verbs ask for it, bound to one workspace: by the parts in this process, or by the server's API.
import type { Planning } from '../../planning/planning.js';
import { changeDocument, type ChangeDocument, type ChangeRequest } from '../../shared/api/change.js';
import { pacingDocument, pacingList, type PacingDocument, type PacingList } from '../../shared/api/pacing.js';
import {
  applyDocument, goalList, goalsFile, goalWithHistory, type ApplyDocument, type ApplyRequest, type GoalChange, type GoalList, type GoalWithHistory,
} from '../../shared/api/goals.js';
import {
  compareMonthsDocument, reverseDocument, scenarioComparison, scenarioDocument, scenarioList, targetDocument, worksheetDocument,
  type CompareMonthsDocument, type CompareMonthsRequest, type ReverseDocument, type ReverseRequest, type ScenarioComparison, type ScenarioDocument, type ScenarioList, type ScenarioRequest, type TargetDocument, type TargetRequest, type WorksheetDocument, type WorksheetRequest,
} from '../../shared/api/planning.js';
import type { Workspace } from '../../shared/workspace.js';
import { callServer, type HttpTarget } from './http-client.js';

export interface PlanningBackend {
  reverse(request: ReverseRequest): Promise<ReverseDocument>;
  target(request: TargetRequest): Promise<TargetDocument>;
  compareMonths(request: CompareMonthsRequest): Promise<CompareMonthsDocument>;
  scenario(request: ScenarioRequest): Promise<ScenarioDocument>;
  scenarios(): Promise<ScenarioList>;
  saveScenario(name: string, request: ScenarioRequest): Promise<ScenarioDocument>;
  compareScenarios(names: readonly string[]): Promise<ScenarioComparison>;
  worksheet(request: WorksheetRequest): Promise<WorksheetDocument>;
  goals(): Promise<GoalList>;
  goal(id: string): Promise<GoalWithHistory>;
  setGoal(change: GoalChange): Promise<GoalWithHistory>;
  removeGoal(id: string): Promise<GoalList>;
  applyGoals(request: ApplyRequest): Promise<ApplyDocument>;
  exportGoals(): Promise<{ yaml: string }>;
  pacing(): Promise<PacingList>;
  pacingOf(id: string): Promise<PacingDocument>;
  change(request: ChangeRequest): Promise<ChangeDocument>;
}

export const planningInProcess = (planning: Planning, open: () => Promise<Workspace>): PlanningBackend => ({
  reverse: async (request) => planning.reverse(await open(), request),
  target: async (request) => planning.target(await open(), request),
  compareMonths: async (request) => planning.compareMonths(await open(), request),
  scenario: async (request) => planning.scenario(await open(), request),
  scenarios: async () => planning.scenarios(await open()),
  saveScenario: async (name, request) => planning.saveScenario(await open(), name, request),
  compareScenarios: async (names) => planning.compareScenarios(await open(), names),
  worksheet: async (request) => planning.worksheet(await open(), request),
  goals: async () => planning.goals(await open()),
  goal: async (id) => planning.goal(await open(), id),
  setGoal: async (change) => planning.setGoal(await open(), change),
  removeGoal: async (id) => planning.removeGoal(await open(), id),
  applyGoals: async (request) => planning.applyGoals(await open(), request),
  exportGoals: async () => planning.exportGoals(await open()),
  pacing: async () => planning.pacing(await open()),
  pacingOf: async (id) => planning.pacingOf(await open(), id),
  change: async (request) => planning.change(await open(), request),
});

export function planningOnServer(target: HttpTarget): PlanningBackend {
  const post = (json: unknown) => ({ method: 'POST', json }) as const;
  return {
    reverse: (request) => callServer(target, '/plan/reverse', reverseDocument, post(request)),
    target: (request) => callServer(target, '/plan/target', targetDocument, post(request)),
    compareMonths: (request) => callServer(target, '/plan/compare-months', compareMonthsDocument, post(request)),
    scenario: (request) => callServer(target, '/plan/scenario', scenarioDocument, post(request)),
    scenarios: () => callServer(target, '/plan/scenarios', scenarioList),
    saveScenario: (name, request) => callServer(target, `/plan/scenarios/${encodeURIComponent(name)}`, scenarioDocument, { method: 'PUT', json: request }),
    compareScenarios: (names) => callServer(target, '/plan/scenarios/compare', scenarioComparison, post({ names })),
    worksheet: (request) => callServer(target, '/plan/worksheet', worksheetDocument, post(request)),
    goals: () => callServer(target, '/goals', goalList),
    goal: (id) => callServer(target, `/goals/${encodeURIComponent(id)}`, goalWithHistory),
    setGoal: (change) => callServer(target, `/goals/${encodeURIComponent(change.goal.id)}`, goalWithHistory, { method: 'PUT', json: change }),
    removeGoal: (id) => callServer(target, `/goals/${encodeURIComponent(id)}`, goalList, { method: 'DELETE' }),
    applyGoals: (request) => callServer(target, '/goals/apply', applyDocument, post(request)),
    pacing: () => callServer(target, '/goals/pacing', pacingList),
    pacingOf: (id) => callServer(target, `/goals/${encodeURIComponent(id)}/pacing`, pacingDocument),
    change: (request) => callServer(target, '/plan/change', changeDocument, post(request)),
    exportGoals: () => callServer(target, '/goals/export', goalsFile),
  };
}
