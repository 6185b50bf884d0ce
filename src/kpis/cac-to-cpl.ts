// How many qualified leads' cost a customer takes; 1 would be every one won.
import { defineKpi } from '../analytics/kpi.js';

export default defineKpi({
  kind: 'composite',
  id: 'cac_to_cpl',
  label: 'CAC to CPL',
  description: 'How many times the cost of a qualified lead a new customer costs.',
  formula: 'marketing_cac ÷ cost_per_qualified_lead',
  unit: 'ratio',
  better: 'lower',
  group: 'cost',
  note: 'Nearer 1: better qualified. It equals MQLs ÷ customers of the same period.',
  related: ['marketing_cac', 'cost_per_qualified_lead'],
  operator: 'divide',
  left: 'marketing_cac',
  right: 'cost_per_qualified_lead',
});
