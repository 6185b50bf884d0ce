// Against the same period a year before.
import { defineKpi } from '../analytics/kpi.js';

export default defineKpi({
  kind: 'growth',
  id: 'revenue_growth',
  label: 'Revenue growth',
  description: 'Revenue of the period over revenue of the same period a year before, less one.',
  formula: 'revenue ÷ revenue a year before − 1',
  unit: 'rate',
  better: 'higher',
  group: 'revenue',
  related: ['revenue'],
  of: 'revenue',
  against: 'year',
});
