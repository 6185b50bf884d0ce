// Conversion between any two stages, asked for as `lead_conversion_rate:mql:won`.
import { defineKpiFamily } from '../analytics/kpi.js';

export default defineKpiFamily({
  prefix: 'lead_conversion_rate',
  label: 'Lead conversion rate',
  description: 'Any later stage over any earlier one: entries over entries, or of those who entered how many got there.',
  build: (from, to) => ({
    kind: 'stage_rate',
    id: `lead_conversion_rate:${from}:${to}`,
    label: `Conversion from ${from} to ${to}`,
    description: `Persons who get from ${from} to ${to}: entries over entries, or of the period's entries those who got there.`,
    formula: `${to} ÷ ${from}`,
    unit: 'rate',
    better: 'higher',
    group: 'funnel',
    note: 'A skipped stage counts as reached.',
    from,
    to,
  }),
});
