// What the server is made of, and what a handler gets.
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Logger } from 'pino';
import type { Workspaces } from '../access/workspaces.js';
import type { Analytics } from '../analytics/analytics.js';
import type { Attribution } from '../attribution/attribution.js';
import type { Dashboards } from '../dashboards/dashboards.js';
import type { FactsStore } from '../database/facts-store.js';
import type { RecordsStore } from '../database/records-store.js';
import type { Planning } from '../planning/planning.js';
import type { Merges } from '../identity/merges.js';
import type { Imports } from '../imports/imports.js';
import type { Journal } from '../journal/journal.js';
import type { Reporting } from '../reporting/reporting.js';
import type { DoctorDocument } from '../shared/api/doctor.js';
import type { WatchedFolder } from '../shared/api/watched-folder.js';

/** Imports as the routes need them; starting and stopping them is the composition root's. */
export type ImportsOfServer = Omit<Imports, 'resumeInterrupted' | 'close'>;

export interface ServerDependencies {
  readonly analytics: Analytics;
  readonly attribution: Attribution;
  readonly dashboards: Dashboards;
  readonly imports: ImportsOfServer;
  readonly planning: Planning;
  readonly reporting: Reporting;
  readonly journal: Journal;
  readonly merges: Merges;
  readonly workspaces: Workspaces;
  readonly facts: FactsStore;
  readonly records: RecordsStore;
  /** Checks the installation; without it there is no route for that. */
  readonly doctor?: () => Promise<DoctorDocument>;
  /** The folder whose files are imported as they arrive, where there is one. */
  readonly watched?: { describe(): Promise<WatchedFolder> } | undefined;
  readonly log: Logger;
  /** Address at which readers of mails reach Leadline; links that need no right answer there too. */
  readonly publicUrl?: string;
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
