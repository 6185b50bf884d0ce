// How many visitors become leads.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'visitor_to_lead_rate',
  label: 'Visitor to lead rate',
  description: 'Website leads of the period over visitors.',
  unit: 'rate',
  better: 'higher',
  group: 'traffic',
  note: 'Leads and visitors of the same period; a lead may have visited earlier.',
  related: ['visits_per_lead', 'website_leads'],
  interval: 'none',
}, ['website_leads'], ['visitors']));
