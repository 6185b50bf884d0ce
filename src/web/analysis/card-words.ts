// Cards in words: what one is called, and where it stands, for those who do not see it.
import type { DashboardCard } from '../../shared/api/dashboards.js';
import type { KpiCatalogue } from '../../shared/api/figures.js';
import type { CardKind, Place } from '../../shared/dashboards/arrange-cards.js';
import { shortLabel } from './figure-words.js';
import { dimensionLabel } from './catalogue-names.js';
import { findKpi } from '../../shared/find-kpi.js';

export const KIND_WORDS: Readonly<Record<CardKind, string>> = { kpi: 'One figure', trend: 'A course over time', breakdown: 'Figures by a dimension', funnel: 'The funnel', note: 'A note' };

/** A KPI's label, or its id where it is gone. */
const kpiLabel = (catalogue: KpiCatalogue, id: string): string => {
  const kpi = findKpi(catalogue, id);
  return kpi ? shortLabel(kpi) : id;
};

/** What stands above a card: its own title, else what it shows. A note's first words are what it is called by. */
export function titleOf(catalogue: KpiCatalogue, card: DashboardCard): string {
  if (card.title !== undefined) return card.title;
  switch (card.kind) {
    case 'kpi': return findKpi(catalogue, card.kpi)?.label ?? card.kpi;
    case 'trend': return `${kpiLabel(catalogue, card.kpi)} over time`;
    case 'breakdown': {
      const [first = '', ...others] = card.kpis;
      const what = card.shown === 'bars' || others.length === 0 ? `${kpiLabel(catalogue, first)} by` : 'By';
      return `${what} ${dimensionLabel(catalogue, card.by).toLowerCase()}`;
    }
    case 'funnel': return 'Funnel';
    case 'note': return card.text.length > 40 ? `${card.text.slice(0, 39).trimEnd()}…` : card.text;
  }
}

const span = (what: string, from: number, size: number): string => (size === 1 ? `${what} ${String(from)}` : `${what}s ${String(from)} to ${String(from + size - 1)}`);
export const placeWords = ({ column, row, width, height }: Place): string => `${span('column', column, width)}, ${span('row', row, height)}`;
export const sizeWords = ({ width, height }: Place): string => `${String(width)} ${width === 1 ? 'column' : 'columns'} wide, ${String(height)} ${height === 1 ? 'row' : 'rows'} high`;
