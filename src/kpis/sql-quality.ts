// Whether sales keep what they were given.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'sql_quality',
  label: 'SQL quality',
  description: 'Share of the period\'s SQL entries that sales had not sent back before `as of`.',
  formula: 'sqls_kept ÷ sqls',
  unit: 'rate',
  better: 'higher',
  group: 'funnel',
  note: 'One minus the share later sent back; a cohort of entries, so never negative. Recent entries can still be sent back.',
  related: ['sqls', 'sqls_rejected'],
  interval: 'wilson',
}, ['sqls_kept'], ['sqls']));
