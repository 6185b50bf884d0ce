// Persons who became leads in the period by what brought them.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'attributed_leads',
  label: 'Attributed leads',
  description: 'Persons who became leads in the period, as the attribution model credits them to touches: parts of one add up to 1.',
  unit: 'number',
  table: 'credits',
  conversion: 'lead',
  aggregate: 'sum',
  value: () => sql`credit`,
  where: () => sql`1`,
});
