// One kind of marketing cost: staff.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'staff_cost',
  label: 'Staff cost',
  description: 'Pay of marketing staff, on days of the period: cost of kind staff.',
  unit: 'money',
  table: 'costs',
  aggregate: 'sum',
  value: () => sql`amount`,
  where: () => sql`kind = 'staff'`,
  empty: 'none',
});
