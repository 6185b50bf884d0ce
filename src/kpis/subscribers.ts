// Persons, so that confirming twice counts once; one not known counts by the event.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'subscribers',
  label: 'New subscribers',
  description: 'Different persons who confirmed a subscription in the period.',
  unit: 'count',
  better: 'higher',
  group: 'email',
  note: 'Not additive: somebody seen in two channels or two months counts in each and once in the total.',
  related: ['take_rate', 'opt_in_confirmed'],
  interval: 'garwood',
}, 'subscribers'));
