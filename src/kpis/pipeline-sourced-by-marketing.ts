// By origin, not by an attribution model.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'pipeline_sourced_by_marketing',
  label: 'Pipeline sourced by marketing',
  description: 'Pipeline of the period from deals whose lead was created by a touch on a marketing channel.',
  unit: 'money',
  better: 'higher',
  group: 'sales',
  note: 'By origin: the touch that created the lead is on a channel that counts as marketing (a setting) and is not a sales representative\'s prospecting. No lookback limit, no attribution model.',
  related: ['marketing_share_of_pipeline'],
  interval: 'none',
}, 'pipeline_sourced_by_marketing'));
