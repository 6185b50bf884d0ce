// Entries into MQL of the period by what brought them.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'attributed_mqls',
  label: 'Attributed MQLs',
  description: 'Entries into MQL of the period, as the attribution model credits them to touches: parts of one add up to 1.',
  unit: 'number',
  table: 'credits',
  conversion: 'mql',
  aggregate: 'sum',
  value: () => sql`credit`,
  where: () => sql`1`,
});
