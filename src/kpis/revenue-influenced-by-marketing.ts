// Wider than sourced: any marketing touch before the close.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'revenue_influenced_by_marketing',
  label: 'Revenue influenced by marketing',
  description: 'Revenue of the period from deals with a marketing touch before the close.',
  unit: 'money',
  better: 'higher',
  group: 'revenue',
  note: 'Influence is no credit: one touch among many suffices, so this says where marketing was present, not what it caused.',
  related: ['marketing_influenced_revenue', 'revenue_sourced_by_marketing'],
  interval: 'none',
}, 'revenue_influenced_by_marketing'));
