// Browsers behind the visits: not additive over periods or channels.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'visitors',
  label: 'Visitors',
  description: 'Different visitors with a visit that began in the period. A person on two devices counts twice until they make themselves known on both.',
  unit: 'count',
  better: 'higher',
  group: 'traffic',
  note: 'Not additive: somebody seen in two channels or two months counts in each and once in the total.',
  related: ['visits', 'visitor_to_lead_rate'],
  interval: 'garwood',
}, 'visitors'));
