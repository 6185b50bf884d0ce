// Sent less bounced, so that both reports of one mail meet.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'emails_delivered',
  label: 'E-mails delivered',
  description: 'E-mails sent in the period less those reported back as undeliverable in it.',
  unit: 'count',
  table: 'engagements',
  aggregate: 'sum',
  value: () => sql`if(kind = 'email_sent', 1, -1)`,
  where: () => sql`kind IN ('email_sent', 'email_bounced')`,
});
