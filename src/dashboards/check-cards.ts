// What the cards of a dashboard must be: figures and dimensions that there are, within the grid, large enough, none over another.
import type { DashboardCard, GivenCard } from '../shared/api/dashboards.js';
import type { KpiCatalogue } from '../shared/api/figures.js';
import { COLUMNS, inReadingOrder, LEAST, overlap } from '../shared/dashboards/arrange-cards.js';
import { AppError } from '../shared/errors.js';
import { findKpi } from '../shared/find-kpi.js';
import { didYouMean } from '../shared/nearest.js';

const refuse = (where: string, reason: string, remedy: string): AppError => new AppError('invalid_input', { where, reason, remedy });

const kpisOf = (card: GivenCard): readonly string[] => (card.kind === 'kpi' || card.kind === 'trend' ? [card.kpi] : card.kind === 'breakdown' ? card.kpis : []);

/** Whether all that a card shows is there in the workspace. */
export function canShow(catalogue: KpiCatalogue, card: GivenCard): boolean {
  return kpisOf(card).every((id) => {
    const kpi = findKpi(catalogue, id);
    return kpi !== undefined && (card.kind !== 'breakdown' || kpi.dimensions.includes(card.by));
  });
}

function checkContent(catalogue: KpiCatalogue, card: GivenCard, at: string): void {
  if (card.kind === 'breakdown' && !catalogue.dimensions.some((d) => d.id === card.by)) {
    const ids = catalogue.dimensions.map((d) => d.id);
    throw refuse(`${at}by`, `there is no dimension "${card.by}"`, `${didYouMean(card.by, ids)}Valid: ${ids.join(', ')}.`);
  }
  for (const [i, id] of kpisOf(card).entries()) {
    const where = card.kind === 'breakdown' ? `${at}kpis, figure ${String(i + 1)}` : `${at}kpi`;
    const dimensions = findKpi(catalogue, id)?.dimensions;
    if (dimensions === undefined) throw refuse(where, `there is no KPI "${id}"`, `${didYouMean(id, catalogue.kpis.map((kpi) => kpi.id))}\`leadline kpi\` lists all there are.`);
    if (card.kind === 'breakdown' && !dimensions.includes(card.by)) throw refuse(where, `${id} can't be split by ${card.by}`, `Leave it out, or split by one of ${dimensions.join(', ')}.`);
  }
}

/** The cards with an id each: those that have none get the first that is free. @throws AppError invalid_input for an id twice */
function withIds(cards: readonly GivenCard[], at: (index: number) => string): DashboardCard[] {
  const taken = new Set<string>();
  for (const [i, { id }] of cards.entries()) {
    if (id !== undefined && taken.has(id)) throw refuse(`${at(i)}id`, `another card is called ${id} already`, 'Give each card an id of its own, or leave the ids out.');
    if (id !== undefined) taken.add(id);
  }
  let n = 0;
  return cards.map((card) => {
    let { id } = card;
    while (id === undefined) {
      const next = `c${String(++n)}`;
      if (!taken.has(next)) id = next;
    }
    return { ...card, id };
  });
}

const contentOf = ({ id: _id, title: _title, column: _column, row: _row, width: _width, height: _height, ...content }: GivenCard): string => JSON.stringify(content);

/**
 * The cards in reading order, with an id each.
 * @param at how a card is named in a refusal, before the field: `card 3, `
 * @param before cards that are there already: what they show may have gone from the workspace since, and they can still be moved
 * @throws AppError invalid_input at the card and field
 */
export function checkCards(catalogue: KpiCatalogue, given: readonly GivenCard[], at: (index: number) => string, before: readonly DashboardCard[] = []): DashboardCard[] {
  const known = new Set(before.map(contentOf));
  for (const [i, card] of given.entries()) {
    if (!known.has(contentOf(card))) checkContent(catalogue, card, at(i));
    const least = LEAST[card.kind];
    for (const side of ['width', 'height'] as const) {
      if (card[side] < least[side]) throw refuse(`${at(i)}${side}`, `${String(card[side])} is too little for a card of the kind ${card.kind}`, `Give it at least ${String(least[side])}.`);
    }
    if (card.column + card.width > COLUMNS + 1) throw refuse(`${at(i)}width`, `from column ${String(card.column)}, ${String(card.width)} columns reach beyond the ${String(COLUMNS)} of the grid`, `Give it at most ${String(COLUMNS + 1 - card.column)}, or begin further left.`);
    const under = given.slice(0, i).findIndex((other) => overlap(other, card));
    if (under >= 0) throw refuse(`${at(i)}row`, `it lies over card ${String(under + 1)}`, `Begin it at row ${String((given[under]?.row ?? 0) + (given[under]?.height ?? 0))}, or beside that card.`);
  }
  return inReadingOrder(withIds(given, at));
}
