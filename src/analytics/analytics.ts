// What the rest of the house asks of analytics; made by createAnalytics.
import type { ExplainDocument, ExplainQuery, FiguresDocument, FiguresQuery, KpiCatalogue } from '../shared/api/figures.js';
import type { PersonaPreview, PersonaRuleSet } from '../shared/api/persona-rules.js';
import type { SelfReportedAnswers, SelfReportedRule } from '../shared/api/self-reported-rules.js';
import type { FreshnessDocument } from '../shared/api/freshness.js';
import type { Workspace } from '../shared/workspace.js';
import type { Together } from './figures.js';

export interface Analytics {
  /** Computes KPIs. @throws AppError unknown_kpi, unknown_dimension, invalid_range, missing_rate, too_many_rows */
  figures(workspace: Workspace, query: FiguresQuery): Promise<FiguresDocument>;
  /** Answers questions together: what several want of the same rows is read once. Each has its own answer, or its own error. */
  figuresTogether(workspace: Workspace, queries: readonly FiguresQuery[]): Promise<Together>;
  /** Opens one figure; its query must name one cell: no `by`, no `every`; a cell of a split is named by `where`. */
  explain(workspace: Workspace, query: ExplainQuery): Promise<ExplainDocument>;
  /** All rows behind one side of a figure, as CSV text in chunks. */
  explainCsv(workspace: Workspace, query: ExplainQuery): AsyncIterable<string>;
  /** All KPIs of the workspace, its own series among them. */
  catalogue(workspace: Workspace): Promise<KpiCatalogue>;
  /** @throws AppError unknown_kpi, unknown_stage when the workspace has no KPI of that id */
  checkKpi(workspace: Workspace, id: string): Promise<void>;
  /** Values a dimension takes in the workspace, most frequent first, for filter pickers. */
  dimensionValues(workspace: Workspace, dimension: string, search: string, limit: number): Promise<{ value: string; count: number }[]>;
  /** What persona rules would change for the persons known, against those in force. */
  previewPersonas(workspace: Workspace, rules: PersonaRuleSet): Promise<PersonaPreview>;
  /** What people say brought them, and what rules would take it for, against those in force. */
  previewAnswers(workspace: Workspace, rules: readonly SelfReportedRule[]): Promise<SelfReportedAnswers>;
  /** Rebuilds the read models when facts, identities or settings have changed since they were built. Idempotent; concurrent calls share one run. */
  refresh(workspace: Workspace): Promise<void>;
  /** Days of the first and last fact, by read model, for presets and freshness; null where there is none. */
  extent(workspace: Workspace): Promise<{ from: string; to: string } | null>;
  /** The last day of data of each source, and whether it is older than the source's own rhythm. */
  freshness(workspace: Workspace): Promise<FreshnessDocument>;
}
