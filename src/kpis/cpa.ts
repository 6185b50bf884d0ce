// Ad spend over the action chosen: here the accepted inquiry.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'cpa',
  label: 'CPA',
  description: 'Ad spend of the period over accepted inquiries in it.',
  unit: 'money',
  better: 'lower',
  group: 'cost',
  note: 'The action is the accepted inquiry. Advertising platforms take any action one names; another can\'t be chosen yet.',
  related: ['cost_per_inquiry', 'cpo'],
  interval: 'garwood',
}, ['ad_spend'], ['inquiries']));
