// What the server is made of, and what its routes ask of imports.
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Logger } from 'pino';
import type { Workspaces } from '../access/workspaces.js';
import type { Analytics } from '../analytics/analytics.js';
import type { FactsStore } from '../database/facts-store.js';
import type { RecordsStore } from '../database/records-store.js';
import type { DoctorDocument } from '../shared/api/doctor.js';
import type { ConnectorList, ImportDocument, ImportRequest, PreviewDocument, PreviewRequest, UploadReceipt } from '../shared/api/imports.js';
import type { Workspace } from '../shared/workspace.js';

/** Imports as the routes need them. */
export interface ImportsOfServer {
  connectors(): ConnectorList;
  /** Stores a file as it comes; durable when the promise resolves, nothing kept when the stream breaks off. */
  saveUpload(workspace: Workspace, body: AsyncIterable<Uint8Array>, name: string): Promise<UploadReceipt>;
  preview(workspace: Workspace, request: PreviewRequest): Promise<PreviewDocument>;
  start(workspace: Workspace, request: ImportRequest): Promise<ImportDocument>;
  /** @throws AppError not_found, as everything that takes an id */
  get(workspace: Workspace, id: string): Promise<ImportDocument>;
  /** The newest first. */
  list(workspace: Workspace): Promise<ImportDocument[]>;
  cancel(workspace: Workspace, id: string): Promise<ImportDocument>;
  resume(workspace: Workspace, id: string): Promise<ImportDocument>;
  undo(workspace: Workspace, id: string): Promise<ImportDocument>;
  /** The refused rows as CSV. */
  rejects(workspace: Workspace, id: string): AsyncIterable<Uint8Array | string>;
}

export interface ServerDependencies {
  readonly analytics: Analytics;
  readonly imports: ImportsOfServer;
  readonly workspaces: Workspaces;
  readonly facts: FactsStore;
  readonly records: RecordsStore;
  /** Checks the installation; without it there is no route for that. */
  readonly doctor?: () => Promise<DoctorDocument>;
  readonly log: Logger;
  /** Where the built web app lies. */
  readonly webFolder: string;
  readonly version: string;
}

/** What a handler gets beside the request. */
export interface ServerEnv {
  /** Of the connection; set by the Node adapter. */
  Bindings: { readonly incoming?: { readonly socket: { readonly remoteAddress?: string | undefined; readonly localPort?: number | undefined } } };
}

export type App = OpenAPIHono<ServerEnv>;
