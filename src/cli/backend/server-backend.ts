// Answers verbs through the HTTP API of the server that holds the data folder.
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { attributionDocument } from '../../shared/api/attribution.js';
import { explainDocument, figuresDocument, kpiCatalogue } from '../../shared/api/figures.js';
import { freshnessDocument } from '../../shared/api/freshness.js';
import { connectorList, importDocument, importList, previewDocument, uploadReceipt, type ImportDocument } from '../../shared/api/imports.js';
import { settings } from '../../shared/api/settings.js';
import type { Backend } from './backend.js';
import { checkInput } from '../../imports/check-input.js';
import { followImport } from './follow-import.js';
import { dashboardsOnServer } from './dashboards-backend.js';
import { reportingOnServer } from './reporting-backend.js';
import { resultsOnServer } from './results-backend.js';
import { planningOnServer } from './planning-backend.js';
import { callServer, queryOf, streamFromServer, type HttpTarget } from './http-client.js';

const segment = encodeURIComponent;

export function createServerBackend(target: HttpTarget): Backend {
  const upload = async (file: string): Promise<string> => {
    const { size } = await checkInput(file);
    // An empty stream is a body too: what is in the file is for the import to judge.
    const stream = size === 0 ? new ReadableStream<Uint8Array>({ start: (c) => { c.close(); } }) : (Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>);
    const { uploadId } = await callServer(target, `/uploads?${new URLSearchParams({ name: path.basename(file) }).toString()}`, uploadReceipt, { method: 'POST', stream });
    return uploadId;
  };
  const look = (id: string): Promise<ImportDocument> => callServer(target, `/imports/${segment(id)}`, importDocument);
  const act = (id: string, action: 'undo' | 'resume'): Promise<ImportDocument> => callServer(target, `/imports/${segment(id)}/${action}`, importDocument, { method: 'POST', json: {} });
  const decoder = new TextDecoder();

  return {
    way: 'server',
    figures: (parameters) => callServer(target, `/kpis?${queryOf(parameters)}`, figuresDocument),
    explain: (kpi, parameters) => callServer(target, `/kpis/${segment(kpi)}/explain?${queryOf(parameters)}`, explainDocument),
    async *explainCsv(kpi, parameters) {
      for await (const chunk of streamFromServer(target, `/kpis/${segment(kpi)}/explain.csv?${queryOf(parameters)}`)) yield decoder.decode(chunk, { stream: true });
    },
    attribution: (parameters) => callServer(target, `/attribution?${queryOf(parameters)}`, attributionDocument),
    async *ledgerCsv(parameters) {
      for await (const chunk of streamFromServer(target, `/attribution/ledger.csv?${queryOf(parameters)}`)) yield decoder.decode(chunk, { stream: true });
    },
    results: resultsOnServer(target),
    catalogue: () => callServer(target, '/kpis', kpiCatalogue),
    settings: () => callServer(target, '/settings', settings),
    changeSettings: (patch) => callServer(target, '/settings', settings, { method: 'PATCH', json: patch }),
    freshness: () => callServer(target, '/freshness', freshnessDocument),
    planning: planningOnServer(target),
    dashboards: dashboardsOnServer(target),
    reporting: reportingOnServer(target),
    connectors: () => callServer(target, '/connectors', connectorList),
    imports: () => callServer(target, '/imports', importList),
    async import({ connector, file, mapping, options, dryRun, uploadId }, onProgress) {
      const json = { uploadId: uploadId ?? (await upload(file)), connector, dryRun, ...(mapping !== undefined && { mapping }), ...(options !== undefined && { options }) };
      return followImport(await callServer(target, '/imports', importDocument, { method: 'POST', json }), look, onProgress);
    },
    undo: (id) => act(id, 'undo'),
    resume: async (id, onProgress) => followImport(await act(id, 'resume'), look, onProgress),
    rejects: (id) => streamFromServer(target, `/imports/${segment(id)}/rejects`),
    async preview(file, connector) {
      const uploadId = await upload(file);
      return callServer(target, '/imports/preview', previewDocument, { method: 'POST', json: { uploadId, ...(connector !== undefined && { connector }) } });
    },
    recognise: async (file) => callServer(target, '/imports/preview', previewDocument, { method: 'POST', json: { uploadId: await upload(file), sample: false } }),
    close: () => Promise.resolve(),
  };
}
