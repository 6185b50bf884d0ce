// What revenue cannot see: to be mended in the source.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'won_deals_without_amount',
  label: 'Won deals without an amount',
  description: 'Deals closed as won in the period that name no amount: they count as deals and add nothing to revenue.',
  unit: 'count',
  better: 'lower',
  group: 'sales',
  related: ['revenue', 'average_deal'],
  interval: 'garwood',
}, 'won_deals_without_amount'));
