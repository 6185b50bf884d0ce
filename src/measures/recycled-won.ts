// What nurturing brought back, counted where it was put back.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'recycled_won',
  label: 'Recycled and won',
  description: 'Persons recycled in the period who won within 24 months of it and before `as of`.',
  unit: 'count',
  table: 'funnel',
  aggregate: 'count',
  splitBy: ['reason'],
  where: ({ asOf, zone }) => sql`type = 'exit' AND stage = 'recycled' AND rewon_at IS NOT NULL AND rewon_at < addMonths(toTimeZone(at, ${zone}), 24) AND rewon_at < ${asOf}`,
});
