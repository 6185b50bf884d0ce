// The return of marketing ROI on gross profit.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'gross_profit_sourced_by_marketing',
  label: 'Gross profit sourced by marketing',
  description: 'Margin of deals closed as won in the period whose lead was created by a touch on a marketing channel.',
  unit: 'money',
  better: 'higher',
  group: 'revenue',
  note: 'By origin: the touch that created the lead is on a channel that counts as marketing (a setting) and is not a sales representative\'s prospecting. No lookback limit, no attribution model.',
  related: ['marketing_roi_on_gross_profit'],
  interval: 'none',
}, 'gross_profit_sourced_by_marketing'));
