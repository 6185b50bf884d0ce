// Finds a KPI of the catalogue by its id, also one between stages that only its family names (`time_to_convert:lead:mql`).
import type { KpiCatalogue, KpiEntry } from './api/figures.js';
import { stageName } from './stages.js';

/** The entry of an id, made from its family where it has stages in it; undefined when there is none. */
export function findKpi({ kpis, families, stages }: Pick<KpiCatalogue, 'kpis' | 'families' | 'stages'>, id: string): KpiEntry | undefined {
  const listed = kpis.find((kpi) => kpi.id === id);
  if (listed !== undefined) return listed;
  const [prefix, from = '', to = '', ...rest] = id.split(':');
  const family = families.find((f) => f.prefix === prefix);
  if (family === undefined || rest.length > 0 || !stages.includes(from) || stages.indexOf(from) >= stages.indexOf(to)) return undefined;
  const way = `${stageName(from)} → ${stageName(to)}`;
  return { ...family.each, id, label: `${family.label}, ${way}`, description: family.description, formula: way };
}
