// The working days that were over: what per-business-day figures divide by.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'completed_business_days',
  label: 'Completed business days',
  description: 'Business days of the period that were over at `as of`.',
  unit: 'days',
  better: 'neither',
  group: 'time',
  related: ['business_days', 'leads_per_business_day'],
  interval: 'none',
}, 'completed_business_days'));
