// What the rest of the house asks of attribution; made by createAttribution.
import type { AttributionDocument, AttributionQuery, JourneyFilter, JourneysDocument, LedgerDocument, ModelCatalogue, PathsDocument } from '../shared/api/attribution.js';
import type { Page } from '../shared/api/parse-attribution-query.js';
import type { PathsQuery } from '../shared/api/parse-paths-query.js';
import type { AttributionResults } from './results/attribution-results.js';
import type { Workspace } from '../shared/workspace.js';

/** Every call refuses with unknown_model, unknown_conversion, unknown_dimension, invalid_range, invalid_input and missing_rate. */
export interface Attribution {
  /**
   * Credit of the conversions of a kind and period, by model and dimension.
   * @throws AppError too_few_conversions, too_many_channels, no_conversion_reachable, too_many_rows
   */
  attribute(workspace: Workspace, query: AttributionQuery): Promise<AttributionDocument>;
  /** Every touch's part in every conversion, a page of it; of one person where that is named (`P-12`), or of an account (`A-12`), whose conversions then take the touches of all its people. @param among only conversions whose journey is so @throws AppError not_found */
  ledger(workspace: Workspace, query: AttributionQuery, page: Page, whose?: string, among?: JourneyFilter): Promise<LedgerDocument>;
  /** The whole ledger as CSV text in chunks. */
  ledgerCsv(workspace: Workspace, query: AttributionQuery, among?: JourneyFilter): AsyncIterable<string>;
  /** Most frequent paths, flow, lengths and durations; `page` is of the paths. */
  journeys(workspace: Workspace, query: AttributionQuery, page: Page): Promise<JourneysDocument>;
  /** Attribution of a plain table of paths; nothing is stored. @param text CSV @param name how refusals call it */
  paths(text: string, query: PathsQuery, name: string): PathsDocument;
  /** Results that are kept under a name, and what has changed since. */
  readonly results: AttributionResults;
  catalogue(workspace: Workspace): ModelCatalogue;
}
