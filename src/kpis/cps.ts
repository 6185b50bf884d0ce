// Ad spend over the sales that advertising earned; over all deals won it is CPO.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'cps',
  label: 'CPS',
  description: 'Ad spend of the period over the deals won in it that the attribution model credits to paid channels.',
  unit: 'money',
  better: 'lower',
  group: 'attribution',
  note: 'Parts of deals are counted, renewals are not. Over all deals won, whatever brought them, it is CPO.',
  related: ['cpo', 'return_on_ad_spend', 'attributed_cac'],
  interval: 'bootstrap',
}, ['ad_spend'], ['sales_credited_to_paid']));
