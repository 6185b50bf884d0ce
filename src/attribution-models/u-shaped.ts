// Half to what brought the person in, half to what made them a lead.
import { defineRule } from '../attribution/model.js';
import { sql } from '../database/sql.js';

export default defineRule({
  id: 'u_shaped',
  label: 'U-shaped',
  description: 'Half to the first touch ever, half to the touch that created the lead (the last at or before it). Both are found without lookback limit; on one touch they add up.',
  needs: ['anchors'],
  weight: (t) => sql`50. * (${t.index} = ${t.anchor('first')}) + 50. * (${t.index} = ${t.anchor('lead')})`,
});
