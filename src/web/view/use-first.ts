// How many values of a split a page asks for and shows: the first few hundred, more at a time, as the address says. There may be
// a hundred thousand campaigns.
import type { FiguresDocument } from '../../shared/api/figures.js';
import type { Further } from '../components/tables/DataTable.js';
import { useView } from './use-view.js';

/** Values at first, and how many more at a time. */
const STEP = 200;
/** More lines than these nobody reads, and a browser lays them out slowly: a filter finds the others. */
const MOST = 2000;

export interface FirstValues {
  readonly top: number;
  /** Shows more; undefined where there is no more to show at once. */
  readonly more: (() => void) | undefined;
}

/** @param each lines that a value takes in the table, such as one for each step of time */
export function useFirst(each = 1): FirstValues {
  const { view, change } = useView();
  const step = Math.max(10, Math.floor(STEP / each));
  const top = Math.min(view.most ?? step, Math.floor(MOST / Math.min(each, MOST / step)));
  return { top, more: top + step > MOST / each ? undefined : () => change({ most: top + step }, { replace: true }) };
}

/** How many values an answer left out. */
export const furtherCount = (figures: Pick<FiguresDocument, 'further'> | undefined): number => (figures?.further ?? []).reduce((sum, { count }) => sum + count, 0);

/** The same for the table that shows the rest. */
export const furtherOf = (figures: Pick<FiguresDocument, 'further'> | undefined, { more }: FirstValues): Further => ({ count: furtherCount(figures), onMore: more });
