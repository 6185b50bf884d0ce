// Shapley value of the game in which a set of channels is worth the conversions of the paths inside it.
import { defineRule } from '../attribution/model.js';
import { sql } from '../database/sql.js';

export default defineRule({
  id: 'shapley',
  label: 'Shapley, on channel sets',
  description: 'Equal parts to the different channels of a journey, however often each was touched. This is the exact Shapley value where a set of channels is worth the conversions of the paths inside it, for any number of channels: a rule, and not learned from data.',
  needs: ['channels'],
  weight: (t) => sql`if(${t.position} > 0, 1. / ${t.sameChannel}, 0.)`,
  onPath: (position, names) => 1 / names.filter((name) => name === names[position - 1]).length,
});
