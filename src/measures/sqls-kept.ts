// SQLs that sales did not send back: judged at the reading, so it can still shrink.
import { defineMeasure } from '../analytics/measure.js';
import { sql } from '../database/sql.js';

export default defineMeasure({
  id: 'sqls_kept',
  label: 'SQLs kept',
  description: 'SQL entries of the period that sales had not sent back before `as of`.',
  unit: 'count',
  table: 'funnel',
  aggregate: 'count',
  where: ({ asOf }) => sql`type = 'entry' AND stage = 'sql' AND (rejected_at IS NULL OR rejected_at >= ${asOf})`,
});
