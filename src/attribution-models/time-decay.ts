// The nearer to the conversion, the more: half for each half-life before it.
import { defineRule } from '../attribution/model.js';
import { param, sql } from '../database/sql.js';

export default defineRule({
  id: 'time_decay',
  label: 'Time decay',
  description: 'Each touch weighs half as much for every half-life (7 days unless set otherwise) between it and the conversion; the age is continuous.',
  needs: [],
  // exp2 overflows nowhere: an age is never negative, and a weight that underflows is 0 beside the others.
  weight: (t, { halfLifeDays }) => sql`if(${t.position} > 0, exp2(-${t.ageDays} / ${param('Float64', halfLifeDays)}), 0.)`,
});
