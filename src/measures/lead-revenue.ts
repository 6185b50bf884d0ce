// The part of revenue that began with a lead.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'lead_revenue',
  label: 'Lead revenue',
  description: 'Revenue of the period from accounts that had a lead before the deal was created.',
  unit: 'money',
  table: 'deals',
  aggregate: 'sum',
  value: () => sql`amount`,
  where: () => sql`type = 'won' AND had_lead`,
});
