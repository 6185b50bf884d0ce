// What the rest of the house asks of planning; made by createPlanning.
import type {
  CompareMonthsDocument, CompareMonthsRequest, InputsDocument, RangesRequest, ReverseDocument, ReverseRequest, TargetDocument, TargetRequest, WorksheetDocument, WorksheetRequest,
} from '../shared/api/planning.js';
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
  /** Goals by channel and programme, checked against the overall goal. @throws AppError invalid_input at row and column */
  worksheet(workspace: Workspace, request: WorksheetRequest): Promise<WorksheetDocument>;
}
