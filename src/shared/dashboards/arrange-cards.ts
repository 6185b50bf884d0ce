// Where cards stand on the grid of a dashboard: twelve columns, as many rows as are needed, no two over each other and none with
// room above it to rise into. Every change of place goes through here, whether made by pointer, by key or by a file.

/** Columns and rows count from 1; a card covers `width` of the one and `height` of the other. */
export interface Place {
  readonly column: number;
  readonly row: number;
  readonly width: number;
  readonly height: number;
}
export interface Placed extends Place {
  readonly id: string;
}

export const COLUMNS = 12;
export const MOST_ROWS = 1000;
export const MOST_HEIGHT = 24;

export const CARD_KINDS = ['kpi', 'trend', 'breakdown', 'funnel', 'note'] as const;
export type CardKind = (typeof CARD_KINDS)[number];

/** Below these sizes a card can't be read. */
export const LEAST: Readonly<Record<CardKind, Pick<Place, 'width' | 'height'>>> = {
  kpi: { width: 2, height: 3 }, trend: { width: 3, height: 4 }, breakdown: { width: 3, height: 4 }, funnel: { width: 4, height: 3 }, note: { width: 2, height: 1 },
};
/** What a card begins with. */
export const USUAL: Readonly<Record<CardKind, Pick<Place, 'width' | 'height'>>> = {
  kpi: { width: 3, height: 3 }, trend: { width: 6, height: 5 }, breakdown: { width: 6, height: 6 }, funnel: { width: 12, height: 3 }, note: { width: 4, height: 2 },
};

export const overlap = (a: Place, b: Place): boolean =>
  a.column < b.column + b.width && b.column < a.column + a.width && a.row < b.row + b.height && b.row < a.row + a.height;

/** From the top, in a row from the left: the order in which cards are read. */
export const inReadingOrder = <T extends Place>(cards: readonly T[]): T[] => [...cards].sort((a, b) => a.row - b.row || a.column - b.column);

const between = (least: number, n: number, most: number): number => Math.max(least, Math.min(most, n));
/** The first row at or below the given one in which the card lies over none of the others. */
function freeRow(card: Place, others: readonly Place[], from: number): number {
  let row = from;
  for (;;) {
    const under = others.filter((other) => overlap({ ...card, row }, other));
    if (under.length === 0) return row;
    row = Math.min(...under.map((other) => other.row + other.height));
  }
}

/** Every card risen as far as there is room, in reading order. Cards that lay over each other stand under each other. */
export function compactCards<T extends Place>(cards: readonly T[]): T[] {
  const placed: T[] = [];
  for (const card of inReadingOrder(cards)) {
    // Upwards only past what is free: a card does not jump over another.
    let row = freeRow(card, placed, card.row);
    while (row > 1 && !placed.some((other) => overlap({ ...card, row: row - 1 }, other))) row--;
    placed.push({ ...card, row });
  }
  return inReadingOrder(placed);
}

/** The others around a card that is held in its place: those under it make way downwards, then all rise. */
function around<T extends Placed>(others: readonly T[], held: T): T[] {
  const placed: T[] = [held];
  for (const card of inReadingOrder(others)) placed.push({ ...card, row: freeRow(card, placed, card.row) });
  return compactCards(placed);
}

const split = <T extends Placed>(cards: readonly T[], id: string): readonly [T | undefined, T[]] => [cards.find((c) => c.id === id), compactCards(cards.filter((c) => c.id !== id))];

/**
 * The cards once one is moved. Set down over the upper half of another it takes that one's row, over the lower half the row under it.
 * @param to where its upper left corner is wanted; brought within the grid
 */
export function moveCard<T extends Placed>(cards: readonly T[], id: string, to: Pick<Place, 'column' | 'row'>): T[] {
  const [card, others] = split(cards, id);
  if (card === undefined) return [...cards];
  const column = between(1, to.column, COLUMNS + 1 - card.width);
  let row = between(1, to.row, MOST_ROWS);
  const under = others.find((other) => overlap(other, { column, row, width: card.width, height: 1 }));
  if (under !== undefined) row = row < under.row + under.height / 2 ? under.row : under.row + under.height;
  return around(others, { ...card, column, row });
}

/** The cards once one has another size, at least what its kind needs and at most what the grid has room for. */
export function resizeCard<T extends Placed & { readonly kind: CardKind }>(cards: readonly T[], id: string, to: Pick<Place, 'width' | 'height'>): T[] {
  const [card, others] = split(cards, id);
  if (card === undefined) return [...cards];
  const least = LEAST[card.kind];
  return around(others, { ...card, width: between(least.width, to.width, COLUMNS + 1 - card.column), height: between(least.height, to.height, MOST_HEIGHT) });
}

/** The cards once one has another place and size, both brought within the grid. */
export function placeCard<T extends Placed & { readonly kind: CardKind }>(cards: readonly T[], id: string, to: Place): T[] {
  const least = (card: T) => LEAST[card.kind];
  return moveCard(cards.map((card) => (card.id === id ? { ...card, width: between(least(card).width, to.width, COLUMNS), height: between(least(card).height, to.height, MOST_HEIGHT) } : card)), id, to);
}

export type Direction = 'left' | 'right' | 'up' | 'down';
const WAYS: Readonly<Record<Direction, readonly [column: number, row: number]>> = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] };

const same = (a: readonly Placed[], b: readonly Placed[]): boolean =>
  a.length === b.length && a.every((card, i) => card.id === b[i]?.id && card.column === b[i].column && card.row === b[i].row && card.width === b[i].width && card.height === b[i].height);

/** One step of a key: a column aside, or up and down past the next card. The same cards where it goes no further. */
export function stepCard<T extends Placed>(cards: readonly T[], id: string, direction: Direction): T[] {
  const card = cards.find((c) => c.id === id);
  const now = compactCards(cards);
  if (card === undefined) return now;
  const [dColumn, dRow] = WAYS[direction];
  const bottom = Math.max(...cards.map((c) => c.row + c.height));
  for (let n = 1; n <= (dRow === 0 ? 1 : bottom); n++) {
    const to = { column: card.column + dColumn * n, row: card.row + dRow * n };
    if (to.column < 1 || to.column > COLUMNS + 1 - card.width || to.row < 1) break;
    const next = moveCard(cards, id, to);
    if (!same(next, now)) return next;
  }
  return now;
}

/** One step of a key with a card's lower right corner. */
export function stepSize<T extends Placed & { readonly kind: CardKind }>(cards: readonly T[], id: string, direction: Direction): T[] {
  const card = cards.find((c) => c.id === id);
  const [dWidth, dHeight] = WAYS[direction];
  return card === undefined ? [...cards] : resizeCard(cards, id, { width: card.width + dWidth, height: card.height + dHeight });
}

/** Where a card of this size first fits, read from the top. */
export function firstFree(cards: readonly Place[], { width, height }: Pick<Place, 'width' | 'height'>): Place {
  for (let row = 1; ; row++) {
    for (let column = 1; column + width <= COLUMNS + 1; column++) {
      const place = { column, row, width, height };
      if (!cards.some((card) => overlap(card, place))) return place;
    }
  }
}
