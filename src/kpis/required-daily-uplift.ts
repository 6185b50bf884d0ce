// What fewer working days ask of each of them.
import { defineKpi } from '../analytics/kpi.js';

export default defineKpi({
  kind: 'growth',
  id: 'required_daily_uplift',
  label: 'Required daily uplift',
  description: 'How much more each business day of the period must bring to match the period before.',
  formula: 'business_days in the period before ÷ business_days − 1',
  unit: 'rate',
  better: 'neither',
  group: 'time',
  note: 'Meant for months: the business days of the month before over this month\'s, less one. Public holidays as in business days.',
  related: ['business_days', 'leads_per_business_day'],
  of: 'business_days',
  against: 'previous',
  inverted: true,
});
