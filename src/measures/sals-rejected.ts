// Dated at the rejection, not at the entry.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'sals_rejected',
  label: 'SALs rejected',
  description: 'Rejections in the period of persons who had got as far as sales-accepted.',
  unit: 'count',
  table: 'funnel',
  aggregate: 'count',
  splitBy: ['reason'],
  where: () => sql`type = 'exit' AND stage = 'rejected' AND from_stage = 'sal'`,
});
