// By origin, not by an attribution model.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'pipeline_sourced_by_marketing',
  label: 'Pipeline sourced by marketing',
  description: 'Pipeline of the period from deals whose lead was created by a touch on a marketing channel.',
  unit: 'money',
  table: 'deals',
  aggregate: 'sum',
  value: () => sql`amount`,
  where: () => sql`type = 'created' AND deal_type = 'new' AND marketing_sourced`,
});
