// The first touch within the lookback window takes all.
import { defineRule } from '../attribution/model.js';
import { sql } from '../database/sql.js';

export default defineRule({
  id: 'first',
  label: 'First touch',
  description: 'The whole conversion to the first touch within the lookback window.',
  needs: [],
  winner: () => sql`1`,
  onPath: (position) => (position === 1 ? 1 : 0),
});
