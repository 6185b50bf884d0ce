// The registries of KPIs and measures, with the families resolved, and what the rest of the house is told about them.
import { unknownName } from '../shared/nearest.js';
import { loadRegistry } from '../shared/registry.js';
import type { KpiCatalogue, KpiEntry } from '../shared/api/figures.js';
import type { Kpi, KpiFamily, Term } from './kpi.js';
import type { Measure } from './measure.js';
import type { MeasureResolver } from './measure-resolver.js';
import { carries, DIMENSION_IDS, DIMENSIONS, READ_MODELS, type DimensionId } from './read-model.js';

export interface Registries {
  readonly measures: ReadonlyMap<string, Measure>;
  readonly kpis: ReadonlyMap<string, Kpi>;
  readonly families: ReadonlyMap<string, KpiFamily>;
}

const hasKeys = (value: unknown, ...keys: string[]): boolean => typeof value === 'object' && value !== null && keys.every((key) => key in value);
const isMeasure = (value: unknown): value is Measure => hasKeys(value, 'id', 'table', 'aggregate', 'where');
const isKpiOrFamily = (value: unknown): value is Kpi | KpiFamily => hasKeys(value, 'prefix', 'build') || hasKeys(value, 'id', 'kind', 'formula');

/** All measures and KPIs that lie in their folders. */
export async function loadRegistries(): Promise<Registries> {
  const measures = await loadRegistry(new URL('../measures/', import.meta.url), isMeasure);
  const entries = await loadRegistry(new URL('../kpis/', import.meta.url), isKpiOrFamily);
  const byId = <T>(list: readonly (readonly [string, T])[], what: string): Map<string, T> => {
    const map = new Map(list);
    if (map.size !== list.length) throw new TypeError(`two ${what} share an id`);
    return map;
  };
  return {
    measures: byId(measures.map((m) => [m.id, m]), 'measures'),
    kpis: byId(entries.flatMap((e) => ('prefix' in e ? [] : [[e.id, e] as const])), 'KPIs'),
    families: byId(entries.flatMap((e) => ('prefix' in e ? [[e.prefix, e] as const] : [])), 'families'),
  };
}

/**
 * A KPI by id, also of a family (`time_to_convert:lead:mql`).
 * @throws AppError unknown_kpi with the nearest by spelling; unknown_stage
 */
export function findKpi({ kpis, families }: Registries, id: string, stages: readonly string[]): Kpi {
  const single = kpis.get(id);
  if (single !== undefined) return single;
  const [prefix = '', from, to, ...rest] = id.split(':');
  const family = families.get(prefix);
  if (family !== undefined && from !== undefined && to !== undefined && rest.length === 0) {
    for (const stage of [from, to]) if (!stages.includes(stage)) throw unknownName('unknown_stage', stage, stages);
    if (stages.indexOf(from) >= stages.indexOf(to)) throw unknownName('unknown_kpi', id, [`${prefix}:${to}:${from}`]);
    return { ...family.build(from, to), id };
  }
  throw unknownName('unknown_kpi', id, [...kpis.keys(), ...[...families.keys()].map((p) => `${p}:${stages[0] ?? 'lead'}:${stages.at(-1) ?? 'won'}`)]);
}

/** KPIs that exist with the workspace's stages: one between stages that a workspace has removed does not. */
export function availableKpis({ kpis }: Registries, stages: readonly string[]): Kpi[] {
  return [...kpis.values()].filter((kpi) => !('from' in kpi) || (stages.includes(kpi.from) && stages.includes(kpi.to)));
}

/** The KPIs that this one is made of, itself included. */
export function withParts(kpi: Kpi, find: (id: string) => Kpi): Kpi[] {
  if (kpi.kind === 'composite') return [kpi, ...[kpi.left, ...(kpi.leftElse === undefined ? [] : [kpi.leftElse]), kpi.right].flatMap((id) => withParts(find(id), find))];
  if (kpi.kind === 'growth') return [kpi, ...withParts(find(kpi.of), find)];
  return [kpi];
}

/** How many accounts a mean lifetime rests on: those that left, of those that began. */
export const LIFETIME_SIDES = { numerator: 'accounts_left', denominator: 'accounts_begun' } as const;

/** What a KPI adds up above and below the line; for composites see withParts. */
export function sidesOf(kpi: Kpi, basis: 'activity' | 'cohort'): { numerator: readonly Term[]; denominator: readonly Term[] } {
  switch (kpi.kind) {
    case 'amount': return { numerator: kpi.terms, denominator: [] };
    case 'ratio': return { numerator: kpi.numerator, denominator: kpi.denominator };
    case 'stage_rate':
      return {
        numerator: [{ measure: basis === 'activity' ? `entries:${kpi.to}` : `reached:${kpi.from}:${kpi.to}` }],
        denominator: [{ measure: `entries:${kpi.from}` }],
      };
    case 'times': return { numerator: [{ measure: `timed_reached:${kpi.from}:${kpi.to}` }], denominator: [{ measure: `timed:${kpi.from}:${kpi.to}` }] };
    case 'lifetime': return { numerator: [{ measure: LIFETIME_SIDES.numerator }], denominator: [{ measure: LIFETIME_SIDES.denominator }] };
    case 'composite':
    case 'growth': return { numerator: [], denominator: [] };
  }
}

/** All that a KPI reads itself: its sides, and what else goes into its value. */
export function termsOf(kpi: Kpi, basis: 'activity' | 'cohort'): readonly Term[] {
  const { numerator, denominator } = sidesOf(kpi, basis);
  const more = kpi.kind === 'lifetime' ? [...kpi.monthly.amount, ...kpi.monthly.accounts, ...(kpi.margin?.profit ?? []), ...(kpi.margin?.revenue ?? [])] : [];
  return [...numerator, ...denominator, ...more];
}

/** Dimensions that every measure of the KPI can be split by. */
export function dimensionsOf(kpi: Kpi, find: (id: string) => Kpi, resolve: MeasureResolver): DimensionId[] {
  const tables = withParts(kpi, find).flatMap((part) => termsOf(part, 'cohort').map((t) => resolve(t.measure).table));
  return DIMENSION_IDS.filter((d) => tables.every((t) => carries(READ_MODELS[t], d)));
}

export function describe(registries: Registries, stages: readonly string[], resolve: MeasureResolver): KpiCatalogue {
  const find = (id: string): Kpi => findKpi(registries, id, stages);
  const entry = (kpi: Kpi): KpiEntry => ({
    id: kpi.id, label: kpi.label, description: kpi.description, formula: kpi.formula, unit: kpi.unit, better: kpi.better, group: kpi.group, kind: kpi.kind,
    bases: kpi.kind === 'stage_rate' ? ['activity', 'cohort'] : kpi.kind === 'times' ? ['cohort'] : ['activity'],
    dimensions: dimensionsOf(kpi, find, resolve),
    ...(kpi.benchmark !== undefined && { benchmark: { ...kpi.benchmark } }),
    ...(kpi.note !== undefined && { note: kpi.note }),
    ...(kpi.related !== undefined && { related: [...kpi.related] }),
  });
  return {
    kpis: availableKpis(registries, stages).map(entry),
    families: [...registries.families.values()].map((f) => ({ prefix: f.prefix, label: f.label, description: f.description, example: `${f.prefix}:${stages[0] ?? 'lead'}:${stages[1] ?? 'won'}` })),
    dimensions: DIMENSION_IDS.map((id) => ({ id, label: DIMENSIONS[id] })),
    stages: [...stages],
  };
}
