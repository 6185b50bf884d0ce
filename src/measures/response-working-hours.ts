// Working time waited, summed: nights, weekends and holidays in between are left out.
import { defineMeasure, exactly } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'response_working_hours',
  label: 'Working hours to first answer',
  description: 'Working hours from inquiry to first human answer, summed over the inquiries of the period answered before `as of`.',
  unit: 'number',
  table: 'submissions',
  aggregate: 'sum',
  value: ({ workingHours }) => exactly(workingHours(sql`at`, sql`responded_at`)),
  where: ({ asOf }) => sql`outcome = 'accepted' AND responded_at IS NOT NULL AND responded_at < ${asOf}`,
});
