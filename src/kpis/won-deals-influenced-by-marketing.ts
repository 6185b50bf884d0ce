// Wider than sourced: any marketing touch before the close.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'won_deals_influenced_by_marketing',
  label: 'Won deals influenced by marketing',
  description: 'Deals closed as won in the period with a marketing touch before the close.',
  unit: 'count',
  better: 'higher',
  group: 'sales',
  note: 'Influence is no credit: one touch among many suffices, so this says where marketing was present, not what it caused.',
  related: ['won_deals_sourced_by_marketing'],
  interval: 'garwood',
}, 'won_deals_influenced_by_marketing'));
