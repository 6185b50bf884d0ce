// Dated at the rejection; for the quality of a period's entries see SQLs kept.
import { defineMeasure } from '../analytics/measure.js';
import { param, sql } from '../database/sql.js';

export default defineMeasure({
  id: 'sqls_rejected',
  label: 'SQLs rejected',
  description: 'Rejections in the period of persons who had got as far as sales-qualified, or beyond it without being won.',
  unit: 'count',
  table: 'funnel',
  aggregate: 'count',
  splitBy: ['reason'],
  // SQL quality (METRICS.md) counts an SQL that is sent back after its opportunity as well: the exits must be the same ones.
  where: ({ stages }) => {
    const sqlAt = stages.indexOf('sql');
    return sql`type = 'exit' AND stage = 'rejected' AND has(${param('Array(String)', sqlAt < 0 ? [] : stages.slice(sqlAt, -1))}, toString(from_stage))`;
  },
});
