// Graded human; several in one mail count each.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'email_clicks',
  label: 'E-mail clicks',
  description: 'Clicks on links in e-mails in the period graded human; clicks of security scanners are left out.',
  unit: 'count',
  table: 'engagements',
  aggregate: 'count',
  where: () => sql`kind = 'email_click' AND grade = 'human'`,
});
