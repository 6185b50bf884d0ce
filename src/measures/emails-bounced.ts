// Dated at the bounce.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'emails_bounced',
  label: 'E-mails bounced',
  description: 'E-mails reported back as undeliverable in the period.',
  unit: 'count',
  table: 'engagements',
  aggregate: 'count',
  where: () => sql`kind = 'email_bounced'`,
});
