// Size of a won deal.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'average_deal',
  label: 'Average deal',
  description: 'Revenue of the period over deals won in it.',
  unit: 'money',
  better: 'higher',
  group: 'sales',
  note: 'A won deal without an amount counts below the line and adds nothing above: see won deals without an amount.',
  related: ['revenue', 'won_deals', 'won_deals_without_amount'],
  interval: 'bootstrap',
}, ['revenue'], ['won_deals']));
