// The nearer to the conversion, the more: half for each half-life before it.
import { defineRule } from '../attribution/model.js';
import { sql } from '../database/sql.js';

export default defineRule({
  id: 'time_decay',
  label: 'Time decay',
  description: 'Each touch weighs half as much for every half-life (7 days unless set otherwise) between it and the conversion; the age is continuous.',
  needs: [],
  version: 2,
  // A weight that underflows is 0 beside the others'.
  weight: (t, { halfLifeDays }) => sql`if(${t.position} > 0, ${t.decayed(halfLifeDays)}, 0.)`,
});
