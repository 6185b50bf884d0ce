// The return of marketing ROI on gross profit.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'gross_profit_sourced_by_marketing',
  label: 'Gross profit sourced by marketing',
  description: 'Margin of deals closed as won in the period whose lead was created by a touch on a marketing channel.',
  unit: 'money',
  table: 'deals',
  aggregate: 'sum',
  value: () => sql`margin`,
  where: () => sql`type = 'won' AND marketing_sourced AND margin IS NOT NULL`,
  empty: 'none',
});
