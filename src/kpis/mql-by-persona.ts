// MQLs, meant to be split by persona.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'mql_by_persona',
  label: 'MQLs by persona',
  description: 'Entries into the stage marketing-qualified in the period, one per person and cycle, by the persona at the entry.',
  unit: 'count',
  better: 'higher',
  group: 'funnel',
  note: 'Ask for it split by persona. Without a split it equals MQLs; persons without a persona stand as (unmatched).',
  related: ['mqls'],
  interval: 'garwood',
}, 'mqls'));
