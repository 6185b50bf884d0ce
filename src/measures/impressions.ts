// What ad platforms report as shown.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'impressions',
  label: 'Impressions',
  description: 'Ad impressions on days of the period, as the ad platforms report them. No value where no report names any.',
  unit: 'count',
  table: 'costs',
  aggregate: 'sum',
  value: () => sql`impressions`,
  where: () => sql`impressions IS NOT NULL`,
  empty: 'none',
});
