// What a visit to the website brings.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'value_per_visit',
  label: 'Value per visit',
  description: 'Revenue from website leads of the period over visits.',
  unit: 'money',
  better: 'higher',
  group: 'traffic',
  note: 'Revenue of the period over visits of the same period: with a long sales cycle they are different people.',
  related: ['average_lead_value', 'visits_per_lead'],
  interval: 'bootstrap',
}, ['website_lead_revenue'], ['visits']));
