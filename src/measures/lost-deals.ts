// All closed-lost deals.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'lost_deals',
  label: 'Lost deals',
  description: 'Deals closed as lost in the period, of every type.',
  unit: 'count',
  table: 'deals',
  aggregate: 'count',
  splitBy: ['reason'],
  where: () => sql`type = 'lost'`,
});
