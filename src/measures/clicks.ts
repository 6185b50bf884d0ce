// What ad platforms report as clicked.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'clicks',
  label: 'Clicks',
  description: 'Ad clicks on days of the period, as the ad platforms report them. No value where no report names any.',
  unit: 'count',
  table: 'costs',
  aggregate: 'sum',
  value: () => sql`clicks`,
  where: () => sql`clicks IS NOT NULL`,
  empty: 'none',
});
