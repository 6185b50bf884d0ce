// The part of customers that began on the website.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'website_customers',
  label: 'Website customers',
  description: 'Accounts won for the first time in the period whose lead came from the website.',
  unit: 'count',
  better: 'higher',
  group: 'revenue',
  related: ['customers', 'visitor_to_customer_rate'],
  interval: 'garwood',
}, 'website_customers'));
