// Where deals name a margin; no value where none does.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'gross_profit',
  label: 'Gross profit',
  description: 'Margin of deals closed as won in the period: revenue less cost of goods. Deals without a margin add nothing.',
  unit: 'money',
  table: 'deals',
  aggregate: 'sum',
  value: () => sql`margin`,
  where: () => sql`type = 'won' AND margin IS NOT NULL`,
  empty: 'none',
});
