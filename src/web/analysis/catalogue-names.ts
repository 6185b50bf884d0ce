// Names and ids of the catalogue.
import type { KpiCatalogue } from '../../shared/api/figures.js';
import { findKpi } from '../../shared/find-kpi.js';

/** The name of a dimension, or its id where the catalogue has none. */
export const dimensionLabel = (catalogue: KpiCatalogue, id: string): string => catalogue.dimensions.find((d) => d.id === id)?.label ?? id;

/** Those of the ids that the catalogue has, each once, in the order given. */
export const existing = (catalogue: KpiCatalogue, ids: readonly string[]): string[] => [...new Set(ids)].filter((id) => findKpi(catalogue, id) !== undefined);
