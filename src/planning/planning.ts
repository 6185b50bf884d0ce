// What the rest of the house asks of planning; made by createPlanning.
import type {
  CompareMonthsDocument, CompareMonthsRequest, InputsDocument, RangesRequest, ReverseDocument, ReverseRequest,
  ScenarioComparison, ScenarioDocument, ScenarioList, ScenarioRequest, TargetDocument, TargetRequest, WorksheetDocument, WorksheetRequest,
} from '../shared/api/planning.js';
import type { ChangeDocument, ChangeRequest, ReadingsDocument, ReadingsRequest } from '../shared/api/change.js';
import type { PacingDocument, PacingList } from '../shared/api/pacing.js';
import type { ApplyDocument, ApplyRequest, GoalChange, GoalList, GoalWithHistory } from '../shared/api/goals.js';
import type { Workspace } from '../shared/workspace.js';

export interface Planning {
  /** The funnel backwards from revenue, or from any stage. @throws AppError invalid_input at the field, history_too_short */
  reverse(workspace: Workspace, request: ReverseRequest): Promise<ReverseDocument>;
  /** The revenue target of the current fiscal year. @throws AppError invalid_input, history_too_short */
  target(workspace: Workspace, request: TargetRequest): Promise<TargetDocument>;
  /** Two months by business day. @throws AppError invalid_input */
  compareMonths(workspace: Workspace, request: CompareMonthsRequest): Promise<CompareMonthsDocument>;
  /** What a plan can start from. @throws AppError unknown_dimension, invalid_range */
  inputs(workspace: Workspace, request: RangesRequest): Promise<InputsDocument>;
  /** Plays a what-if. @throws AppError invalid_input at the field, history_too_short */
  scenario(workspace: Workspace, request: ScenarioRequest): Promise<ScenarioDocument>;
  scenarios(workspace: Workspace): Promise<ScenarioList>;
  /** Plays it and keeps the request by name. */
  saveScenario(workspace: Workspace, name: string, request: ScenarioRequest): Promise<ScenarioDocument>;
  /** @throws AppError not_found */
  removeScenario(workspace: Workspace, name: string): Promise<void>;
  /** @throws AppError not_found */
  compareScenarios(workspace: Workspace, names: readonly string[]): Promise<ScenarioComparison>;
  /** Goals by channel and programme, checked against the overall goal. @throws AppError invalid_input at row and column */
  worksheet(workspace: Workspace, request: WorksheetRequest): Promise<WorksheetDocument>;
  goals(workspace: Workspace): Promise<GoalList>;
  /** With every version it has had. @throws AppError not_found */
  goal(workspace: Workspace, id: string): Promise<GoalWithHistory>;
  /** Sets a goal, all its fields; its past is kept. @throws AppError invalid_input at the field, unknown_kpi, invalid_range */
  setGoal(workspace: Workspace, change: GoalChange): Promise<GoalWithHistory>;
  /** @throws AppError not_found; invalid_input while other goals stand under it */
  removeGoal(workspace: Workspace, id: string, note?: string): Promise<GoalList>;
  /** Goals of a YAML file, all or none. @throws as setGoal */
  applyGoals(workspace: Workspace, request: ApplyRequest): Promise<ApplyDocument>;
  /** How goals stand: so far, expected by now, likely at the end, and why. */
  pacing(workspace: Workspace): Promise<PacingList>;
  /** @throws AppError not_found */
  pacingOf(workspace: Workspace, id: string): Promise<PacingDocument>;
  /** Why a KPI changed between two periods, by a dimension. @throws AppError unknown_kpi, invalid_input, invalid_range */
  change(workspace: Workspace, request: ChangeRequest): Promise<ChangeDocument>;
  /** Why a figure of the same days reads otherwise than it did. @throws AppError unknown_kpi, invalid_input, too_many_rows */
  readings(workspace: Workspace, request: ReadingsRequest): Promise<ReadingsDocument>;
  /** All goals as a YAML file that applyGoals takes. */
  exportGoals(workspace: Workspace): Promise<{ yaml: string }>;
}
