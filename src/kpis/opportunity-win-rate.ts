// Deals won over deals decided, by the day of the decision.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'opportunity_win_rate',
  label: 'Opportunity win rate',
  description: 'Share of deals closed in the period that were won.',
  unit: 'rate',
  better: 'higher',
  group: 'sales',
  note: 'By close date. For the deals created in the period see opportunity win rate by cohort.',
  related: ['opportunity_win_rate_by_cohort', 'close_rate', 'average_deal'],
  interval: 'wilson',
}, ['won_deals'], ['won_deals', 'lost_deals']));
