// What marketing and sales pay for a new customer.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'full_cac',
  label: 'Full CAC',
  description: 'Marketing and sales cost of the period over accounts won for the first time in it.',
  unit: 'money',
  better: 'lower',
  group: 'cost',
  note: 'Where no sales cost is given it equals marketing CAC. Sales cost that names no channel stays (unmatched) in a split by channel.',
  related: ['marketing_cac', 'sales_cost'],
  interval: 'garwood',
}, ['cost', 'sales_cost'], ['customers']));
