// What was refused before anyone paid for it or called back.
import { amount, defineKpi } from '../analytics/kpi.js';

export default defineKpi(amount({
  id: 'scrubbed',
  label: 'Scrubbed',
  description: 'Submissions of the period that were refused: duplicate, invalid e-mail or phone, disposable domain, bot, over cap, test or no consent.',
  unit: 'count',
  better: 'lower',
  group: 'leads',
  related: ['scrub_rate'],
  interval: 'garwood',
}, 'scrubbed'));
