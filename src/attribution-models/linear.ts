// Every touch within the lookback window gets the same.
import { defineRule } from '../attribution/model.js';
import { sql } from '../database/sql.js';

export default defineRule({
  id: 'linear',
  label: 'Linear',
  description: 'Equal parts to all touches within the lookback window; a channel that was touched twice gets two.',
  needs: [],
  weight: (t) => sql`toFloat64(${t.position} > 0)`,
  onPath: () => 1,
});
