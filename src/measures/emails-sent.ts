// One row a mail and recipient.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'emails_sent',
  label: 'E-mails sent',
  description: 'E-mails sent in the period, one per recipient.',
  unit: 'count',
  table: 'engagements',
  aggregate: 'count',
  where: () => sql`kind = 'email_sent'`,
});
