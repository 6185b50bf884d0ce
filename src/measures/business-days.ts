// The working days of the whole period, past or to come.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'business_days',
  label: 'Business days',
  description: 'Monday to Friday in the period without the public holidays of the workspace\'s country and region.',
  unit: 'days',
  table: 'calendar',
  aggregate: 'count',
  where: () => sql`business`,
});
