// The part of customers that began on the website.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'website_customers',
  label: 'Website customers',
  description: 'Accounts won for the first time in the period whose lead came from the website.',
  unit: 'count',
  table: 'deals',
  aggregate: 'count',
  where: () => sql`type = 'customer' AND website_lead`,
});
