// Browsers behind the visits: not additive over periods or channels.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'visitors',
  label: 'Visitors',
  description: 'Different visitors with a visit that began in the period. Browsers, not people: a person on two devices counts twice.',
  unit: 'count',
  better: 'higher',
  group: 'traffic',
  note: 'Not additive: somebody seen in two channels or two months counts in each and once in the total.',
  related: ['visits', 'visitor_to_lead_rate'],
  interval: 'garwood',
}, 'visitors'));
