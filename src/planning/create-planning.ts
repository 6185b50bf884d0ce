// Puts planning together on the stores and on analytics.
import type { Analytics } from '../analytics/analytics.js';
import type { FactsStore } from '../database/facts-store.js';
import type { RecordsStore } from '../database/records-store.js';
import { compareMonths } from './compare-months.js';
import { planInputs } from './plan-inputs.js';
import { planReverse } from './plan-reverse.js';
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
    worksheet: (workspace, request) => planWorksheet(context, workspace, request),
  };
}
