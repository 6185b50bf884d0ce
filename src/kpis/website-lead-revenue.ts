// The part of lead revenue that began on the website.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'website_lead_revenue',
  label: 'Website lead revenue',
  description: 'Revenue of the period from accounts that had a lead from the website before the deal was created.',
  unit: 'money',
  better: 'higher',
  group: 'revenue',
  related: ['value_per_visit', 'lead_revenue'],
  interval: 'none',
}, 'website_lead_revenue'));
