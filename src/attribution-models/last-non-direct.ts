// The last touch that names a source takes all; direct only where there is nothing else.
import { defineRule, isDirectName } from '../attribution/model.js';
import { sql } from '../database/sql.js';

export default defineRule({
  id: 'last_non_direct',
  label: 'Last non-direct touch',
  description: 'The whole conversion to the last touch that is not direct; to the last direct one where there is no other.',
  needs: [],
  winner: (journey) => sql`if(${journey.lastNonDirect} = 0, ${journey.count}, ${journey.lastNonDirect})`,
  onPath(position, names) {
    const last = names.findLastIndex((name) => !isDirectName(name));
    return position === (last < 0 ? names.length : last + 1) ? 1 : 0;
  },
});
