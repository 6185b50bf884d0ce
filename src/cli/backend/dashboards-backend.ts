// Dashboards as verbs ask for them, bound to one workspace: by the parts in this process, or by the server's API.
import { z } from 'zod';
import type { Dashboards } from '../../dashboards/dashboards.js';
import { dashboard, dashboardExport, dashboardList, importDashboardRequest, type Dashboard, type DashboardExport, type DashboardList, type ImportDashboardRequest } from '../../shared/api/dashboards.js';
import { parseRequest } from '../../shared/api/parse-request.js';
import type { Workspace } from '../../shared/workspace.js';
import { callServer, type HttpTarget } from './http-client.js';

export interface DashboardsBackend {
  list(): Promise<DashboardList>;
  get(id: string): Promise<Dashboard>;
  export(id: string): Promise<DashboardExport>;
  import(request: ImportDashboardRequest): Promise<Dashboard>;
  remove(id: string): Promise<DashboardList>;
  restore(id: string): Promise<Dashboard>;
}

/** @throws AppError invalid_input */
const checked = (request: ImportDashboardRequest): ImportDashboardRequest => parseRequest(importDashboardRequest, request);

export function dashboardsInProcess(dashboards: Dashboards, open: () => Promise<Workspace>): DashboardsBackend {
  const list = async (): Promise<DashboardList> => ({ dashboards: await dashboards.list(await open()) });
  return {
    list,
    get: async (id) => dashboards.get(await open(), id),
    export: async (id) => dashboards.export(await open(), id),
    import: async (request) => dashboards.import(await open(), checked(request)),
    async remove(id) {
      await dashboards.remove(await open(), id);
      return list();
    },
    restore: async (id) => dashboards.restore(await open(), id),
  };
}

export function dashboardsOnServer(target: HttpTarget): DashboardsBackend {
  const all = '/dashboards';
  const one = (id: string): string => `${all}/${encodeURIComponent(id)}`;
  const list = (): Promise<DashboardList> => callServer(target, all, dashboardList);
  return {
    list,
    get: (id) => callServer(target, one(id), dashboard),
    export: (id) => callServer(target, `${one(id)}/export`, dashboardExport),
    import: (request) => callServer(target, `${all}/import`, dashboard, { method: 'POST', json: checked(request) }),
    async remove(id) {
      await callServer(target, one(id), z.undefined(), { method: 'DELETE' });
      return list();
    },
    restore: (id) => callServer(target, `${one(id)}/restore`, dashboard, { method: 'POST', json: {} }),
  };
}
