// A stock at one instant: not additive over periods.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'open_pipeline',
  label: 'Open pipeline',
  description: 'Amount of deals of every type that were open at the last instant of the period, at their latest amount.',
  unit: 'money',
  table: 'deals',
  aggregate: 'sum',
  standing: true,
  stock: true,
  value: () => sql`amount`,
  where: () => sql`type = 'open'`,
});
