// A stock at one instant: not additive over periods.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'open_pipeline',
  label: 'Open pipeline',
  description: 'Amount of deals of every type that were open at the last instant of the period, at their latest amount.',
  unit: 'money',
  better: 'higher',
  group: 'sales',
  note: 'A stock at the last instant of the period: months do not add up to the quarter.',
  related: ['pipeline'],
  interval: 'none',
}, 'open_pipeline'));
