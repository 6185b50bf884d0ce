// Accounts won for the first time in the period by what brought them.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'attributed_customers',
  label: 'Attributed customers',
  description: 'Accounts won for the first time in the period, as the attribution model credits them to touches: parts of one add up to 1.',
  unit: 'number',
  table: 'credits',
  conversion: 'customer',
  aggregate: 'sum',
  value: () => sql`credit`,
  where: () => sql`1`,
});
