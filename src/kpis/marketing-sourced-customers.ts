// Part of new customers that marketing began.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'marketing_sourced_customers',
  label: 'Marketing-sourced customers',
  description: 'Share of accounts won for the first time in the period that are marketing-sourced.',
  unit: 'rate',
  better: 'higher',
  group: 'revenue',
  benchmark: { low: 0.2, high: 0.8, source: 'Rule of thumb in B2B: 20–40 % with an outside sales force, 40–80 % with an inside one. It falls with the size of the companies sold to (Forrester/SiriusDecisions, A Modeled Approach to Marketing’s Contribution).' },
  note: 'By origin: the touch that created the lead is on a channel that counts as marketing (a setting) and is not a sales representative\'s prospecting. No lookback limit, no attribution model.',
  related: ['customers', 'customers_sourced_by_marketing'],
  interval: 'wilson',
}, ['customers_sourced_by_marketing'], ['customers']));
