// The last touch that names a source takes all; direct only where there is nothing else.
import { defineRule, isDirectName } from '../attribution/model.js';
import { sql } from '../database/sql.js';

export default defineRule({
  id: 'last_non_direct',
  label: 'Last non-direct touch',
  description: 'The whole conversion to the last touch that is not direct; to the last direct one where there is no other.',
  needs: [],
  wins: (t) => sql`${t.position} = if(${t.lastNonDirect} = 0, ${t.count}, ${t.lastNonDirect})`,
  onPath(position, names) {
    const last = names.findLastIndex((name) => !isDirectName(name));
    return position === (last < 0 ? names.length : last + 1) ? 1 : 0;
  },
});
