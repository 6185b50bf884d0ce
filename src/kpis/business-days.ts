// The working days of the whole period, past or to come.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'business_days',
  label: 'Business days',
  description: 'Monday to Friday in the period without the public holidays of the workspace\'s country and region.',
  unit: 'days',
  better: 'neither',
  group: 'time',
  note: 'Public holidays of the country and region in the settings; weekdays only where none is set. A half holiday is a working day.',
  related: ['leads_per_business_day', 'completed_business_days'],
  interval: 'none',
}, 'business_days'));
