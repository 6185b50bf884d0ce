// What a lead brings.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'average_lead_value',
  label: 'Average lead value (ALV)',
  description: 'Revenue of the period from accounts with a lead over leads of the period.',
  unit: 'money',
  better: 'higher',
  group: 'revenue',
  note: 'Revenue and leads of the same period: with a long sales cycle they are different people.',
  related: ['lead_revenue', 'cost_per_lead'],
  interval: 'bootstrap',
}, ['lead_revenue'], ['leads']));
