// Rows that somebody mistyped: an import refuses each with its reason, and the sample shows what that looks like.
// About a dozen in two years, whatever the size.
import type { FactDraft } from '../facts/drafts.js';
import { Random } from '../shared/random.js';
import { DRAW, type World } from './world.js';

/** Every key of a blunder begins so. */
export const BLUNDER_KEY = 'sample:blunder:';

export function blundersOf(world: World, day: number): FactDraft[] {
  const random = new Random(world.seed, DRAW.blunders, day);
  if (!random.chance(0.018)) return [];
  const date = world.calendar.dateOf(day);
  const key = `${BLUNDER_KEY}${date}`;
  const who = { ids: [`sample:contact:blunder-${day}`], firstName: 'Kim', lastName: 'Example' };
  const year = `2${random.pick([1, 2, 9])}${date.slice(2, 4)}`;
  const blunders: readonly FactDraft[] = [
    { kind: 'cost', key, from: date, until: `${Number(date.slice(0, 4)) - 1}${date.slice(4)}`, cost: 'media', origin: { source: 'linkedin', medium: 'paid_social' }, amount: '120.00', currency: 'EUR' },
    { kind: 'cost', key, from: date, until: date, cost: 'other', origin: {}, amount: '89.90', currency: 'EUX', note: 'Print' },
    { kind: 'stageChange', key, at: date, who, stage: 'nurturing' },
    { kind: 'deal', key, who, createdAt: `${year}${date.slice(4)}`, status: 'open', amount: '9500.00', currency: 'EUR', origin: {} },
    { kind: 'touch', key, at: `${year}${date.slice(4)}`, who, origin: {}, touch: 'call' },
  ];
  return [random.pick(blunders)];
}
