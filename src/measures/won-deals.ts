// All closed-won deals, renewals included; persons won without a deal are customers, not deals.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'won_deals',
  label: 'Won deals',
  description: 'Deals closed as won in the period, of every type.',
  unit: 'count',
  table: 'deals',
  aggregate: 'count',
  where: () => sql`type = 'won'`,
});
