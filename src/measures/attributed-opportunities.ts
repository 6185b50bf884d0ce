// New opportunities created in the period by what brought them.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'attributed_opportunities',
  label: 'Attributed opportunities',
  description: 'New opportunities created in the period, as the attribution model credits them to touches: parts of one add up to 1. A deal is one, and so is who entered the stage without a deal.',
  unit: 'number',
  table: 'credits',
  conversion: 'opportunity',
  aggregate: 'sum',
  value: () => sql`credit`,
  where: () => sql`1`,
});
