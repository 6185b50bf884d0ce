// The cards that a new dashboard begins with: a template's, laid out, without what the workspace doesn't have.
import type { GivenCard } from '../shared/api/dashboards.js';
import type { KpiCatalogue } from '../shared/api/figures.js';
import { firstFree } from '../shared/dashboards/arrange-cards.js';
import { TEMPLATES, type TemplateCard, type TemplateId } from '../shared/dashboards/templates.js';
import { canShow } from './check-cards.js';

const cardOf = (card: TemplateCard, placed: readonly GivenCard[]): GivenCard => {
  const place = firstFree(placed, card);
  return card.kind === 'breakdown' ? { ...card, kpis: [...card.kpis], ...place } : { ...card, ...place };
};

/** A stage that was taken out of the funnel takes its figures along: those cards are left out, and the others close up. */
export function cardsFromTemplate(id: TemplateId, catalogue: KpiCatalogue): GivenCard[] {
  const placed: GivenCard[] = [];
  for (const card of TEMPLATES.find((t) => t.id === id)?.cards ?? []) {
    const next = cardOf(card, placed);
    if (canShow(catalogue, next)) placed.push(next);
  }
  return placed;
}
