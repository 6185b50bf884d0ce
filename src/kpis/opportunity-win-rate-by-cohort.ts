// Deals won over deals decided, by the day they were created.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'opportunity_win_rate_by_cohort',
  label: 'Opportunity win rate by cohort',
  description: 'Share of deals created in the period and closed before `as of` that were won.',
  unit: 'rate',
  better: 'higher',
  group: 'sales',
  note: 'Deals still open are in neither number. Lost deals are often closed sooner: recent cohorts read low.',
  related: ['opportunity_win_rate'],
  interval: 'wilson',
}, ['created_deals_won'], ['created_deals_closed']));
