// The part per-business-day figures count, so that the running day does not drag them down.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'sqls_on_completed_days',
  label: 'SQLs on completed days',
  description: 'SQLs of the period on days that were over at `as of`, weekends and holidays included.',
  unit: 'count',
  table: 'funnel',
  aggregate: 'count',
  where: () => sql`type = 'entry' AND stage = 'sql'`,
  span: 'complete',
});
