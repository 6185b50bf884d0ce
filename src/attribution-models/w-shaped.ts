// First touch, lead creation and opportunity 30 each, 10 to the touches between.
import { defineRule } from '../attribution/model.js';
import { sql } from '../database/sql.js';

export default defineRule({
  id: 'w_shaped',
  label: 'W-shaped',
  description: '30 % each to the first touch ever, the touch that created the lead and the one at or before the opportunity; 10 % to the touches between first and opportunity. What is missing is spread over the rest.',
  needs: ['anchors'],
  weight: (t) => {
    const rest = t.between('first', 'opportunity', ['lead']);
    return sql`30. * (${t.index} = ${t.anchor('first')}) + 30. * (${t.index} = ${t.anchor('lead')}) + 30. * (${t.index} = ${t.anchor('opportunity')})
      + ${rest.share(sql`10.`)}`;
  },
});
