// Beside what marketing sourced and what it influenced.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'revenue_credited_to_marketing',
  label: 'Revenue credited to marketing',
  description: 'Value of the deals won in the period that the attribution model credits to touches on channels that count as marketing.',
  unit: 'money',
  better: 'higher',
  group: 'attribution',
  note: 'Which channel groups count as marketing is a setting; what sales approached does not. Revenue sourced by marketing goes by the lead\'s origin instead.',
  related: ['attributed_revenue', 'revenue_sourced_by_marketing', 'marketing_share_of_attributed_revenue'],
  interval: 'bootstrap',
}, 'revenue_credited_to_marketing'));
