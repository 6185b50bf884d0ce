// What a goal must be: a KPI there is, filters it can be split by, a period to come, a target in its unit and currency.
import type { KpiCatalogue, KpiEntry } from '../../shared/api/figures.js';
import type { Goal, goal } from '../../shared/api/goals.js';
import { AppError } from '../../shared/errors.js';
import { findKpi } from '../../shared/find-kpi.js';
import { didYouMean, unknownName } from '../../shared/nearest.js';
import { dayRange } from '../../shared/period.js';
import { readDecimal } from '../../shared/planning/exact.js';
import type { Workspace } from '../../shared/workspace.js';
import { currencyOf } from '../planning-context.js';
import type { z } from 'zod';

const refuse = (where: string, reason: string, remedy: string): AppError => new AppError('invalid_input', { where, reason, remedy });

/** The KPI's entry. Times have a curve and no one value, so they can be no goal. @throws AppError unknown_kpi, invalid_input */
export function kpiOfGoal(catalogue: KpiCatalogue, id: string, at = ''): KpiEntry {
  const found = findKpi(catalogue, id);
  if (found?.kind === 'times') throw refuse(`${at}kpi`, `${id} has a curve and no one value`, 'Choose a KPI with one value, such as a rate or a count.');
  if (found !== undefined) return found;
  const { kpis, families, stages } = catalogue;
  const [prefix, ...named] = id.split(':');
  const unknown = families.some((f) => f.prefix === prefix) ? named.find((stage) => !stages.includes(stage)) : undefined;
  throw unknown === undefined ? unknownName('unknown_kpi', id, kpis.map((kpi) => kpi.id)) : unknownName('unknown_stage', unknown, stages);
}

function checkTarget(text: string | number, kpi: KpiEntry, direction: Goal['direction'], at: string): string {
  const target = readDecimal(`${at}target`, text);
  if (kpi.unit === 'rate' && (target.lte(0) || target.gt(1)) && kpi.kind !== 'growth') {
    throw refuse(`${at}target`, `a rate of ${target.toFixed()} is ${target.lte(0) ? 'zero or less' : 'above one'}`, `Give a share above 0 and at most 1, e.g. 0.25 for 25 %.`);
  }
  if (kpi.unit !== 'rate' && kpi.unit !== 'ratio' && (direction === 'atLeast' ? target.lte(0) : target.lt(0))) throw refuse(`${at}target`, `${target.toFixed()} is no target for ${kpi.id}`, 'Give an amount above zero.');
  return target.toFixed();
}

/**
 * The goal with its defaults. Whether its period may lie in the past is for the caller to say: what was set before may stay.
 * @param at prefix of the field names, where several goals are checked at once
 * @throws AppError unknown_kpi, unknown_dimension, invalid_range, invalid_input, each at its field
 */
export function checkGoal(catalogue: KpiCatalogue, workspace: Workspace, given: z.output<typeof goal>, at = ''): Goal {
  const kpi = kpiOfGoal(catalogue, given.kpi, at);
  dayRange(given.from, given.to);
  for (const { dimension } of given.where) {
    if (kpi.dimensions.includes(dimension)) continue;
    throw refuse(`${at}where`, `${kpi.id} can't be split by ${dimension}`, `${didYouMean(dimension, kpi.dimensions)}Use one of ${kpi.dimensions.join(', ')}.`);
  }
  const { currency: reporting } = currencyOf(workspace);
  if (given.currency !== undefined) {
    if (kpi.unit !== 'money') throw refuse(`${at}currency`, `${kpi.id} is no amount of money`, 'Leave out currency.');
    if (given.currency.toUpperCase() !== reporting) throw refuse(`${at}currency`, `the target is in ${given.currency}, figures are in ${reporting}`, `Give the target in ${reporting}, or change the setting currency.`);
  }
  if (given.parent === given.id) throw refuse(`${at}parent`, `${given.id} can't stand under itself`, 'Name another goal, or none.');
  const direction = given.direction ?? (kpi.better === 'lower' ? 'atMost' : 'atLeast');
  return {
    ...given, direction, target: checkTarget(given.target, kpi, direction, at),
    ...(kpi.unit === 'money' ? { currency: reporting } : {}),
  };
}

/** @throws AppError invalid_input where following parents comes back to the goal, or a parent is missing */
export function checkParents(parents: ReadonlyMap<string, string | null>): void {
  for (const [id, parent] of parents) {
    if (parent !== null && !parents.has(parent)) throw refuse(`${id}, parent`, `there is no goal "${parent}"`, `${didYouMean(parent, [...parents.keys()].filter((k) => k !== id))}Set the parent first, or leave it out.`);
    const way = [id];
    for (let above = parent; above !== null && above !== undefined; above = parents.get(above) ?? null) {
      if (above === id) throw refuse(`${id}, parent`, `the goals go round in a circle: ${[...way, id].join(' → ')}`, 'Take one of them out of the circle.');
      if (way.includes(above)) break;
      way.push(above);
    }
  }
}
