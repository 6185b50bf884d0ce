import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CARD_KINDS, COLUMNS, compactCards, firstFree, inReadingOrder, LEAST, MOST_HEIGHT, moveCard, overlap, placeCard, resizeCard, stepCard, stepSize, type CardKind, type Direction, type Placed } from './arrange-cards.js';

type Card = Placed & { readonly kind: CardKind };
const card = (id: string, column: number, row: number, width: number, height: number, kind: CardKind = 'kpi'): Card => ({ id, kind, column, row, width, height });
const places = (cards: readonly Placed[]): string[] => cards.map((c) => `${c.id} ${String(c.column)},${String(c.row)} ${String(c.width)}x${String(c.height)}`);

/** Two in a row, a wide one under them. */
const THREE = [card('a', 1, 1, 6, 3), card('b', 7, 1, 6, 3), card('w', 1, 4, 12, 4)];

describe('a card that is moved', () => {
  it('takes the place of the one under its corner, which makes way', () => {
    expect(places(moveCard(THREE, 'w', { column: 1, row: 2 }))).toEqual(['w 1,1 12x4', 'a 1,5 6x3', 'b 7,5 6x3']);
    expect(places(moveCard(THREE, 'a', { column: 7, row: 1 }))).toEqual(['a 7,1 6x3', 'b 7,4 6x3', 'w 1,7 12x4']);
  });

  it('goes under the one whose lower half it is set down on', () => {
    expect(places(moveCard([card('a', 1, 1, 3, 4), card('b', 1, 5, 3, 4)], 'b', { column: 1, row: 4 }))).toEqual(['a 1,1 3x4', 'b 1,5 3x4']);
  });

  it('stays within the grid, and is nowhere else when it is not there', () => {
    expect(places(moveCard(THREE, 'a', { column: 40, row: -3 }))[0]).toBe('a 7,1 6x3');
    expect(moveCard(THREE, 'x', { column: 1, row: 1 })).toEqual(THREE);
  });

  it('goes by keys past its neighbour, and says by staying that there is no further', () => {
    const down = stepCard(THREE, 'a', 'down');
    expect(places(down)).toEqual(['b 7,1 6x3', 'w 1,4 12x4', 'a 1,8 6x3']);
    expect(places(stepCard(down, 'a', 'up'))).toEqual(places(THREE));
    expect(stepCard(THREE, 'a', 'up')).toEqual(THREE);
    expect(stepCard(THREE, 'a', 'left')).toEqual(THREE);
    expect(places(stepCard(THREE, 'a', 'right'))).toEqual(['a 2,1 6x3', 'b 7,4 6x3', 'w 1,7 12x4']);
  });
});

describe('a card whose size changes', () => {
  it('pushes others down and lets them rise again', () => {
    const higher = stepSize(THREE, 'a', 'down');
    expect(places(higher)).toEqual(['a 1,1 6x4', 'b 7,1 6x3', 'w 1,5 12x4']);
    expect(places(stepSize(higher, 'a', 'up'))).toEqual(places(THREE));
  });

  it('has at least what its kind needs, at most what there is room for', () => {
    expect(resizeCard(THREE, 'b', { width: 99, height: 99 }).find((c) => c.id === 'b')).toMatchObject({ width: 6, height: MOST_HEIGHT });
    expect(resizeCard(THREE, 'b', { width: 0, height: 0 }).find((c) => c.id === 'b')).toMatchObject(LEAST.kpi);
  });
});

it('takes a place given in numbers, and brings it within the grid', () => {
  expect(places(placeCard(THREE, 'a', { column: 4, row: 4, width: 5, height: 3 }))).toEqual(['b 7,1 6x3', 'a 4,4 5x3', 'w 1,7 12x4']);
  expect(places(placeCard(THREE, 'a', { column: 9, row: 1, width: 1, height: 99 }))).toEqual([`a 9,1 2x${String(MOST_HEIGHT)}`, `b 7,${String(MOST_HEIGHT + 1)} 6x3`, `w 1,${String(MOST_HEIGHT + 4)} 12x4`]);
  expect(placeCard(THREE, 'b', { column: 7, row: 1, width: 6, height: 3 })).toEqual(THREE);
});

it('finds the first gap that is large enough', () => {
  expect(firstFree([card('a', 1, 1, 3, 3), card('b', 7, 1, 6, 3)], { width: 3, height: 3 })).toMatchObject({ column: 4, row: 1 });
  expect(firstFree(THREE, { width: 3, height: 3 })).toMatchObject({ column: 1, row: 8 });
});

const anyCards = fc.array(fc.record({ kind: fc.constantFrom(...CARD_KINDS), column: fc.integer({ min: 1, max: COLUMNS }), row: fc.integer({ min: 1, max: 30 }), width: fc.integer({ min: 2, max: COLUMNS }), height: fc.integer({ min: 3, max: 9 }) }), { minLength: 1, maxLength: 9 })
  .map((all) => compactCards(all.map((c, i): Card => {
    const width = Math.max(c.width, LEAST[c.kind].width);
    return { ...c, id: `c${String(i)}`, width, height: Math.max(c.height, LEAST[c.kind].height), column: Math.min(c.column, COLUMNS + 1 - width) };
  })));
const anyStep = fc.record({ of: fc.nat(8), what: fc.constantFrom('move', 'size', 'drag', 'pull', 'place'), way: fc.constantFrom<Direction>('left', 'right', 'up', 'down'), column: fc.integer({ min: -2, max: 15 }), row: fc.integer({ min: -2, max: 40 }) });

it('keeps all cards within the grid, none over another, none with room above, whatever is done', () => {
  fc.assert(fc.property(anyCards, fc.array(anyStep, { maxLength: 12 }), (start, steps) => {
    let cards = start;
    for (const { of, what, way, column, row } of steps) {
      const id = cards[of % cards.length]?.id ?? '';
      if (what === 'move') cards = stepCard(cards, id, way);
      else if (what === 'size') cards = stepSize(cards, id, way);
      else if (what === 'drag') cards = moveCard(cards, id, { column, row });
      else if (what === 'place') cards = placeCard(cards, id, { column, row, width: column, height: row });
      else cards = resizeCard(cards, id, { width: column, height: row });
      expect(new Set(cards.map((c) => c.id))).toEqual(new Set(start.map((c) => c.id)));
      expect(cards.flatMap((a, i) => cards.slice(i + 1).filter((b) => overlap(a, b)))).toEqual([]);
      expect(cards.filter((c) => c.column < 1 || c.row < 1 || c.column + c.width > COLUMNS + 1)).toEqual([]);
      expect(compactCards(cards)).toEqual(cards);
      expect(inReadingOrder(cards)).toEqual(cards);
    }
  }));
});
