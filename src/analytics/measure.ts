// The contract of a measure: one file in measures/. It names its read model, which rows count and
// what each contributes; the runner writes the aggregate, the split and the list of rows from that.
import { sql, type Sql } from '../database/sql.js';
import { BY_MEASURE, carries, READ_MODELS, type DimensionId, type ReadModelId } from './read-model.js';

export type Unit = 'count' | 'money' | 'rate' | 'ratio' | 'days' | 'number';

/** What a measure's conditions may refer to. */
export interface MeasureContext {
  /** Position (1-based) of a stage in the workspace's order, as in `reached[k]`; throws AppError unknown_stage. */
  stageIndex(stage: string): number;
  /** Stages in order. */
  readonly stages: readonly string[];
  /** `at` of what happened must lie before this instant: a bound parameter. */
  readonly asOf: Sql;
  /** The workspace's time zone: a bound parameter. */
  readonly zone: Sql;
  /** Horizon of fixed-horizon cohort rates: days, bound. */
  readonly horizonDays: Sql;
  /** Working hours between two instants from the period's first day to `asOf`: business days, within the workspace's working hours. */
  workingHours(from: Sql, until: Sql): Sql;
}

export interface Measure {
  readonly id: string;
  readonly label: string;
  /** One sentence that a marketer understands and an auditor accepts. */
  readonly description: string;
  readonly unit: Unit;
  readonly table: ReadModelId;
  /**
   * - count: rows that satisfy `where`
   * - sum: of `value` over them; a Null value adds nothing
   * - distinct: different `value`s among them (not additive)
   */
  readonly aggregate: 'count' | 'sum' | 'distinct';
  readonly value?: (context: MeasureContext) => Sql;
  readonly where: (context: MeasureContext) => Sql;
  /**
   * Of a distinct count: holds for one row of each value in a period, given the period's first day (days since 1970), as
   * long as no row of the read model is left out.
   */
  readonly firstIn?: (begins: Sql) => Sql;
  /** Of credits, and of those alone: the kind of conversion whose credit counts. */
  readonly conversion?: string;
  /** Without any row: 'zero' (default), or 'none' = no value (costs). */
  readonly empty?: 'zero' | 'none';
  /** Whether it counts what stands at the last instant of a period, not what happened in it: its read model has such a row for each part of a range. */
  readonly standing?: true;
  /** Is there at an instant, the first or last of the period: one that has not begun has no such instant yet, and no value. */
  readonly stock?: true;
  /** What a Null `value` of a counted row means: it adds nothing (default), or nobody knows the whole. */
  readonly nulls?: 'skip' | 'unknown';
  /**
   * Which rows belong to a period. `in`: dated in it (default). `complete`: dated in it and on days that
   * were over at `as of`; used by per-business-day figures.
   */
  readonly span?: 'in' | 'complete';
  /** Of the dimensions in BY_MEASURE those that it can be split by. */
  readonly splitBy?: readonly DimensionId[];
  /**
   * Dimensions that leave it whole: below the line it is the same in each of their cells, so that scrubbed submissions of
   * each reason stand over all submissions. By itself it can't be split by them.
   */
  readonly wholeOver?: readonly DimensionId[];
}

/** Whether rows of the measure have values of a dimension. */
export const hasDimension = (measure: Measure, dimension: DimensionId): boolean =>
  carries(READ_MODELS[measure.table], dimension) && (!BY_MEASURE.has(dimension) || measure.splitBy?.includes(dimension) === true);

/** A fraction as a decimal of twelve digits: sums of floating point differ with the order in which rows come. */
export const exactly = (value: Sql): Sql => sql`toDecimal128(${value}, 12)`;

/** Keeps the type where a measure is defined. */
export const defineMeasure = (measure: Measure): Measure => measure;
