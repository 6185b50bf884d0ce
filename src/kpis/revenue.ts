// Bookings, at the close.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'revenue',
  label: 'Revenue',
  description: 'Amounts of deals closed as won in the period (bookings). A deal without an amount adds nothing.',
  unit: 'money',
  better: 'higher',
  group: 'revenue',
  note: 'One value a deal: contract or first-year value, as the workspace imports it. Renewals and further deals are in it.',
  related: ['lead_revenue', 'average_deal', 'revenue_growth', 'gross_profit'],
  interval: 'none',
}, 'revenue'));
