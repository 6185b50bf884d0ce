// Part of revenue that marketing touched before the close.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'marketing_influenced_revenue',
  label: 'Marketing-influenced revenue',
  description: 'Revenue of the period with a marketing touch before the close over all revenue.',
  unit: 'rate',
  better: 'higher',
  group: 'revenue',
  note: 'Influence is no credit: one touch among many suffices, so this says where marketing was present, not what it caused.',
  related: ['marketing_share_of_revenue'],
  interval: 'bootstrap',
}, ['revenue_influenced_by_marketing'], ['revenue']));
