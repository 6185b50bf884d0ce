// By a model, as METRICS defines it; blended ROAS stands beside it.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'return_on_ad_spend',
  label: 'ROAS',
  description: 'Revenue of the period that the attribution model credits to touches on paid channels, over ad spend of the period.',
  unit: 'ratio',
  better: 'higher',
  group: 'attribution',
  note: 'Revenue of deals won in the period, whenever the ads were paid: with a long sales cycle they were paid earlier. Blended ROAS counts all revenue.',
  related: ['blended_roas', 'revenue_credited_to_paid', 'ad_spend', 'attributed_marketing_roi'],
  interval: 'bootstrap',
}, ['revenue_credited_to_paid'], ['ad_spend']));
