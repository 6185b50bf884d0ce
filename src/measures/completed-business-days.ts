// The working days that were over: what per-business-day figures divide by.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'completed_business_days',
  label: 'Completed business days',
  description: 'Business days of the period that were over at `as of`.',
  unit: 'days',
  table: 'calendar',
  aggregate: 'count',
  where: () => sql`business`,
  span: 'complete',
});
