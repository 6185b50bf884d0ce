// Part of revenue that marketing began.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'marketing_share_of_revenue',
  label: 'Marketing share of revenue',
  description: 'Marketing-sourced revenue of the period over all revenue.',
  unit: 'rate',
  better: 'higher',
  group: 'revenue',
  benchmark: { low: 0.2, high: 0.8, source: 'Rule of thumb in B2B: 20–40 % with an outside sales force, 40–80 % with an inside one. It falls with the size of the companies sold to (Forrester/SiriusDecisions, A Modeled Approach to Marketing’s Contribution).' },
  note: 'By origin: the touch that created the lead is on a channel that counts as marketing (a setting) and is not a sales representative\'s prospecting. No lookback limit, no attribution model.',
  related: ['marketing_influenced_revenue', 'marketing_share_of_pipeline'],
  interval: 'bootstrap',
}, ['revenue_sourced_by_marketing'], ['revenue']));
