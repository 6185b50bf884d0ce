// All marketing cost over new leads; some sources call the qualified one CPL.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'cost_per_lead',
  label: 'Cost per lead (CPL)',
  description: 'Marketing cost of the period over persons who became leads in it.',
  unit: 'money',
  better: 'lower',
  group: 'cost',
  note: 'Some sources mean qualified leads by CPL: that figure is cost per qualified lead. All marketing cost is counted, not ad spend alone.',
  related: ['cost_per_qualified_lead', 'cost_per_inquiry', 'leads', 'cost'],
  interval: 'garwood',
}, ['cost'], ['leads']));
