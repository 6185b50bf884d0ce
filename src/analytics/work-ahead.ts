// Works out figures while others are still being read: the facts store's engine and this thread then work side by side.
import { termsOf, withParts } from './catalogue.js';
import type { Cell } from './cell.js';
import { work, type ComputeContext } from './compute.js';
import type { Kpi } from './kpi.js';
import type { MeasureResolver } from './measure-resolver.js';
import type { DimensionId, ReadModelId } from './read-model.js';

/** What a KPI's figures wait for; undefined where they need more than the rows of their own cell: other periods, the calendar, other cells. */
function readModelsOf(kpi: Kpi, { by, context, resolve }: Ahead): ReadonlySet<ReadModelId> | undefined {
  const models = new Set<ReadModelId>();
  for (const part of withParts(kpi, (id) => context.kpi(id))) {
    if (part.kind === 'growth') return undefined;
    if (part.kind === 'times') models.add('funnel');
    if (part.kind === 'lifetime') models.add('recurring');
    for (const { measure: id } of part.kind === 'times' ? [] : termsOf(part, context.basis)) {
      const measure = resolve(id);
      if (measure.table === 'calendar' || measure.wholeOver?.some((d) => by.includes(d)) === true) return undefined;
      models.add(measure.table);
    }
  }
  return models;
}

interface Ahead {
  /** Those that will be shown in the cells. */
  readonly kpis: readonly Kpi[];
  readonly by: readonly DimensionId[];
  readonly resolve: MeasureResolver;
  /** Of no cell in particular: nothing that it works out looks at other periods. */
  readonly context: ComputeContext;
}

/** To be called when all of a read model is in the cells; what it works out is kept where `work` looks for it. */
export function workAhead(ahead: Ahead): (model: ReadModelId, cells: readonly Cell[]) => void {
  let waiting = ahead.kpis.map((kpi) => ({ kpi, models: readModelsOf(kpi, ahead) }));
  const read = new Set<ReadModelId>();
  return (model, cells) => {
    read.add(model);
    const ready = waiting.filter(({ models }) => models !== undefined && [...models].every((one) => read.has(one)));
    waiting = waiting.filter((one) => !ready.includes(one));
    for (const { kpi } of ready) for (const cell of cells) work(kpi, cell, ahead.context);
  };
}
