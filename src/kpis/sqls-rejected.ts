// Dated at the rejection; for the quality of a period's entries see SQLs kept.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'sqls_rejected',
  label: 'SQLs rejected',
  description: 'Rejections in the period of persons who had got as far as sales-qualified.',
  unit: 'count',
  better: 'lower',
  group: 'funnel',
  note: 'Dated at the rejection. For the share of a period\'s own entries see SQL quality.',
  related: ['sqls', 'sql_quality'],
  interval: 'garwood',
}, 'sqls_rejected'));
