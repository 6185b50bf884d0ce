// Wider than sourced: any marketing touch before the close.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'won_deals_influenced_by_marketing',
  label: 'Won deals influenced by marketing',
  description: 'Deals closed as won in the period with a marketing touch before the close.',
  unit: 'count',
  table: 'deals',
  aggregate: 'count',
  where: () => sql`type = 'won' AND marketing_influenced`,
});
