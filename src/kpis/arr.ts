// Yearly rate of recurring revenue: arithmetic over MRR.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'arr',
  label: 'ARR',
  description: 'Annual recurring revenue at the last instant of the period: twelve times MRR.',
  unit: 'money',
  better: 'higher',
  group: 'recurring',
  note: 'A stock at the last instant of the period: months do not add up to the quarter.',
  related: ['mrr'],
  interval: 'none',
}, { measure: 'mrr', factor: 12 }));
