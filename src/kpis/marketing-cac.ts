// What marketing pays for a new customer; sales are in full CAC.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'marketing_cac',
  label: 'Marketing CAC',
  description: 'Marketing cost of the period over accounts won for the first time in it.',
  unit: 'money',
  better: 'lower',
  group: 'cost',
  note: 'Cost and customers of the same period: with a long sales cycle the cost of a growing quarter falls on the customers of an earlier one.',
  related: ['full_cac', 'cac_to_cpl', 'customers'],
  interval: 'garwood',
}, ['cost'], ['customers']));
