// What nurturing is worth: those put back who won after all.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'recycled_to_won_rate',
  label: 'Recycled to won rate',
  description: 'Share of the period\'s recyclings that were won within 24 months and before `as of`.',
  unit: 'rate',
  better: 'higher',
  group: 'funnel',
  note: 'Recyclings younger than 24 months can still win: recent periods read low.',
  related: ['recycled', 're_entries'],
  interval: 'wilson',
}, ['recycled_won'], ['recycled']));
