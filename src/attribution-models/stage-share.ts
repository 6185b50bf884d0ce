// The value spread over the stages that led to it, each between marketing and sales.
import { defineRule, type Milestone, type TouchTerms } from '../attribution/model.js';
import { joinSql, param, sql, type Sql } from '../database/sql.js';
import type { ModelSettings } from '../shared/api/attribution.js';

type Part = ReturnType<TouchTerms['stagePart']>;

const overStages = (t: Pick<TouchTerms, 'stagePart'>, { stageShares }: ModelSettings, term: (part: Part, share: number, marketing: number) => Sql): Sql => {
  const stages: readonly Milestone[] = stageShares.map((s) => s.stage);
  return joinSql(stageShares.map(({ share, marketing }, i) => term(t.stagePart(stages, i), share, marketing)), sql` + `);
};

export default defineRule({
  id: 'stage_share',
  label: 'Stage share',
  description: 'The value in equal parts to lead, MQL, opportunity and win; marketing\'s part of each (100, 100, 50 and 0 %) in equal parts to the touches since the stage before, or to the last one before it; the rest stands under (sales). All shares can be set.',
  needs: ['stages'],
  weight: (t, settings) => overStages(t, settings, (part, share, marketing) => part.share(sql`${param('Float64', share * marketing)}`)),
  sales: (t, settings) => overStages(t, settings, (part, share, marketing) => sql`if(${part.reached}, ${param('Float64', share * (1 - marketing))}, 0.)`),
  unearned: (t, settings) => overStages(t, settings, (part, share, marketing) => sql`if(${part.reached} AND ${part.count} = 0, ${param('Float64', share * marketing)}, 0.)`),
});
