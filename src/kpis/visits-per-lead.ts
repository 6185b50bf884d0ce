// How many visits a website lead takes.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'visits_per_lead',
  label: 'Visits per lead',
  description: 'Visits of the period over website leads.',
  unit: 'number',
  better: 'lower',
  group: 'traffic',
  related: ['visitor_to_lead_rate'],
  interval: 'none',
}, ['visits'], ['website_leads']));
