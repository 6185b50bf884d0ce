// Attribution of a plain table of paths: every model that such a table allows, with nothing stored.
import type { ModelSettings, PathsDocument } from '../shared/api/attribution.js';
import { DEFAULT_SETTINGS } from '../shared/api/settings.js';
import { AppError } from '../shared/errors.js';
import { findModel, type Models } from './load-models.js';
import { NONE, type AttributionModel, type ChannelCredit, type RuleModel } from './model.js';
import { exactSum, type PathTable } from './path-table.js';
import type { ReadPaths } from './read-path-table.js';

/** Conversions below which a workspace would be refused a fitted model, unless it is set otherwise. */
const FEW = DEFAULT_SETTINGS.fewSample;

/** Models that need nothing but the order of channels. */
export const pathModels = (models: Models): AttributionModel[] => [...models.values()].filter((m) => m.kind === 'fitted' || m.onPath !== undefined);

/** A sum that keeps its digits. */
class Sum {
  private sum = 0;
  private lost = 0;

  add(value: number): void {
    const next = this.sum + value;
    this.lost += Math.abs(this.sum) >= Math.abs(value) ? this.sum - next + value : value - next + this.sum;
    this.sum = next;
  }

  get total(): number {
    return this.sum + this.lost;
  }
}

/** A rule on each path. Credit of one path adds up to its conversions; the last entry is what fell on no touch. */
function applyRule(rule: RuleModel, paths: PathTable, settings: ModelSettings): ChannelCredit[] {
  const { onPath } = rule;
  if (onPath === undefined) throw new TypeError(`${rule.id} needs more than a path`);
  const unearned = paths.channels.length;
  const [conversions, values] = [[...paths.channels, NONE].map(() => new Sum()), [...paths.channels, NONE].map(() => new Sum())];
  for (let p = 0; p < paths.conversions.length; p += 1) {
    const steps = [...paths.steps.subarray(paths.starts[p], paths.starts[p + 1])];
    const names = steps.map((c) => paths.channels[c] ?? '');
    const weights = names.map((_, i) => onPath(i + 1, names, settings));
    const sum = exactSum(weights);
    const [count, value] = [paths.conversions[p] ?? 0, paths.values[p] ?? 0];
    if (sum === 0) {
      conversions[unearned]?.add(count);
      values[unearned]?.add(value);
      continue;
    }
    steps.forEach((c, i) => {
      const share = (weights[i] ?? 0) / sum;
      conversions[c]?.add(count * share);
      values[c]?.add(value * share);
    });
  }
  return conversions.map((sum, c) => ({ conversions: sum.total, value: values[c]?.total ?? 0 }));
}

/** @throws AppError unknown_model; invalid_input for a model that asks more than a path tells */
function allowedModel(models: Models, id: string, allowed: readonly string[]): AttributionModel {
  if (models.has(id) && !allowed.includes(id)) {
    throw new AppError('invalid_input', { where: 'model', reason: `${id} looks at when touches and milestones were, and a table of paths tells their order only`, remedy: `Ask for ${allowed.join(', ')}; or import the touches, and ask for ${id} in attribution.` });
  }
  return findModel(models, id, allowed);
}

/** What is learned from few is said to be. */
const fewRemarks = (chosen: readonly AttributionModel[], conversions: number): string[] =>
  chosen.filter((m) => m.kind === 'fitted' && conversions < FEW).map((m) => `${m.label} is learned from ${conversions.toLocaleString('en')} conversions: too few to judge channels by.`);

/**
 * @param ids models; all that the table allows when empty
 * @throws AppError unknown_model, invalid_input, no_conversion_reachable, too_many_channels
 */
export function attributePaths(models: Models, { table, hasValue, hasNulls, remarks }: ReadPaths, ids: readonly string[], settings: ModelSettings): PathsDocument {
  const allowed = pathModels(models);
  const chosen = ids.length === 0
    ? allowed.filter((m) => (m.kind === 'fitted' ? hasNulls || !m.needsNulls : m.refuse?.(settings) === undefined))
    : [...new Set(ids)].map((id) => allowedModel(models, id, allowed.map((m) => m.id)));
  const needing = chosen.find((m) => m.kind === 'fitted' && m.needsNulls);
  if (needing !== undefined && !hasNulls) {
    throw new AppError('invalid_input', { where: 'paths', reason: `${needing.id} compares with those who did not convert, and the table has no column total_null`, remedy: 'Add the column, or ask for other models.' });
  }
  const conversions = exactSum(table.conversions);
  if (!(conversions > 0)) throw new AppError('no_conversion_reachable');
  const rows = chosen.flatMap((model) => {
    if (model.kind !== 'fitted') {
      const refused = model.refuse?.(settings);
      if (refused !== undefined) throw new AppError('invalid_input', { where: 'weights', reason: refused, remedy: 'Type the weights.' });
    }
    const credits = model.kind === 'fitted' ? model.fit(table, settings) : applyRule(model, table, settings);
    if (credits.every((credit, c) => c >= table.channels.length || credit.conversions === 0)) {
      throw new AppError('invalid_input', { where: 'weights', reason: `${model.id} as it is set gives nothing to any channel: a path tells its first, middle and last touch, not when milestones were`, remedy: 'Give first, middle or last a weight, e.g. --weights first=40,middle=20,last=40.' });
    }
    return credits.filter((credit, c) => c < table.channels.length || credit.conversions > 0).map((credit, c) => ({
      model: model.id, channel: table.channels[c] ?? NONE, conversions: credit.conversions, value: hasValue ? credit.value : null,
      ...(credit.removalEffect !== undefined && { removalEffect: credit.removalEffect }),
      ...(credit.error !== undefined && { error: credit.error }),
    }));
  });
  return {
    rows, conversions, value: hasValue ? exactSum(table.values) : null, nulls: hasNulls ? exactSum(table.nulls) : null,
    paths: table.conversions.length, channels: table.channels.length,
    remarks: [...remarks, ...fewRemarks(chosen, conversions)],
    ...(chosen.some((m) => m.id === 'markov') && { order: settings.order }),
  };
}
