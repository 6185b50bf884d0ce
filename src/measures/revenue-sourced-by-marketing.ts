// By origin, not by an attribution model; no lookback limit.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'revenue_sourced_by_marketing',
  label: 'Revenue sourced by marketing',
  description: 'Revenue of the period from deals whose lead was created by a touch on a marketing channel.',
  unit: 'money',
  table: 'deals',
  aggregate: 'sum',
  value: () => sql`amount`,
  where: () => sql`type = 'won' AND marketing_sourced`,
});
