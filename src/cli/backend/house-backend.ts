// Answers verbs from the parts opened in this process.
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { parseAttributionQuery } from '../../shared/api/parse-attribution-query.js';
import { parseExplainQuery, parseFiguresQuery } from '../../shared/api/parse-figures-query.js';
import type { OpenedHouse } from '../host.js';
import type { Backend } from './backend.js';
import { checkInput } from '../../imports/check-input.js';
import { dashboardsInProcess } from './dashboards-backend.js';
import { reportingInProcess } from './reporting-backend.js';
import { resultsInProcess } from './results-backend.js';
import { planningInProcess } from './planning-backend.js';
import { followImport } from './follow-import.js';

/** @param workspaceName undefined: the default workspace @throws AppError not_found: there is no such workspace */
export async function createHouseBackend(house: OpenedHouse, workspaceName: string | undefined): Promise<Backend> {
  const { analytics, attribution, dashboards, imports, planning, reporting, workspaces } = house;
  try {
    // Opened anew for each question: settings may have changed since the last.
    const open = () => workspaces.open(workspaceName);
    await open();
    const upload = async (file: string): Promise<string> => {
      await checkInput(file);
      const { uploadId } = await imports.saveUpload(await open(), createReadStream(file), path.basename(file));
      return uploadId;
    };
    const look = async (id: string) => imports.get(await open(), id);
    const encoder = new TextEncoder();

    return {
      way: 'process',
      async figures(parameters) {
        const workspace = await open();
        return analytics.figures(workspace, parseFiguresQuery(parameters, workspace.settings.timeZone));
      },
      async explain(kpi, parameters) {
        const workspace = await open();
        return analytics.explain(workspace, parseExplainQuery(kpi, parameters, workspace.settings.timeZone));
      },
      async *explainCsv(kpi, parameters) {
        const workspace = await open();
        yield* analytics.explainCsv(workspace, parseExplainQuery(kpi, parameters, workspace.settings.timeZone));
      },
      async attribution(parameters) {
        const workspace = await open();
        return attribution.attribute(workspace, parseAttributionQuery(parameters, workspace.settings.timeZone));
      },
      async *ledgerCsv(parameters) {
        const workspace = await open();
        yield* attribution.ledgerCsv(workspace, parseAttributionQuery(parameters, workspace.settings.timeZone));
      },
      results: resultsInProcess(attribution.results, open),
      catalogue: async () => analytics.catalogue(await open()),
      settings: async () => (await open()).settings,
      changeSettings: async (patch) => (await workspaces.set(await open(), patch)).settings,
      freshness: async () => analytics.freshness(await open()),
      planning: planningInProcess(planning, open),
      dashboards: dashboardsInProcess(dashboards, open),
      reporting: reportingInProcess(reporting, open),
      connectors: () => Promise.resolve(imports.connectors()),
      imports: async () => ({ imports: await imports.list(await open()) }),
      async import({ connector, file, mapping, options, dryRun, uploadId }, onProgress) {
        const request = { uploadId: uploadId ?? (await upload(file)), connector, dryRun, ...(mapping !== undefined && { mapping }), ...(options !== undefined && { options: { ...options } }) };
        return followImport(await imports.start(await open(), request), look, onProgress);
      },
      undo: async (id) => imports.undo(await open(), id),
      resume: async (id, onProgress) => followImport(await imports.resume(await open(), id), look, onProgress),
      async *rejects(id) {
        for await (const chunk of imports.rejects(await open(), id)) yield typeof chunk === 'string' ? encoder.encode(chunk) : chunk;
      },
      async preview(file, connector) {
        return imports.preview(await open(), { uploadId: await upload(file), ...(connector !== undefined && { connector }) });
      },
      recognise: async (file) => imports.preview(await open(), { uploadId: await upload(file), sample: false }),
      close: () => house.close(),
    };
  } catch (error) {
    await house.close();
    throw error;
  }
}
