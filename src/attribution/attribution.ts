// What the rest of the house asks of attribution; made by createAttribution.
import type { AttributionDocument, AttributionQuery } from '../shared/api/attribution.js';
import type { Workspace } from '../shared/workspace.js';

export interface Attribution {
  /**
   * Credit of the conversions of a kind and period, by model and dimension.
   * @throws AppError unknown_model, unknown_conversion, unknown_dimension, invalid_range, invalid_input, missing_rate, too_few_conversions, too_many_channels, too_many_rows
   */
  attribute(workspace: Workspace, query: AttributionQuery): Promise<AttributionDocument>;
}
