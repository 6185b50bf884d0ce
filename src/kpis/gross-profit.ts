// Where deals name a margin; no value where none does.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'gross_profit',
  label: 'Gross profit',
  description: 'Margin of deals closed as won in the period: revenue less cost of goods. Deals without a margin add nothing.',
  unit: 'money',
  better: 'higher',
  group: 'revenue',
  note: 'No value where no deal of the period names a margin; incomplete where only some do.',
  related: ['revenue', 'marketing_roi_on_gross_profit'],
  interval: 'none',
}, 'gross_profit'));
