// The part of leads that the website brought.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'website_leads',
  label: 'Website leads',
  description: 'Leads of the period whose first hand-raise was made on the website.',
  unit: 'count',
  better: 'higher',
  group: 'leads',
  related: ['leads', 'visitor_to_lead_rate'],
  interval: 'garwood',
}, 'website_leads'));
