// Finds a KPI of the catalogue by its id, also one between stages that only its family names (`time_to_convert:lead:mql`).
import type { KpiCatalogue, KpiEntry } from '../../shared/api/figures.js';

export const stageName = (stage: string): string => (stage.length <= 3 && stage !== 'won' ? stage.toUpperCase() : stage.charAt(0).toUpperCase() + stage.slice(1).replaceAll('_', ' '));

/** The entry of an id, made from its family where it has stages in it; undefined when there is none. */
export function findKpi(catalogue: KpiCatalogue, id: string): KpiEntry | undefined {
  const listed = catalogue.kpis.find((k) => k.id === id);
  if (listed) return listed;
  const [prefix, from, to] = id.split(':');
  const family = catalogue.families.find((f) => f.prefix === prefix);
  if (!family || from === undefined || to === undefined) return undefined;
  const days = family.prefix.startsWith('time');
  return {
    id, label: `${family.label}, ${stageName(from)} → ${stageName(to)}`, description: family.description, formula: `${stageName(from)} → ${stageName(to)}`,
    unit: days ? 'days' : 'rate', better: days ? 'lower' : 'higher', group: days ? 'time' : 'funnel', kind: days ? 'times' : 'stage_rate',
    bases: days ? ['cohort'] : ['activity', 'cohort'], dimensions: catalogue.dimensions.map((d) => d.id),
  };
}

/** The name of a dimension, or its id where the catalogue has none. */
export const dimensionLabel = (catalogue: KpiCatalogue, id: string): string => catalogue.dimensions.find((d) => d.id === id)?.label ?? id;

/** Those of the ids that the catalogue has, in the order given. */
export const existing = (catalogue: KpiCatalogue, ids: readonly string[]): string[] => ids.filter((id) => findKpi(catalogue, id) !== undefined);
