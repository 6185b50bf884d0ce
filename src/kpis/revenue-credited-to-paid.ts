// What stands above ad spend in return on ad spend.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'revenue_credited_to_paid',
  label: 'Revenue credited to paid channels',
  description: 'Value of the deals won in the period that the attribution model credits to touches on channels of the group Paid.',
  unit: 'money',
  better: 'higher',
  group: 'attribution',
  related: ['return_on_ad_spend', 'attributed_revenue'],
  interval: 'bootstrap',
}, 'revenue_credited_to_paid'));
