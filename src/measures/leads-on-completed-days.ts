// The part per-business-day figures count, so that the running day does not drag them down.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'leads_on_completed_days',
  label: 'Leads on completed days',
  description: 'Leads of the period on days that were over at `as of`, weekends and holidays included.',
  unit: 'count',
  table: 'funnel',
  aggregate: 'count',
  where: () => sql`type = 'entry' AND stage = 'lead'`,
  span: 'complete',
});
