// Browsers behind the visits: not additive over periods or channels.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'visitors',
  label: 'Visitors',
  description: 'Different visitors with a visit that began in the period. Browsers, not people: a person on two devices counts twice. Another product\'s visitors have a value for a single day or value only.',
  unit: 'count',
  table: 'visits',
  aggregate: 'distinct',
  value: () => sql`visitor_id`,
  firstIn: (begins) => sql`toInt32(previous_day) < ${begins}`,
  nulls: 'unknown',
  where: () => sql`1`,
});
