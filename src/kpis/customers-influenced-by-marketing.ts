// Wider than sourced: any marketing touch before the close.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'customers_influenced_by_marketing',
  label: 'Customers influenced by marketing',
  description: 'Accounts won for the first time in the period with a marketing touch before the close.',
  unit: 'count',
  better: 'higher',
  group: 'revenue',
  note: 'Influence is no credit: one touch among many suffices, so this says where marketing was present, not what it caused.',
  related: ['customers_sourced_by_marketing'],
  interval: 'garwood',
}, 'customers_influenced_by_marketing'));
