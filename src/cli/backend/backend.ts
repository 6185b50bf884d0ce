// What verbs ask of Leadline, bound to one workspace. Two ways answer with the same documents: the parts
// opened in this process, or the HTTP API of the server that holds the data folder.
import type { AttributionDocument } from '../../shared/api/attribution.js';
import type { ExplainDocument, FiguresDocument, KpiCatalogue } from '../../shared/api/figures.js';
import type { FreshnessDocument } from '../../shared/api/freshness.js';
import type { ConnectorList, ImportDocument, ImportList, PreviewDocument } from '../../shared/api/imports.js';
import type { TextParameters } from '../../shared/api/parse-figures-query.js';
import type { DashboardsBackend } from './dashboards-backend.js';
import type { ReportingBackend } from './reporting-backend.js';
import type { ResultsBackend } from './results-backend.js';
import type { PlanningBackend } from './planning-backend.js';
import type { Settings } from '../../shared/api/settings.js';

/** One file to import. */
export interface ImportOrder {
  readonly connector: string;
  /** Path of the file. */
  readonly file: string;
  /** A mapping as YAML text. */
  readonly mapping: string | undefined;
  readonly options: Readonly<Record<string, unknown>> | undefined;
  readonly dryRun: boolean;
  /** The file where it was stored already, by a look at what it is. */
  readonly uploadId?: string | undefined;
}

export type OnProgress = (state: ImportDocument) => void;

export interface Backend {
  readonly way: 'process' | 'server';
  figures(parameters: TextParameters): Promise<FiguresDocument>;
  explain(kpi: string, parameters: TextParameters): Promise<ExplainDocument>;
  /** All rows behind one side of a figure, as CSV text in chunks. */
  explainCsv(kpi: string, parameters: TextParameters): AsyncIterable<string>;
  attribution(parameters: TextParameters): Promise<AttributionDocument>;
  /** Every touch's part in every conversion, as CSV text in chunks. */
  ledgerCsv(parameters: TextParameters): AsyncIterable<string>;
  /** Attribution results that are kept under a name. */
  readonly results: ResultsBackend;
  catalogue(): Promise<KpiCatalogue>;
  settings(): Promise<Settings>;
  /** Changes settings, given as text by key, all or none; answers all settings as they are then. */
  changeSettings(patch: Readonly<Record<string, string>>): Promise<Settings>;
  freshness(): Promise<FreshnessDocument>;
  readonly planning: PlanningBackend;
  readonly dashboards: DashboardsBackend;
  readonly reporting: ReportingBackend;
  connectors(): Promise<ConnectorList>;
  imports(): Promise<ImportList>;
  /** Imports a file and resolves when the import has ended, however it did. */
  import(order: ImportOrder, onProgress: OnProgress): Promise<ImportDocument>;
  undo(id: string): Promise<ImportDocument>;
  /** Goes on with an interrupted import and resolves when it has ended. */
  resume(id: string, onProgress: OnProgress): Promise<ImportDocument>;
  /** The refused rows of an import as CSV bytes. */
  rejects(id: string): AsyncIterable<Uint8Array>;
  /** Which connectors claim a file and, for `csv`, the mapping guessed from it. */
  preview(file: string, connector: string | undefined): Promise<PreviewDocument>;
  /** Stores a file and answers whose it is, without rows. */
  recognise(file: string): Promise<PreviewDocument>;
  close(): Promise<void>;
}
