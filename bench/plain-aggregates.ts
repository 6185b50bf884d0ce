// The yardstick for figures: one plain aggregate query per read model, with the same measures as exactly
// (distinct counts exact, decimals exact), the same rows and joins, and nothing else: no totals over all
// values, no intervals, no curves over time, no year before.
import { availableKpis, findKpi, loadRegistries, sidesOf, withParts } from '../src/analytics/catalogue.js';
import { ask, contexts } from '../src/analytics/question.js';
import type { Measure } from '../src/analytics/measure.js';
import { createMeasureResolver } from '../src/analytics/measure-resolver.js';
import type { DimensionId, ReadModelId } from '../src/analytics/read-model.js';
import { READ_MODELS } from '../src/analytics/read-model.js';
import { buildContext } from '../src/analytics/refresh.js';
import { measureCondition } from '../src/analytics/scan.js';
import { sourceOf } from '../src/analytics/sources.js';
import { createCreditSource } from '../src/attribution/create-credit-source.js';
import { identifier, joinSql, sql, type Sql } from '../src/database/sql.js';
import type { FiguresQuery } from '../src/shared/api/figures.js';
import { stepsOf } from '../src/shared/period.js';
import type { Workspace } from '../src/shared/workspace.js';

export interface PlainQuery {
  readonly model: ReadModelId;
  readonly measures: number;
  readonly statement: Sql;
}

/** One query per read model that the KPIs of a question need, by month and the question's first dimension. */
export async function plainQueries(workspace: Workspace, query: FiguresQuery, dimension: DimensionId): Promise<PlainQuery[]> {
  const registries = await loadRegistries();
  const { stages } = workspace.settings;
  const resolve = createMeasureResolver(registries.measures, stages);
  const measures = new Map<string, Measure>();
  const names = { stages, series: [] };
  for (const kpi of availableKpis(registries, names).flatMap((k) => withParts(k, (id) => findKpi(registries, id, names)))) {
    if (kpi.kind === 'times') continue;
    const { numerator, denominator } = sidesOf(kpi, query.basis);
    for (const { measure } of [...numerator, ...denominator]) measures.set(measure, resolve(measure));
  }
  const asked = ask(registries, workspace, query, { build: buildContext(workspace, { target: workspace.id }), now: new Date().toISOString(), series: [], credits: await createCreditSource() });
  const range = { from: query.from, to: query.to };
  const { context, measureContext } = contexts(asked, range, stepsOf(range, 'month'));
  const models = [...new Set([...measures.values()].map((m) => m.table))];
  return models.flatMap((model) => {
    if (model === 'calendar') return [];
    const own = [...measures.values()].filter((m) => m.table === model);
    const split = (READ_MODELS[model].dimensions as readonly DimensionId[]).includes(dimension);
    const aggregates = own.map((measure, i) => {
      const where = measureCondition(measure, { context, measureContext, filters: [] });
      const value = measure.value?.(measureContext) ?? sql`1`;
      const name = identifier(`m${i}`);
      if (measure.aggregate === 'count') return sql`countIf(${where}) AS ${name}`;
      return measure.aggregate === 'distinct' ? sql`uniqExactIf(${value}, ${where}) AS ${name}` : sql`sumIf(${value}, ${where}) AS ${name}`;
    });
    const statement = sql`
      SELECT toStartOfMonth(day) AS month${split ? sql`, toString(${identifier(dimension)}) AS value` : sql``}, ${joinSql(aggregates)}
      FROM (${sourceOf(model, { ...context, dimensions: [dimension], hasCounts: false, conversions: [...new Set(own.flatMap((m) => m.conversion ?? []))] })}) GROUP BY month${split ? sql`, value` : sql``}`;
    return [{ model, measures: own.length, statement }];
  });
}
