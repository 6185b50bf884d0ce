// One kind of marketing cost: agency.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'agency_cost',
  label: 'Agency cost',
  description: 'Fees of agencies, on days of the period: cost of kind agency.',
  unit: 'money',
  table: 'costs',
  aggregate: 'sum',
  value: () => sql`amount`,
  where: () => sql`kind = 'agency'`,
  empty: 'none',
});
