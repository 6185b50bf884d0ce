// One kind of marketing cost: creative.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'creative_cost',
  label: 'Creative cost',
  description: 'Production of creative work, on days of the period: cost of kind creative.',
  unit: 'money',
  better: 'neither',
  group: 'cost',
  related: ['cost'],
  interval: 'none',
}, 'creative_cost'));
