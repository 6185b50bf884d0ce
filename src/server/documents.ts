// The documents that routes take and answer, by the names they have in the API's description.
import { figuresDocument, explainDocument, kpiCatalogue } from '../shared/api/figures.js';
import { connectorList, importDocument, importList, importRequest, previewDocument, previewRequest, uploadReceipt } from '../shared/api/imports.js';
import { changeDocument, changeRequest, readingsDocument, readingsRequest } from '../shared/api/change.js';
import { pacingDocument, pacingList } from '../shared/api/pacing.js';
import { applyDocument, applyRequest, goalChange, goalList, goalsFile, goalWithHistory } from '../shared/api/goals.js';
import {
  compareMonthsDocument, compareMonthsRequest, inputsDocument, rangesRequest, reverseDocument, reverseRequest,
  scenarioComparison, scenarioDocument, scenarioList, scenarioRequest, targetDocument, targetRequest, worksheetDocument, worksheetRequest,
} from '../shared/api/planning.js';
import { doctorDocument } from '../shared/api/doctor.js';
import { freshnessDocument } from '../shared/api/freshness.js';
import { settings } from '../shared/api/settings.js';
import { dimensionValues, healthDocument, statusDocument } from '../shared/api/status.js';

export const FIGURES = figuresDocument.meta({ id: 'Figures' });
export const CATALOGUE = kpiCatalogue.meta({ id: 'Catalogue' });
export const EXPLANATION = explainDocument.meta({ id: 'Explanation' });
export const DIMENSION_VALUES = dimensionValues.meta({ id: 'DimensionValues' });
export const SETTINGS = settings.meta({ id: 'Settings' });
export const CONNECTORS = connectorList.meta({ id: 'Connectors' });
export const UPLOAD = uploadReceipt.meta({ id: 'Upload' });
export const PREVIEW_REQUEST = previewRequest.meta({ id: 'PreviewRequest' });
export const PREVIEW = previewDocument.meta({ id: 'Preview' });
export const IMPORT_REQUEST = importRequest.meta({ id: 'ImportRequest' });
export const IMPORT = importDocument.meta({ id: 'Import' });
export const IMPORTS = importList.meta({ id: 'Imports' });
export const REVERSE_REQUEST = reverseRequest.meta({ id: 'ReversePlanRequest' });
export const REVERSE_PLAN = reverseDocument.meta({ id: 'ReversePlan' });
export const REVENUE_TARGET_REQUEST = targetRequest.meta({ id: 'RevenueTargetRequest' });
export const REVENUE_TARGET = targetDocument.meta({ id: 'RevenueTarget' });
export const COMPARE_MONTHS_REQUEST = compareMonthsRequest.meta({ id: 'CompareMonthsRequest' });
export const COMPARE_MONTHS = compareMonthsDocument.meta({ id: 'CompareMonths' });
export const PLAN_INPUTS_REQUEST = rangesRequest.meta({ id: 'PlanInputsRequest' });
export const PLAN_INPUTS = inputsDocument.meta({ id: 'PlanInputs' });
export const WORKSHEET_REQUEST = worksheetRequest.meta({ id: 'WorksheetRequest' });
export const WORKSHEET = worksheetDocument.meta({ id: 'Worksheet' });
export const SCENARIO_REQUEST = scenarioRequest.meta({ id: 'ScenarioRequest' });
export const SCENARIO = scenarioDocument.meta({ id: 'Scenario' });
export const SCENARIOS = scenarioList.meta({ id: 'Scenarios' });
export const SCENARIO_COMPARISON = scenarioComparison.meta({ id: 'ScenarioComparison' });
export const GOAL_CHANGE = goalChange.meta({ id: 'GoalChange' });
export const GOAL = goalWithHistory.meta({ id: 'Goal' });
export const GOALS = goalList.meta({ id: 'Goals' });
export const GOALS_APPLY = applyRequest.meta({ id: 'ApplyGoalsRequest' });
export const GOALS_APPLIED = applyDocument.meta({ id: 'AppliedGoals' });
export const GOALS_FILE = goalsFile.meta({ id: 'GoalsFile' });
export const PACING = pacingDocument.meta({ id: 'Pacing' });
export const PACING_LIST = pacingList.meta({ id: 'PacingList' });
export const CHANGE_REQUEST = changeRequest.meta({ id: 'ChangeRequest' });
export const CHANGE = changeDocument.meta({ id: 'Change' });
export const READINGS_REQUEST = readingsRequest.meta({ id: 'ReadingsRequest' });
export const READINGS = readingsDocument.meta({ id: 'Readings' });
export const STATUS = statusDocument.meta({ id: 'Status' });
export const FRESHNESS = freshnessDocument.meta({ id: 'Freshness' });
export const HEALTH = healthDocument.meta({ id: 'Health' });
export const DOCTOR = doctorDocument.meta({ id: 'Doctor' });
