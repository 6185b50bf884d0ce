// How many visitors end as customers.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'visitor_to_customer_rate',
  label: 'Visitor to customer rate',
  description: 'Website customers of the period over visitors.',
  unit: 'rate',
  better: 'higher',
  group: 'traffic',
  related: ['visitor_to_lead_rate', 'website_customers'],
  interval: 'none',
}, ['website_customers'], ['visitors']));
