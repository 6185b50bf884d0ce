// Takes a card by its handle or its corner, with a pointer or with keys: the others make way as it goes, Escape leaves all as it was.
// Says what happens, for those who do not see it.
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { DashboardCard } from '../../../shared/api/dashboards.js';
import { COLUMNS, moveCard, resizeCard, stepCard, stepSize, type Direction } from '../../../shared/dashboards/arrange-cards.js';
import { placeWords, sizeWords } from '../../analysis/card-words.js';

/** Height of a row and the gap between cards, CSS pixels; as in dashboards.module.css. */
export const ROW = 46;
export const GAP = 16;

export type GripMode = 'move' | 'size';
type Cards = readonly DashboardCard[];

interface Grip {
  readonly id: string;
  readonly mode: GripMode;
  readonly cards: Cards;
}

const KEYS: Readonly<Record<string, Direction>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };
/** Near the window's edge a drag scrolls the page. */
const EDGE = 48;

interface Options {
  readonly cards: Cards;
  readonly grid: React.RefObject<HTMLElement | null>;
  readonly nameOf: (card: DashboardCard) => string;
  readonly onSet: (cards: Cards, id: string, mode: GripMode) => void;
}

/** What a handle needs to take its card. */
export interface HandleProps {
  readonly 'aria-pressed': boolean;
  readonly onClick: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onBlur: () => void;
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerUp: () => void;
  readonly onPointerCancel: () => void;
}

export function useGrip({ cards, grid, nameOf, onSet }: Options) {
  const [grip, setGrip] = useState<Grip | null>(null);
  const [said, say] = useState('');
  const drag = useRef<{ x: number; y: number; unit: number; from: DashboardCard; moved: boolean } | null>(null);
  /** A drag ends in a click of its own, which takes nothing. */
  const dragged = useRef(false);

  const cardOf = (id: string, among: Cards = cards): DashboardCard | undefined => among.find((c) => c.id === id);
  const name = (id: string): string => {
    const card = cardOf(id);
    return card ? nameOf(card) : '';
  };
  const words = (id: string, mode: GripMode, among: Cards): string => {
    const card = cardOf(id, among);
    return card ? (mode === 'move' ? placeWords(card) : sizeWords(card)) : '';
  };
  const take = (id: string, mode: GripMode): void => {
    setGrip({ id, mode, cards });
    say(`${name(id)} taken, ${words(id, mode, cards)}. Arrow keys ${mode === 'move' ? 'move' : 'resize'} it, Enter sets it down, Escape leaves it as it was.`);
  };
  const leave = (): void => {
    if (!grip) return;
    drag.current = null;
    setGrip(null);
    say(`${name(grip.id)} is as it was, ${words(grip.id, grip.mode, cards)}.`);
  };
  const setDown = (): void => {
    if (!grip) return;
    const { id, mode, cards: next } = grip;
    drag.current = null;
    setGrip(null);
    say(`${name(id)} set down, ${words(id, mode, next)}.`);
    if (JSON.stringify(next) !== JSON.stringify(cards)) onSet(next, id, mode);
  };

  // Cards that changed under the hand (undone, or shown as another left them) are no longer those that were taken.
  useEffect(() => {
    drag.current = null;
    setGrip(null);
  }, [cards]);

  // A drag may be left while the focus is elsewhere.
  const leaving = useRef(leave);
  leaving.current = leave;
  const held = grip !== null;
  useEffect(() => {
    if (!held) return;
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      leaving.current();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [held]);

  const handle = (id: string, mode: GripMode): HandleProps => {
    const mine = grip?.id === id && grip.mode === mode;
    return {
      'aria-pressed': mine,
      onClick: () => {
        if (dragged.current) dragged.current = false;
        else if (mine) setDown();
        else take(id, mode);
      },
      onKeyDown: (event) => {
        const way = KEYS[event.key];
        if (!mine || way === undefined) return;
        event.preventDefault();
        const next = mode === 'move' ? stepCard(grip.cards, id, way) : stepSize(grip.cards, id, way);
        const further = JSON.stringify(next) !== JSON.stringify(grip.cards);
        if (further) setGrip({ id, mode, cards: next });
        say(further ? `${words(id, mode, next)}.` : `It goes no further. ${words(id, mode, grip.cards)}.`);
      },
      // Whoever goes on elsewhere is content with where it is.
      onBlur: () => { if (mine && drag.current === null) setDown(); },
      onPointerDown: (event) => {
        const from = cardOf(id, grip?.cards ?? cards);
        dragged.current = false;
        if (event.button !== 0 || from === undefined || grid.current === null) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { x: event.pageX, y: event.pageY, unit: (grid.current.getBoundingClientRect().width + GAP) / COLUMNS, from, moved: false };
      },
      onPointerMove: (event) => {
        const at = drag.current;
        if (at === null) return;
        if (!at.moved && Math.hypot(event.pageX - at.x, event.pageY - at.y) < 5) return;
        if (event.clientY > innerHeight - EDGE) scrollBy(0, EDGE / 3);
        else if (event.clientY < EDGE) scrollBy(0, -EDGE / 3);
        at.moved = true;
        dragged.current = true;
        const [columns, rows] = [Math.round((event.pageX - at.x) / at.unit), Math.round((event.pageY - at.y) / (ROW + GAP))];
        const { from } = at;
        const next = mode === 'move' ? moveCard(cards, id, { column: from.column + columns, row: from.row + rows }) : resizeCard(cards, id, { width: from.width + columns, height: from.height + rows });
        setGrip({ id, mode, cards: next });
      },
      onPointerUp: () => {
        const moved = drag.current?.moved === true;
        drag.current = null;
        if (moved && mine) setDown();
      },
      onPointerCancel: () => { if (drag.current?.moved === true) leave(); },
    };
  };

  return { held: grip, shown: grip?.cards ?? cards, said, say, handle };
}
