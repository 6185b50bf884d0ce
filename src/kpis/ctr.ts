// How often what is seen is clicked, by the platforms' own counts.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'ctr',
  label: 'CTR',
  description: 'Ad clicks of the period over ad impressions.',
  unit: 'rate',
  better: 'higher',
  group: 'traffic',
  note: 'No interval: a click can fall on a later day than its impression, and platforms correct both.',
  related: ['cpc', 'cpm'],
  interval: 'none',
}, ['clicks'], ['impressions']));
