// One kind of marketing cost: staff.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'staff_cost',
  label: 'Staff cost',
  description: 'Pay of marketing staff, on days of the period: cost of kind staff.',
  unit: 'money',
  better: 'neither',
  group: 'cost',
  related: ['cost'],
  interval: 'none',
}, 'staff_cost'));
