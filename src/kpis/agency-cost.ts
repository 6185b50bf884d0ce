// One kind of marketing cost: agency.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'agency_cost',
  label: 'Agency cost',
  description: 'Fees of agencies, on days of the period: cost of kind agency.',
  unit: 'money',
  better: 'neither',
  group: 'cost',
  related: ['cost'],
  interval: 'none',
}, 'agency_cost'));
