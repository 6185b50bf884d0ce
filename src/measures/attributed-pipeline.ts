// New opportunities by what brought them.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'attributed_pipeline',
  label: 'Attributed pipeline',
  description: 'Amount of the new opportunities created in the period, as the attribution model credits it to touches.',
  unit: 'money',
  table: 'credits',
  conversion: 'opportunity',
  aggregate: 'sum',
  value: () => sql`amount`,
  where: () => sql`1`,
});
