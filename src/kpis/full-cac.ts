// What marketing and sales pay for a new customer.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'full_cac',
  label: 'Full CAC',
  description: 'Marketing and sales cost of the period over accounts won for the first time in it.',
  unit: 'money',
  better: 'lower',
  group: 'cost',
  note: 'No value where no sales cost is given: marketing CAC alone would look like the full one.',
  related: ['marketing_cac', 'sales_cost'],
  interval: 'garwood',
}, ['cost', 'sales_cost'], ['customers']));
