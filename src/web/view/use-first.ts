// How many values of a split a page asks for and shows: the first few hundred, more at a time, as the address says. There may be
// a hundred thousand campaigns.
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

/**
 * Values at first, and at most: fewer of those that take many lines, but never less than ten.
 * @param each lines that a value takes in the table, such as one for each step of time
 */
export function valuesAtOnce(each: number): { readonly step: number; readonly most: number } {
  const step = Math.max(10, Math.floor(STEP / each));
  return { step, most: Math.max(step, Math.floor(MOST / each)) };
}

/** @param each as of valuesAtOnce */
export function useFirst(each = 1): FirstValues {
  const { view, change } = useView();
  const { step, most } = valuesAtOnce(each);
  const top = Math.min(view.most ?? step, most);
  return { top, more: top === most ? undefined : () => change({ most: Math.min(most, top + step) }, { replace: true }) };
}
