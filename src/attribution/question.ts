// A question for attribution with its names checked: what every statement of this room is made from.
import { DIMENSIONS, ORIGIN } from '../analytics/read-model.js';
import { CONVERSION_DIMENSIONS } from '../analytics/read-models/conversions.js';
import { buildContext } from '../analytics/refresh.js';
import type { BuildContext } from '../analytics/read-models/build-context.js';
import type { AttributionQuery } from '../shared/api/attribution.js';
import { param, sql, type Sql } from '../database/sql.js';
import type { ChannelRules } from '../identity/channel-rules/channel-rules.js';
import { AppError } from '../shared/errors.js';
import { unknownName } from '../shared/nearest.js';
import { dayRange } from '../shared/period.js';
import type { Workspace } from '../shared/workspace.js';
import { findModel, type Models } from './load-models.js';
import type { AttributionModel } from './model.js';

/** Dimensions that a touch has. */
export const TOUCH_DIMENSIONS = ORIGIN;
export { CONVERSION_DIMENSIONS };
export type TouchDimension = (typeof TOUCH_DIMENSIONS)[number];
export type ConversionDimension = (typeof CONVERSION_DIMENSIONS)[number];
export type AttributionDimension = TouchDimension | ConversionDimension;

export const isTouchDimension = (id: string): id is TouchDimension => TOUCH_DIMENSIONS.some((d) => d === id);
const DIMENSION_IDS: readonly AttributionDimension[] = [...TOUCH_DIMENSIONS, ...CONVERSION_DIMENSIONS];

/** Kinds that are no stages: deals won by an existing customer's renewal, and accounts won for the first time. */
export const DEAL_KINDS = ['renewal', 'customer'] as const;

export interface Filter<D extends AttributionDimension = AttributionDimension> {
  readonly dimension: D;
  readonly values: readonly string[];
}

export interface Question {
  readonly workspace: Workspace;
  readonly query: AttributionQuery;
  /** Kinds of conversion that are credited, side by side: the query's own, or those that figures add up. */
  readonly kinds: readonly string[];
  readonly models: readonly AttributionModel[];
  readonly by: readonly AttributionDimension[];
  readonly filters: readonly Filter[];
  /** Touches with one of these values are no part of any journey. */
  readonly excluded: readonly Filter<TouchDimension>[];
  readonly build: BuildContext;
  /** Channel rules that touches are classified by; undefined: each by those in force when it arrived. */
  readonly rules: ChannelRules | undefined;
  /** ISO instant. */
  readonly asOf: string;
  /** Ids of the conversions that count, as a SELECT of one column; all when left out. */
  readonly only?: Sql;
}

/** Rows of the question's workspace. */
export const mine = (q: Question): Sql => sql`workspace_id = ${param('UInt32', q.build.target)}`;

/** Kinds of conversion that a workspace has. */
export const conversionKinds = (workspace: Workspace): string[] => [...workspace.settings.stages, ...DEAL_KINDS];

const dimension = (id: string): AttributionDimension => {
  const found = DIMENSION_IDS.find((d) => d === id);
  if (found !== undefined) return found;
  if (id in DIMENSIONS) throw new TypeError(`${id} is a dimension that attribution leaves out`);
  throw unknownName('unknown_dimension', id, DIMENSION_IDS);
};

/** @throws AppError unknown_model, unknown_conversion, unknown_dimension, invalid_range, invalid_input */
export function ask(models: Models, workspace: Workspace, query: AttributionQuery, rules: ChannelRules | undefined, now: string): Question {
  dayRange(query.from, query.to);
  const kinds = conversionKinds(workspace);
  if (!kinds.includes(query.conversion)) throw unknownName('unknown_conversion', query.conversion, kinds);
  const chosen = query.models.length === 0 ? [...models.values()].filter((m) => m.kind !== 'fitted' && m.refuse?.(query.settings) === undefined) : [...new Set(query.models)].map((id) => findModel(models, id));
  for (const model of chosen) {
    const refused = model.kind === 'fitted' ? undefined : model.refuse?.(query.settings);
    if (refused !== undefined) throw new AppError('invalid_input', { where: 'weights', reason: refused, remedy: 'Type the weights, e.g. --weights first=40,lead=20,middle=10,last=30.' });
  }
  const by = query.by.map(dimension);
  if (new Set(by).size !== by.length) throw new AppError('invalid_input', { where: 'by', reason: 'names a dimension twice', remedy: 'Name two different dimensions.' });
  const fitted = chosen.find((m) => m.kind === 'fitted');
  const unlike = by.find((d) => !isTouchDimension(d));
  if (fitted !== undefined && (unlike !== undefined || by.length === 0)) {
    throw new AppError('invalid_input', { where: 'by', reason: `${fitted.id} gives credit to what touches have${unlike === undefined ? '' : `, and ${unlike} is of who converted`}`, remedy: `Split it by ${TOUCH_DIMENSIONS.join(', ')}.` });
  }
  const excluded = query.exclude.map((w) => {
    const id = dimension(w.dimension);
    if (!isTouchDimension(id)) throw new AppError('invalid_input', { where: 'exclude', reason: `${id} is of who converted, not of a touch`, remedy: `Exclude touches by ${TOUCH_DIMENSIONS.join(', ')}, or narrow with where.` });
    return { dimension: id, values: w.values };
  });
  return {
    workspace, query, kinds: [query.conversion], models: chosen, by, excluded, rules,
    filters: query.where.map((w) => ({ dimension: dimension(w.dimension), values: w.values })),
    build: buildContext(workspace, { target: workspace.id }),
    asOf: new Date(query.asOf ?? now).toISOString(),
  };
}
