// Share of revenue that is left after cost of goods.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'gross_margin',
  label: 'Gross margin',
  description: 'Gross profit of deals closed as won in the period over the amount of the same deals.',
  unit: 'rate',
  better: 'higher',
  group: 'revenue',
  note: 'Deals that name no margin are in neither number.',
  related: ['gross_profit', 'revenue'],
  interval: 'bootstrap',
}, ['gross_profit'], ['revenue_with_margin']));
