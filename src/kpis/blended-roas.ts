// All revenue over ad spend: no attribution, so it flatters.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'blended_roas',
  label: 'Blended ROAS',
  description: 'Revenue of the period over ad spend of the period.',
  unit: 'ratio',
  better: 'higher',
  group: 'revenue',
  note: 'All revenue, whatever brought it. Revenue credited to paid channels by a model is return on ad spend.',
  related: ['ad_spend', 'revenue', 'marketing_roi'],
  interval: 'bootstrap',
}, ['revenue'], ['ad_spend']));
