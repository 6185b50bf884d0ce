// Accepted hand-raises; one person can make several.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'inquiries',
  label: 'Inquiries',
  description: 'Accepted hand-raises of the period: form, call, chat or import. Three by one person are three.',
  unit: 'count',
  table: 'submissions',
  aggregate: 'count',
  where: () => sql`outcome = 'accepted'`,
});
