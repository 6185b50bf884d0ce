// The part of lead revenue that began on the website.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'website_lead_revenue',
  label: 'Website lead revenue',
  description: 'Revenue of the period from accounts that had a lead from the website before the deal was created.',
  unit: 'money',
  table: 'deals',
  aggregate: 'sum',
  value: () => sql`amount`,
  where: () => sql`type = 'won' AND website_lead`,
});
