// A question for figures with its names checked: what all further steps are told.
import { param, sql } from '../database/sql.js';
import type { CreditedBy, FiguresDocument, FiguresQuery } from '../shared/api/figures.js';
import { AppError } from '../shared/errors.js';
import { unknownName } from '../shared/nearest.js';
import { dayOf, dayRange, startOfDay, type DayRange } from '../shared/period.js';
import type { Workspace } from '../shared/workspace.js';
import { assertFewSteps } from './answer-limits.js';
import { addsCredit, availableKpis, divides, findKpi, type Registries } from './catalogue.js';
import type { CreditSource } from './credit-source.js';
import { firstOrderOf, type FirstOrder } from './first-values.js';
import type { Kpi } from './kpi.js';
import type { MeasureContext } from './measure.js';
import { createMeasureResolver, type MeasureResolver } from './measure-resolver.js';
import type { OwnSeries } from './own-series.js';
import { DIMENSION_IDS, type DimensionId } from './read-model.js';
import { instantParam, type BuildContext } from './read-models/build-context.js';
import type { Filter } from './scan.js';
import type { SourceContext } from './sources.js';
import { createWorkingHours } from './working-hours.js';

/** Values of a split that are answered; all others count in totals alone. */
export interface KeptValues {
  /** By their key, in the order of the split. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly further: FiguresDocument['further'];
  /** Whether all others are told apart nevertheless when they are read: what a split leaves whole is worked out from all its values. */
  readonly readsAll: boolean;
  /** Statements that choosing them took, by read model. */
  readonly scans: FiguresDocument['scans'];
}

/** A question with its names checked and its dates cut. */
export interface Question {
  readonly workspace: Workspace;
  readonly query: FiguresQuery;
  readonly kpis: readonly Kpi[];
  readonly by: readonly DimensionId[];
  /** Which values of the split are answered; undefined where all are. */
  readonly first: FirstOrder | undefined;
  /** Those values, where they were chosen beforehand. */
  readonly kept?: KeptValues;
  readonly filters: readonly Filter[];
  readonly build: BuildContext;
  readonly asOf: string;
  /** By which model KPIs of credit are credited; undefined where none is asked for. */
  readonly creditedBy: CreditedBy | undefined;
  readonly credits: CreditSource | undefined;
  readonly resolve: MeasureResolver;
  readonly find: (id: string) => Kpi;
}

export const dimensionId = (id: string): DimensionId => {
  const found = DIMENSION_IDS.find((d) => d === id);
  if (found === undefined) throw unknownName('unknown_dimension', id, DIMENSION_IDS);
  return found;
};

/** What a question is asked of besides the registries. */
export interface AskOptions {
  readonly build: BuildContext;
  readonly now: string;
  readonly series: readonly OwnSeries[];
  readonly credits: CreditSource | undefined;
}

/** Checks every name in a query. @throws AppError unknown_kpi, unknown_dimension, unknown_stage, unknown_model, invalid_range, invalid_input */
export function ask(registries: Registries, workspace: Workspace, query: FiguresQuery, { build, now, series, credits }: AskOptions): Question {
  const { stages, attributionModel } = workspace.settings;
  const names = { stages, series };
  const find = (id: string): Kpi => findKpi(registries, id, names);
  const range = dayRange(query.from, query.to);
  if (query.every !== undefined) assertFewSteps(range, query.every);
  const by = query.by.map(dimensionId);
  if (new Set(by).size !== by.length) throw new AppError('invalid_input', { where: 'by', reason: 'names a dimension twice', remedy: 'Name two different dimensions.' });
  const kpis = query.kpis.length === 0 ? availableKpis(registries, names) : [...new Set(query.kpis)].map(find);
  const resolve = createMeasureResolver(registries.measures, stages);
  const isCredited = kpis.some((kpi) => addsCredit(kpi, find, resolve));
  const model = query.model ?? attributionModel;
  // A model that is named is checked, whether a KPI asks for it or not.
  const label = query.model !== undefined || isCredited ? credits?.labelOf(model) : undefined;
  const filters = query.where.map((w) => ({ dimension: dimensionId(w.dimension), values: w.values }));
  const divided = kpis.filter((kpi) => [...by, ...filters.map((f) => f.dimension)].every((d) => divides(kpi, d, find, resolve)));
  return {
    workspace, query, by, filters, build, find, kpis, credits, resolve,
    first: firstOrderOf({ query, kpis, divided, find }),
    creditedBy: isCredited && label !== undefined ? { model, label, lookbackDays: query.lookbackDays } : undefined,
    asOf: new Date(query.asOf ?? now).toISOString(),
  };
}

/** Whether days have begun by the reading. */
export const begunAt = ({ build, asOf }: Question, { from }: DayRange): boolean => startOfDay(from, build.timeZone) < asOf;

/** What the sources of read models and the conditions of measures are told of a range and its parts. */
export function contexts(question: Question, range: DayRange, buckets: readonly DayRange[]): { context: SourceContext; measureContext: MeasureContext } {
  const { build, asOf, query, workspace, creditedBy, credits } = question;
  const { stages } = workspace.settings;
  return {
    context: {
      build, range, buckets, asOf, asOfDay: dayOf(asOf, build.timeZone),
      ...(creditedBy !== undefined && credits !== undefined && { credits: (conversions) => credits.rows({ ...creditedBy, workspace, build, range, asOf, conversions }) }),
      asked: [...question.by, ...question.filters.map((f) => f.dimension)], costAllocation: workspace.settings.costAllocation,
    },
    measureContext: {
      stages,
      stageIndex: (stage) => {
        const index = stages.indexOf(stage);
        if (index < 0) throw unknownName('unknown_stage', stage, stages);
        return index + 1;
      },
      asOf: instantParam(asOf),
      zone: sql`${param('String', build.timeZone)}`,
      horizonDays: sql`${param('UInt32', query.horizon)}`,
      workingHours: createWorkingHours({ settings: workspace.settings, from: range.from, asOfDay: dayOf(asOf, build.timeZone) }),
    },
  };
}

