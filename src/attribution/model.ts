// The contract of an attribution model: one file in attribution-models/. A model is a rule, which weighs each touch of a
// journey, or fitted, which reads aggregated paths. Runners do the rest: rules of one request share one pass over the
// journeys, and weights are normalised and rounded there, so that credit sums to one and money to the cent by construction.
import type { Sql } from '../database/sql.js';
import type { MILESTONES, ModelSettings } from '../shared/api/attribution.js';
import type { PathTable } from './path-table.js';

/** Milestones that can be an anchor: the last touch at or before each; `first` is the first touch ever. */
export type Milestone = 'first' | (typeof MILESTONES)[number];

/** Some touches of a journey. */
export interface Among {
  /** How many they are. */
  readonly count: Sql;
  /** A touch's equal part of a value that is divided among them; 0 for others. */
  share(value: Sql): Sql;
}

/**
 * A touch of a journey, in SQL. Touches are numbered from 1 in the order of time; those found before the lookback window
 * (as first touch or lead creation) come first, with an `index` but a `position` of 0 or less.
 */
export interface TouchTerms {
  /** Among all touches of the journey, 1-based. */
  readonly index: Sql;
  /** Among those within the lookback window, 1-based. */
  readonly position: Sql;
  /** Touches within the window. */
  readonly count: Sql;
  /** Halved for each half-life (days, continuous) between the touch and the conversion; on a scale on which the last touch within the window never vanishes. */
  decayed(halfLifeDays: number): Sql;
  /** Position of the last touch that is not direct; 0 where all are. */
  readonly lastNonDirect: Sql;
  /** How many touches within the window are on the same channel as this one. */
  readonly sameChannel: Sql;
  /** Touches before the window that are in the journey as anchors: `position` is `index` less this. */
  readonly outside: Sql;
  /** Index of a milestone's touch; 0 where the milestone is not reached or no touch came before it. */
  anchor(milestone: Milestone): Sql;
  /** Touches strictly between two indexes (0: from the start; 0 as end: to the conversion) that are no anchor of those named. */
  between(from: Milestone, to: Milestone, others: readonly Milestone[]): Among;
  /** Touches of a stage's own part: those since the stage before, or the last one before; and whether the stage was reached. */
  stagePart(stages: readonly Milestone[], at: number): Among & { readonly reached: Sql };
}

interface Described {
  readonly id: string;
  readonly label: string;
  /** One or two sentences: who gets what. */
  readonly description: string;
  /** Raised whenever the model gives other credit for the same journeys and settings; 1 when left out. */
  readonly version?: number;
}

interface Rule extends Described {
  /** What it needs of a journey beyond its touches: only that is looked up. */
  readonly needs: readonly ('anchors' | 'channels' | 'stages')[];
  /**
   * The same weight on a plain path of channels, where no times are known; left out where that can't be. `names` are the path's.
   * @param position 1-based
   */
  onPath?(position: number, names: readonly string[], settings: ModelSettings): number;
  /** Says why the settings don't do, or nothing. */
  refuse?(settings: ModelSettings): string | undefined;
}

/** Divides each conversion among its touches. */
export interface WeighingRule extends Rule {
  readonly kind: 'rule';
  /** An unnormalised weight of one touch, Float64, never negative; only proportions within a journey count. */
  weight(touch: TouchTerms, settings: ModelSettings): Sql;
  /** On the same scale, once a journey: what is sales' and stands under (sales); only with `stages`. */
  sales?(touch: Pick<TouchTerms, 'stagePart'>, settings: ModelSettings): Sql;
  /** On the same scale, once a journey: what no touch can have earned though there are touches; only with `stages`. */
  unearned?(touch: Pick<TouchTerms, 'stagePart'>, settings: ModelSettings): Sql;
}

/** Gives each conversion to one touch as a whole. */
export interface WinningRule extends Rule {
  readonly kind: 'winner';
  /** Position of the touch that takes all, of a journey with touches within the window. */
  winner(journey: Pick<TouchTerms, 'count' | 'lastNonDirect'>, settings: ModelSettings): Sql;
}

export type RuleModel = WeighingRule | WinningRule;

/** What a fitted model makes of one channel. Of all channels they sum to the conversions and value of the table. */
export interface ChannelCredit {
  readonly conversions: number;
  readonly value: number;
  /** Share of the conversions that would be lost without the channel; Markov. */
  readonly removalEffect?: number;
  /** Half the width of a 95 % interval that comes from sampling permutations; where the model samples. */
  readonly error?: number;
}

export interface FittedModel extends Described {
  readonly kind: 'fitted';
  /** Whether those who did not convert matter: then a table of paths needs to count them. */
  readonly needsNulls: boolean;
  /**
   * Credit of each channel, in the table's order.
   * @throws AppError too_many_channels, no_conversion_reachable
   */
  fit(paths: PathTable, settings: ModelSettings): readonly ChannelCredit[];
}

export type AttributionModel = RuleModel | FittedModel;

export function defineRule(model: Omit<WeighingRule, 'kind'> | Omit<WinningRule, 'kind'>): RuleModel {
  return 'winner' in model ? { ...model, kind: 'winner' } : { ...model, kind: 'rule' };
}
export const defineFitted = (model: Omit<FittedModel, 'kind'>): FittedModel => ({ ...model, kind: 'fitted' });

/** What a journey without any touch that earned something is listed under. */
export const NONE = '(none)';
/** What sales earned in `stage_share`. */
export const SALES = '(sales)';

/** Names that a plain path gives to a visit without source. */
export const isDirectName = (name: string): boolean => /^\(?direct\)?(\s*(\/\s*)?\(?(none|traffic)\)?)?$/i.test(name.trim());
