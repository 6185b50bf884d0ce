// Time between any two stages, asked for as `time_to_convert:lead:mql`.
import { defineKpiFamily } from '../analytics/kpi.js';

export default defineKpiFamily({
  prefix: 'time_to_convert',
  label: 'Time to convert',
  description: 'Days from any earlier stage to any later one, of those who entered the earlier one in the period.',
  build: (from, to) => ({
    kind: 'times',
    id: `time_to_convert:${from}:${to}`,
    label: `Time from ${from} to ${to}`,
    description: `Days from entering ${from} to reaching ${to}, of those who entered ${from} in the period.`,
    formula: `days from ${from} to ${to}`,
    unit: 'days',
    better: 'lower',
    group: 'time',
    note: 'Being lost, disqualified or recycled competes with converting. The median of those who converted leaves out everyone still open: read it with the incidence.',
    from,
    to,
  }),
});
