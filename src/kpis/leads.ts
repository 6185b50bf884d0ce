// People who became known through a hand-raise: first ever, so each once.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'leads',
  label: 'Leads',
  description: 'Persons whose first accepted inquiry, or whose agreement to talk where they were approached, falls in the period. Each counts once, ever.',
  unit: 'count',
  better: 'higher',
  group: 'leads',
  note: 'A bought list is contacts, not leads. Who comes back after a closed cycle is a re-entry, not a new lead.',
  related: ['inquiries', 'website_leads', 'cost_per_lead', 'lead_to_mql_rate'],
  interval: 'garwood',
}, 'leads'));
