// What was refused before anyone paid for it or called back.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'scrubbed',
  label: 'Scrubbed',
  description: 'Submissions of the period that were refused: duplicate, invalid e-mail or phone, disposable domain, bot, over cap, test or no consent.',
  unit: 'count',
  table: 'submissions',
  aggregate: 'count',
  splitBy: ['reason'],
  where: () => sql`outcome = 'scrubbed'`,
});
