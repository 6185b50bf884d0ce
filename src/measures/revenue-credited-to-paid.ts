// What advertising earned, by a model.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'revenue_credited_to_paid',
  label: 'Revenue credited to paid channels',
  description: 'Value of the deals won in the period, renewals left out, that the attribution model credits to touches on channels of the group Paid.',
  unit: 'money',
  table: 'credits',
  conversion: 'won',
  aggregate: 'sum',
  value: () => sql`amount`,
  where: () => sql`channel_group = 'Paid'`,
});
