// The registries of KPIs and measures, with the families resolved, and what the rest of the house is told about them.
import { unknownName } from '../shared/nearest.js';
import { loadRegistry } from '../shared/registry.js';
import type { KpiCatalogue, KpiEntry } from '../shared/api/figures.js';
import type { Settings } from '../shared/api/settings.js';
import type { Kpi, KpiFamily, SeriesFamily, Term } from './kpi.js';
import { hasDimension, type Measure } from './measure.js';
import { createMeasureResolver, type MeasureResolver } from './measure-resolver.js';
import { SERIES_READINGS, seriesId, type OwnSeries } from './own-series.js';
import { DIMENSION_IDS, DIMENSIONS, type DimensionId } from './read-model.js';
import { DEFAULT_STAGES } from '../shared/stages.js';

export interface Registries {
  readonly measures: ReadonlyMap<string, Measure>;
  readonly kpis: ReadonlyMap<string, Kpi>;
  readonly families: ReadonlyMap<string, KpiFamily>;
  /** KPIs of the series that a workspace imported itself. */
  readonly seriesFamily: SeriesFamily;
}

/** What a workspace has that KPIs are named after. */
export interface Names {
  /** In order. */
  readonly stages: readonly string[];
  readonly series: readonly OwnSeries[];
}

const hasKeys = (value: unknown, ...keys: string[]): boolean => typeof value === 'object' && value !== null && keys.every((key) => key in value);
const isMeasure = (value: unknown): value is Measure => hasKeys(value, 'id', 'table', 'aggregate', 'where');
const isKpiOrFamily = (value: unknown): value is Kpi | KpiFamily | SeriesFamily => hasKeys(value, 'prefix', 'build') || hasKeys(value, 'id', 'kind', 'formula');

/** All measures and KPIs that lie in their folders. */
export async function loadRegistries(): Promise<Registries> {
  const measures = await loadRegistry(new URL('../measures/', import.meta.url), isMeasure);
  const entries = await loadRegistry(new URL('../kpis/', import.meta.url), isKpiOrFamily);
  const byId = <T>(list: readonly (readonly [string, T])[], what: string): Map<string, T> => {
    const map = new Map(list);
    if (map.size !== list.length) throw new TypeError(`two ${what} share an id`);
    return map;
  };
  const seriesFamily = entries.find((e): e is SeriesFamily => 'over' in e);
  if (seriesFamily === undefined) throw new TypeError('no family of own series');
  return {
    seriesFamily,
    measures: byId(measures.map((m) => [m.id, m]), 'measures'),
    kpis: byId(entries.flatMap((e) => ('prefix' in e ? [] : [[e.id, e] as const])), 'KPIs'),
    families: byId(entries.flatMap((e) => ('prefix' in e && !('over' in e) ? [[e.prefix, e] as const] : [])), 'families'),
  };
}

/** Every reading of a series as a KPI: `series:followers` (the last value), `series:followers:sum`, `series:followers:mean`. */
const seriesKpis = ({ seriesFamily }: Registries, series: OwnSeries): Kpi[] => SERIES_READINGS.map((reading) => seriesFamily.build(series, reading));

/** The id of a series' KPI from what was asked for: the series' own name will do. */
function canonicalSeriesKpi(prefix: string, id: string): string {
  const parts = id.slice(prefix.length + 1).split(':');
  const reading = SERIES_READINGS.find((r) => parts.length > 1 && r === parts.at(-1));
  const name = seriesId((reading === undefined ? parts : parts.slice(0, -1)).join(':'));
  return reading === undefined || reading === 'last' ? `${prefix}:${name}` : `${prefix}:${name}:${reading}`;
}

/**
 * A KPI by id, also of a family (`time_to_convert:lead:mql`) or of an own series (`series:followers`).
 * @throws AppError unknown_kpi with the nearest by spelling; unknown_stage
 */
export function findKpi(registries: Registries, id: string, { stages, series }: Names): Kpi {
  const { kpis, families, seriesFamily } = registries;
  const single = kpis.get(id);
  if (single !== undefined) return single;
  const [prefix = '', from, to, ...rest] = id.split(':');
  const family = families.get(prefix);
  if (family !== undefined && from !== undefined && to !== undefined && rest.length === 0) {
    for (const stage of [from, to]) if (!stages.includes(stage)) throw unknownName('unknown_stage', stage, stages);
    if (stages.indexOf(from) >= stages.indexOf(to)) throw unknownName('unknown_kpi', id, [`${prefix}:${to}:${from}`]);
    return { ...family.build(from, to), id };
  }
  const ofSeries = series.flatMap((s) => seriesKpis(registries, s));
  if (prefix === seriesFamily.prefix) {
    const found = ofSeries.find((kpi) => kpi.id === canonicalSeriesKpi(prefix, id));
    if (found !== undefined) return { ...found, id };
    if (ofSeries.length > 0) throw unknownName('unknown_kpi', id, ofSeries.map((kpi) => kpi.id));
  }
  throw unknownName('unknown_kpi', id, [...kpis.keys(), ...[...families.keys()].map((p) => `${p}:${stages[0] ?? 'lead'}:${stages.at(-1) ?? 'won'}`), ...ofSeries.map((kpi) => kpi.id)]);
}

/** KPIs that exist in the workspace: one between stages that it has removed does not, each of its own series does. */
export function availableKpis(registries: Registries, { stages, series }: Names): Kpi[] {
  const listed = [...registries.kpis.values()].filter((kpi) => !('from' in kpi) || (stages.includes(kpi.from) && stages.includes(kpi.to)));
  return [...listed, ...series.flatMap((s) => seriesKpis(registries, s))];
}

/** The KPIs that this one is made of, itself included. */
export function withParts(kpi: Kpi, find: (id: string) => Kpi): Kpi[] {
  if (kpi.kind === 'composite') return [kpi, ...[kpi.left, ...(kpi.leftElse === undefined ? [] : [kpi.leftElse]), kpi.right].flatMap((id) => withParts(find(id), find))];
  if (kpi.kind === 'growth') return [kpi, ...withParts(find(kpi.of), find)];
  return [kpi];
}

/** Whether a KPI adds up credit that an attribution model gives. */
export const addsCredit = (kpi: Kpi, find: (id: string) => Kpi, resolve: MeasureResolver): boolean =>
  withParts(kpi, find).some((part) => termsOf(part, 'activity').some(({ measure }) => resolve(measure).table === 'credits'));

/** The registries as they are where nothing gives credit. */
export function withoutCredit(registries: Registries): Registries {
  const find = (id: string): Kpi => findKpi(registries, id, { stages: DEFAULT_STAGES, series: [] });
  const resolve = createMeasureResolver(registries.measures, DEFAULT_STAGES);
  return { ...registries, kpis: new Map([...registries.kpis].filter(([, kpi]) => !addsCredit(kpi, find, resolve))) };
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

/** Whether a KPI can be split by a dimension: all it is made of carries that, or is left whole by it below the line. */
export function divides(kpi: Kpi, dimension: DimensionId, find: (id: string) => Kpi, resolve: MeasureResolver): boolean {
  return withParts(kpi, find).every((part) => {
    const above = new Set(sidesOf(part, 'cohort').numerator.map((t) => t.measure));
    return termsOf(part, 'cohort').every(({ measure: id }) => {
      const measure = resolve(id);
      return hasDimension(measure, dimension) || (!above.has(id) && measure.wholeOver?.includes(dimension) === true);
    });
  });
}

export const dimensionsOf = (kpi: Kpi, find: (id: string) => Kpi, resolve: MeasureResolver): DimensionId[] => DIMENSION_IDS.filter((d) => divides(kpi, d, find, resolve));

/** The workspace's own range before the published one, which stands beside it. */
function benchmarkOf({ id, benchmark }: Kpi, own: Settings['benchmarks']): Pick<KpiEntry, 'benchmark'> {
  const range = own[id];
  if (range === undefined) return benchmark === undefined ? {} : { benchmark: { ...benchmark } };
  return { benchmark: { ...range, source: 'set in this workspace', ...(benchmark !== undefined && { published: { ...benchmark } }) } };
}

/** @param own the workspace's own benchmarks, by KPI */
export function describe(registries: Registries, names: Names, resolve: MeasureResolver, own: Settings['benchmarks'] = {}): KpiCatalogue {
  const { stages } = names;
  const find = (id: string): Kpi => findKpi(registries, id, names);
  const entry = (kpi: Kpi): KpiEntry => ({
    id: kpi.id, label: kpi.label, description: kpi.description, formula: kpi.formula, unit: kpi.unit, better: kpi.better, group: kpi.group, kind: kpi.kind,
    bases: kpi.kind === 'stage_rate' ? ['activity', 'cohort'] : kpi.kind === 'times' ? ['cohort'] : ['activity'],
    dimensions: dimensionsOf(kpi, find, resolve),
    ...(addsCredit(kpi, find, resolve) && { credited: true as const }),
    ...benchmarkOf(kpi, own),
    ...(kpi.note !== undefined && { note: kpi.note }),
    ...(kpi.related !== undefined && { related: [...kpi.related] }),
  });
  return {
    kpis: availableKpis(registries, names).map(entry),
    families: [...registries.families.values()].map((family) => {
      const { id: example, label: _label, description: _description, formula: _formula, ...each } = entry(family.build(stages[0] ?? 'lead', stages[1] ?? 'won'));
      return { prefix: family.prefix, label: family.label, description: family.description, example, each };
    }),
    dimensions: DIMENSION_IDS.map((id) => ({ id, label: DIMENSIONS[id] })),
    stages: [...stages],
  };
}
