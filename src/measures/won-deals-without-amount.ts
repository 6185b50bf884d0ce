// What revenue cannot see: to be mended in the source.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'won_deals_without_amount',
  label: 'Won deals without an amount',
  description: 'Deals closed as won in the period that name no amount: they count as deals and add nothing to revenue.',
  unit: 'count',
  table: 'deals',
  aggregate: 'count',
  where: () => sql`type = 'won' AND amount IS NULL`,
});
