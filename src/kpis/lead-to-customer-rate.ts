// The whole path in one rate.
import { defineKpi } from '../analytics/kpi.js';

export default defineKpi({
  kind: 'stage_rate',
  id: 'lead_to_customer_rate',
  label: 'Lead to customer rate',
  description: 'Leads that are won: entries over entries, or of the period\'s leads those who got there.',
  formula: 'won ÷ lead',
  unit: 'rate',
  better: 'higher',
  group: 'funnel',
  benchmark: { low: 0.02, high: 0.05, source: 'Rule of thumb in B2B lead generation; no single study. It depends on how strictly a lead is defined.' },
  note: 'Persons who reached won, in whichever cycle. Customers counts accounts.',
  related: ['leads', 'customers', 'lead_to_mql_rate'],
  from: 'lead',
  to: 'won',
});
