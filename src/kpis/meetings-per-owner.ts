// Meetings over the staff who held them.
import { defineKpi, ratio } from '../analytics/kpi.js';

export default defineKpi(ratio({
  id: 'meetings_per_owner',
  label: 'Meetings per owner',
  description: 'Meetings of the period that name an owner over the different owners they name.',
  unit: 'number',
  better: 'higher',
  group: 'sales',
  note: 'Who held no meeting is in neither number.',
  related: ['meetings'],
  interval: 'none',
  cases: 'above',
}, ['meetings_with_owner'], ['meeting_owners']));
