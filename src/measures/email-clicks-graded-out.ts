// What e-mail clicks leaves out, for comparison with other tools.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'email_clicks_graded_out',
  label: 'E-mail clicks graded out',
  description: 'Clicks on links in e-mails in the period graded suspect or bot.',
  unit: 'count',
  table: 'engagements',
  aggregate: 'count',
  where: () => sql`kind = 'email_click' AND grade <> 'human'`,
});
