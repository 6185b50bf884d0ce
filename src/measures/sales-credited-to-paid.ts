// Sales that advertising earned, by a model: parts of deals.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'sales_credited_to_paid',
  label: 'Sales credited to paid channels',
  description: 'Deals won in the period, renewals left out, that the attribution model credits to touches on channels of the group Paid: parts of one add up to 1.',
  unit: 'number',
  table: 'credits',
  conversion: 'won',
  aggregate: 'sum',
  value: () => sql`credit`,
  where: () => sql`channel_group = 'Paid'`,
});
