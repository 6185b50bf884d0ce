// Planning as verbs ask for it, bound to one workspace: by the parts in this process, or by the server's API.
import type { Planning } from '../../planning/planning.js';
import {
  compareMonthsDocument, reverseDocument, targetDocument, worksheetDocument,
  type CompareMonthsDocument, type CompareMonthsRequest, type ReverseDocument, type ReverseRequest, type TargetDocument, type TargetRequest, type WorksheetDocument, type WorksheetRequest,
} from '../../shared/api/planning.js';
import type { Workspace } from '../../shared/workspace.js';
import { callServer, type HttpTarget } from './http-client.js';

export interface PlanningBackend {
  reverse(request: ReverseRequest): Promise<ReverseDocument>;
  target(request: TargetRequest): Promise<TargetDocument>;
  compareMonths(request: CompareMonthsRequest): Promise<CompareMonthsDocument>;
  worksheet(request: WorksheetRequest): Promise<WorksheetDocument>;
}

export const planningInProcess = (planning: Planning, open: () => Promise<Workspace>): PlanningBackend => ({
  reverse: async (request) => planning.reverse(await open(), request),
  target: async (request) => planning.target(await open(), request),
  compareMonths: async (request) => planning.compareMonths(await open(), request),
  worksheet: async (request) => planning.worksheet(await open(), request),
});

export function planningOnServer(target: HttpTarget): PlanningBackend {
  const post = (json: unknown) => ({ method: 'POST', json }) as const;
  return {
    reverse: (request) => callServer(target, '/plan/reverse', reverseDocument, post(request)),
    target: (request) => callServer(target, '/plan/target', targetDocument, post(request)),
    compareMonths: (request) => callServer(target, '/plan/compare-months', compareMonthsDocument, post(request)),
    worksheet: (request) => callServer(target, '/plan/worksheet', worksheetDocument, post(request)),
  };
}
