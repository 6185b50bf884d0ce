// Dated at the rejection; for the quality of a period's entries see SQLs kept.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'sqls_rejected',
  label: 'SQLs rejected',
  description: 'Rejections in the period of persons who had got as far as sales-qualified.',
  unit: 'count',
  table: 'funnel',
  aggregate: 'count',
  where: () => sql`type = 'exit' AND stage = 'rejected' AND from_stage = 'sql'`,
});
