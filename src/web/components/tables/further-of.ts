// What a split leaves out of a table: how many values its answer says there are besides, and the way to more of them.
import type { FiguresDocument } from '../../../shared/api/figures.js';
import type { FirstValues } from '../../view/use-first.js';

/** Rows that were not asked for. */
export interface Further {
  readonly count: number;
  /** Asks for more of them; undefined where a filter is the way to find them. */
  readonly onMore?: (() => void) | undefined;
}

/** How many values an answer left out. */
export const furtherCount = (figures: Pick<FiguresDocument, 'further'> | undefined): number => (figures?.further ?? []).reduce((sum, { count }) => sum + count, 0);

/** The same for the table that shows the rest. */
export const furtherOf = (figures: Pick<FiguresDocument, 'further'> | undefined, { more }: FirstValues): Further => ({ count: furtherCount(figures), onMore: more });
