// First touch, lead creation, opportunity and win 22.5 each, 10 to the touches between.
import { defineRule } from '../attribution/model.js';
import { sql } from '../database/sql.js';

export default defineRule({
  id: 'full_path',
  label: 'Full path',
  description: '22.5 % each to the first touch ever, the touch that created the lead, the one at or before the opportunity and the one at or before the win; 10 % to the touches between. What is missing is spread over the rest.',
  needs: ['anchors'],
  weight: (t) => {
    const rest = t.between('first', 'won', ['lead', 'opportunity']);
    return sql`22.5 * (${t.index} = ${t.anchor('first')}) + 22.5 * (${t.index} = ${t.anchor('lead')}) + 22.5 * (${t.index} = ${t.anchor('opportunity')}) + 22.5 * (${t.index} = ${t.anchor('won')})
      + ${rest.share(sql`10.`)}`;
  },
});
