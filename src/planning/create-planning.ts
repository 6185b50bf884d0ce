// Puts planning together on the stores and on analytics.
import type { Analytics } from '../analytics/analytics.js';
import type { FactsStore } from '../database/facts-store.js';
import type { RecordsStore } from '../database/records-store.js';
import { compareMonths } from './compare-months.js';
import { applyGoals, exportGoals, goalWithHistory, listGoals, removeGoal, setGoal } from './goals/goals.js';
import { explainChange } from './explain-change.js';
import { paceGoals, paceOneGoal } from './pacing/pace-goals.js';
import { explainReadings } from './explain-readings.js';
import { planInputs } from './plan-inputs.js';
import { planReverse } from './plan-reverse.js';
import { planScenario } from './plan-scenario.js';
import { compareScenarios, listScenarios, removeScenario, saveScenario } from './saved-scenarios.js';
import { planTarget } from './plan-target.js';
import { planWorksheet } from './plan-worksheet.js';
import type { Planning } from './planning.js';
import type { PlanningContext } from './planning-context.js';

/** @param options.now for tests: the instant of the reading */
export function createPlanning(options: { facts: FactsStore; records: RecordsStore; analytics: Analytics; now?: () => string }): Planning {
  const context: PlanningContext = { ...options, now: options.now ?? ((): string => new Date().toISOString()) };
  return {
    reverse: (workspace, request) => planReverse(context, workspace, request),
    target: (workspace, request) => planTarget(context, workspace, request),
    compareMonths: (workspace, request) => compareMonths(context, workspace, request),
    inputs: (workspace, request) => planInputs(context, workspace, request),
    scenario: (workspace, request) => planScenario(context, workspace, request),
    scenarios: (workspace) => listScenarios(context, workspace),
    saveScenario: (workspace, name, request) => saveScenario(context, workspace, name, request),
    removeScenario: (workspace, name) => removeScenario(context, workspace, name),
    compareScenarios: (workspace, names) => compareScenarios(context, workspace, names),
    worksheet: (workspace, request) => planWorksheet(context, workspace, request),
    goals: (workspace) => listGoals(context, workspace),
    goal: (workspace, id) => goalWithHistory(context, workspace, id),
    setGoal: (workspace, change) => setGoal(context, workspace, change),
    removeGoal: (workspace, id, note) => removeGoal(context, workspace, id, note),
    applyGoals: (workspace, request) => applyGoals(context, workspace, request),
    pacing: (workspace) => paceGoals(context, workspace),
    pacingOf: (workspace, id) => paceOneGoal(context, workspace, id),
    change: (workspace, request) => explainChange(context, workspace, request),
    readings: (workspace, request) => explainReadings(context, workspace, request),
    exportGoals: (workspace) => exportGoals(context, workspace),
  };
}
