// Dated at the rejection, not at the entry.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'sals_rejected',
  label: 'SALs rejected',
  description: 'Rejections in the period of persons who had got as far as sales-accepted.',
  unit: 'count',
  better: 'lower',
  group: 'funnel',
  related: ['sals'],
  interval: 'garwood',
}, 'sals_rejected'));
