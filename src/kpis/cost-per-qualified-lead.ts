// All marketing cost over MQLs; some sources call this CPL.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'cost_per_qualified_lead',
  label: 'Cost per qualified lead',
  description: 'Marketing cost of the period over entries into marketing-qualified in it.',
  unit: 'money',
  better: 'lower',
  group: 'cost',
  note: 'Called CPL by sources that count a lead only once it is qualified. Over all leads it is cost per lead.',
  related: ['cost_per_lead', 'mqls', 'cac_to_cpl'],
  interval: 'garwood',
}, ['cost'], ['mqls']));
