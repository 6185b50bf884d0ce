// What marketing earned, by a model; which channel groups count is a setting.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'revenue_credited_to_marketing',
  label: 'Revenue credited to marketing',
  description: 'Value of the deals won in the period, renewals left out, that the attribution model credits to touches on channels that count as marketing.',
  unit: 'money',
  table: 'credits',
  conversion: 'won',
  aggregate: 'sum',
  value: () => sql`amount`,
  where: () => sql`marketing`,
});
