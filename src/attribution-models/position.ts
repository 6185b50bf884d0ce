// Fixed parts to the first and the last touch, the rest shared between (40/20/40 unless set otherwise).
import { defineRule } from '../attribution/model.js';
import { param, sql } from '../database/sql.js';

export default defineRule({
  id: 'position',
  label: 'Position',
  description: '40 % to the first touch, 40 % to the last, 20 % in equal parts to those between; the weights can be set. With two touches the first and last weights count, with one it takes all.',
  needs: [],
  weight: (t, { position: { first, middle, last } }) => sql`
    multiIf(${t.position} <= 0, 0., ${t.count} = 1, 1.,
      ${t.position} = 1, ${param('Float64', first)}, ${t.position} = ${t.count}, ${param('Float64', last)}, ${param('Float64', middle)} / (${t.count} - 2))`,
  onPath(position, { length: count }, { position: { first, middle, last } }) {
    if (count === 1) return 1;
    if (position === 1) return first;
    return position === count ? last : middle / (count - 2);
  },
});
