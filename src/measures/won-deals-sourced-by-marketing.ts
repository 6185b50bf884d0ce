// Numerator of the share; by origin, not by an attribution model.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'won_deals_sourced_by_marketing',
  label: 'Won deals sourced by marketing',
  description: 'Deals closed as won in the period whose lead was created by a touch on a marketing channel.',
  unit: 'count',
  table: 'deals',
  aggregate: 'count',
  where: () => sql`type = 'won' AND marketing_sourced`,
});
