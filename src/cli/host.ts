// What the composition root lends to the command line: the parts opened in this process, the server,
// the doctor. The command line opens no store itself.
import type { Workspaces } from '../access/workspaces.js';
import type { Analytics } from '../analytics/analytics.js';
import type { Planning } from '../planning/planning.js';
import type { Reporting } from '../reporting/reporting.js';
import type { Attribution } from '../attribution/attribution.js';
import type { Dashboards } from '../dashboards/dashboards.js';
import type { DoctorDocument } from '../shared/api/doctor.js';
import type { ConnectorList, ImportDocument, ImportRequest, PreviewDocument, PreviewRequest, UploadReceipt } from '../shared/api/imports.js';
import type { Workspace } from '../shared/workspace.js';

/** Imports as the verbs need them. */
export interface ImportsOfVerbs {
  connectors(): ConnectorList;
  /** Keeps a copy of a file, so that an import can go on when the file is gone. */
  saveUpload(workspace: Workspace, body: AsyncIterable<Uint8Array>, name: string): Promise<UploadReceipt>;
  preview(workspace: Workspace, request: PreviewRequest): Promise<PreviewDocument>;
  /** Answers at once; follow it by its id. */
  start(workspace: Workspace, request: ImportRequest): Promise<ImportDocument>;
  get(workspace: Workspace, id: string): Promise<ImportDocument>;
  /** The newest first. */
  list(workspace: Workspace): Promise<ImportDocument[]>;
  resume(workspace: Workspace, id: string): Promise<ImportDocument>;
  undo(workspace: Workspace, id: string): Promise<ImportDocument>;
  /** The refused rows as CSV. */
  rejects(workspace: Workspace, id: string): AsyncIterable<Uint8Array | string>;
}

/** The parts of the house, opened on the data folder by this process. */
export interface OpenedHouse {
  readonly workspaces: Workspaces;
  readonly analytics: Analytics;
  readonly planning: Planning;
  readonly reporting: Reporting;
  readonly attribution: Attribution;
  readonly dashboards: Dashboards;
  readonly imports: ImportsOfVerbs;
  /** Ends what is in flight, then the stores. */
  close(): Promise<void>;
}

export interface RunningServer {
  /** Where it listens, e.g. `http://127.0.0.1:4600`. */
  readonly url: string;
  /** Resolves when the server has stopped. */
  readonly ended: Promise<void>;
}

export interface Host {
  readonly version: string;
  readonly dataFolder: string;
  /** Nobody watches: no browser is opened. */
  readonly unattended: boolean;
  /** @param what names the holder of the data folder to others, e.g. `import` @throws AppError data_folder_in_use, store_unavailable */
  open(what: string): Promise<OpenedHouse>;
  /** Serves until a signal comes. @param onStep says what is being done meanwhile */
  serve(options: { sample: boolean; onStep: (text: string) => void }): Promise<RunningServer>;
  /** The doctor's findings, from this process. */
  examine(): Promise<DoctorDocument>;
}
