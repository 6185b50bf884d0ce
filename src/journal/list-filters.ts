// The conditions a list of the journal is narrowed by, over rows with `lead_at`, the lead's row `f` and the standing.
import { dimensionId } from '../analytics/question.js';
import { DIMENSION_IDS, UNMATCHED, carries, READ_MODELS, type DimensionId } from '../analytics/read-model.js';
import { identifier, param, sql, type Sql } from '../database/sql.js';
import type { JournalQuery } from '../shared/api/persons.js';
import { unknownName } from '../shared/nearest.js';
import type { Workspace } from '../shared/workspace.js';

/** Dimensions a person can be found by: those of the funnel. */
const OF_A_LEAD: readonly DimensionId[] = DIMENSION_IDS.filter((d) => carries(READ_MODELS.funnel, d) && d !== 'reason');

/** @throws AppError unknown_dimension */
export function dimensionConditions({ where }: JournalQuery): Sql[] {
  return where.map(({ dimension, values }) => {
    const id = dimensionId(dimension);
    if (!OF_A_LEAD.includes(id)) throw unknownName('unknown_dimension', dimension, OF_A_LEAD);
    return sql`has(${param('Array(String)', values.map((v) => (v === UNMATCHED ? '' : v)))}, ifNull(toString(f.${identifier(id)}), ''))`;
  });
}

/** Became a lead in the period; nothing when none is asked for. */
export const periodConditions = (workspace: Workspace, { from, to }: JournalQuery): Sql[] =>
  from === undefined || to === undefined ? [] : [
    sql`lead_at IS NOT NULL AND toDate32(lead_at, ${param('String', workspace.settings.timeZone)}) >= toDate32(${param('String', from)}) AND toDate32(lead_at, ${param('String', workspace.settings.timeZone)}) < toDate32(${param('String', to)})`,
  ];

/** Dimensions shown of each row, out of the lead's row. */
const SHOWN = ['channel_group', 'channel', 'source', 'medium', 'campaign', 'persona', 'segment', 'company_size', 'industry', 'country', 'owner', 'self_reported', 'self_reported_answer'] as const satisfies readonly DimensionId[];
export const shownDimensions = (else_: (d: (typeof SHOWN)[number]) => Sql): Sql =>
  sql`mapFilter((k, v) -> v != '', map(${SHOWN.reduce<Sql>((list, d, i) => sql`${list}${i === 0 ? sql`` : sql`, `}${param('String', d)}, if(f.f_person IS NOT NULL, ifNull(toString(f.${identifier(d)}), ''), ${else_(d)})`, sql``)}))`;
