// The contract by which attribution gives analytics the rows of the read model `credits`: each touch's part in each
// conversion, by one model. Analytics knows attribution only by this; without it there are no KPIs of credit.
import type { FactsStore } from '../database/facts-store.js';
import type { Sql } from '../database/sql.js';
import type { DayRange } from '../shared/period.js';
import type { Workspace } from '../shared/workspace.js';
import type { BuildContext } from './read-models/build-context.js';

/** By which rule credit is given. */
export interface CreditBy {
  readonly model: string;
  /** How far before a conversion a touch counts. */
  readonly lookbackDays: number;
}

export interface CreditAsk extends CreditBy {
  readonly workspace: Workspace;
  readonly build: BuildContext;
  /** Days of the conversions. */
  readonly range: DayRange;
  /** ISO instant; what happened at or after it is left out. */
  readonly asOf: string;
  /** Kinds of conversion to credit, as measures name them. */
  readonly conversions: readonly string[];
}

export interface CreditSource {
  /** Models that give credit touch by touch, and so to any cell, with what people call them. */
  readonly models: ReadonlyMap<string, string>;
  /**
   * What people call a model.
   * @throws AppError unknown_model; invalid_input for one that gives credit to channels as a whole, or needs weights
   */
  labelOf(model: string): string;
  /**
   * Whether there are touches as far back as is asked for.
   * @throws AppError invalid_input for a lookback of more days than there are from the first touch to the end of the range
   */
  check(facts: FactsStore, ask: Omit<CreditAsk, 'conversions'>): Promise<void>;
  /** The rows of one question, with the columns that read-model.ts documents; a stage that the workspace lacks has none. */
  rows(ask: CreditAsk): Sql;
}
