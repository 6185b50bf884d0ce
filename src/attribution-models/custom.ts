// Weights typed by the user, by anchor.
import { defineRule } from '../attribution/model.js';
import { joinSql, param, sql } from '../database/sql.js';

const MILESTONES = ['lead', 'mql', 'sql', 'opportunity', 'won'] as const;

export default defineRule({
  id: 'custom',
  label: 'Custom',
  description: 'Weights of your own for the first and the last touch, for the touches at or before lead, MQL, SQL, opportunity and win, and one (middle) that all others share.',
  needs: ['anchors'],
  refuse: ({ custom }) => (custom === undefined ? 'the custom model has no weights yet: give some, e.g. weights first=40,lead=20,middle=10,last=30' : undefined),
  weight(t, { custom = {} }) {
    const anchors = [
      { weight: custom.first ?? 0, index: t.anchor('first') },
      { weight: custom.last ?? 0, index: sql`if(${t.count} = 0, 0, ${t.outside} + ${t.count})` },
      ...MILESTONES.map((milestone) => ({ weight: custom[milestone] ?? 0, index: t.anchor(milestone) })),
    ].filter(({ weight }) => weight > 0);
    const anchored = joinSql([sql`0.`, ...anchors.map(({ weight, index }) => sql`${param('Float64', weight)} * (${t.index} = ${index})`)], sql` + `);
    const { middle = 0 } = custom;
    if (middle === 0) return anchored;
    const taken = sql`arrayDistinct(arrayFilter(x -> x > ${t.outside}, arrayMap(x -> toInt64(x), [0, ${joinSql(anchors.map(({ index }) => index))}])))`;
    return sql`if(${t.position} > 0 AND NOT has(${taken}, toInt64(${t.index})), ${param('Float64', middle)} / (${t.count} - length(${taken})), ${anchored})`;
  },
  onPath(position, { length: count }, { custom = {} }) {
    const { first = 0, middle = 0, last = 0 } = custom;
    const anchored = (position === 1 ? first : 0) + (position === count ? last : 0);
    const taken = new Set([...(first > 0 ? [1] : []), ...(last > 0 ? [count] : [])]);
    return taken.has(position) ? anchored : middle / (count - taken.size);
  },
});
