// The part of leads that the website brought.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'website_leads',
  label: 'Website leads',
  description: 'Leads of the period whose first hand-raise was made on the website.',
  unit: 'count',
  table: 'funnel',
  aggregate: 'count',
  where: () => sql`type = 'entry' AND stage = 'lead' AND website`,
});
