// The part of revenue that began with a lead.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'lead_revenue',
  label: 'Lead revenue',
  description: 'Revenue of the period from accounts that had a lead before the deal was created.',
  unit: 'money',
  better: 'higher',
  group: 'revenue',
  related: ['revenue', 'average_lead_value', 'website_lead_revenue'],
  interval: 'none',
}, 'lead_revenue'));
