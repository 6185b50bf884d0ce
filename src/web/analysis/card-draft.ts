// A card while it is written: all that any kind could hold, so that changing the kind loses nothing.
import type { DashboardCard } from '../../shared/api/dashboards.js';
import type { KpiCatalogue, Step } from '../../shared/api/figures.js';
import type { CardKind, Placed } from '../../shared/dashboards/arrange-cards.js';
import { findKpi } from '../../shared/find-kpi.js';

export interface CardDraft {
  readonly kind: CardKind;
  readonly kpi: string;
  readonly kpis: readonly string[];
  readonly by: string;
  readonly every: Step | undefined;
  readonly shown: 'table' | 'bars';
  readonly most: number;
  readonly text: string;
  /** Empty for the usual one. */
  readonly title: string;
}

export const FIRST_DRAFT: CardDraft = { kind: 'kpi', kpi: 'leads', kpis: ['leads', 'mqls'], by: 'channel', every: undefined, shown: 'table', most: 10, text: '', title: '' };

/** What a card holds of it; the rest as it is at first. */
export function draftOf(card: DashboardCard): CardDraft {
  const { kind, title = '' } = card;
  switch (kind) {
    case 'kpi': return { ...FIRST_DRAFT, kind, title, kpi: card.kpi };
    case 'trend': return { ...FIRST_DRAFT, kind, title, kpi: card.kpi, every: card.every };
    case 'breakdown': return { ...FIRST_DRAFT, kind, title, kpis: card.kpis, by: card.by, shown: card.shown, most: card.most };
    case 'funnel': return { ...FIRST_DRAFT, kind, title };
    case 'note': return { ...FIRST_DRAFT, kind, title, text: card.text };
  }
}

/** The card, without what its kind doesn't hold. */
export function cardOf(draft: CardDraft, { id, column, row, width, height }: Placed): DashboardCard {
  const title = draft.title.trim();
  const common = { id, column, row, width, height, ...(title !== '' && { title }) };
  switch (draft.kind) {
    case 'kpi': return { kind: 'kpi', kpi: draft.kpi, ...common };
    case 'trend': return { kind: 'trend', kpi: draft.kpi, ...(draft.every !== undefined && { every: draft.every }), ...common };
    case 'breakdown': return { kind: 'breakdown', kpis: [...draft.kpis], by: draft.by, shown: draft.shown, most: draft.most, ...common };
    case 'funnel': return { kind: 'funnel', ...common };
    case 'note': return { kind: 'note', text: draft.text.trim(), ...common };
  }
}

/** Dimensions by which all of the figures can be split; those that are gone from the workspace have no say. */
export const dimensionsOf = (catalogue: KpiCatalogue, kpis: readonly string[]): string[] => {
  const known = kpis.map((id) => findKpi(catalogue, id)).filter((k) => k !== undefined);
  return catalogue.dimensions.map((d) => d.id).filter((d) => known.every((k) => k.dimensions.includes(d)));
};
