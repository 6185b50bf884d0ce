// A moment in words: one that is known by its day alone has no time.
import { formatDay, formatInstant } from './format-date.js';

export interface Moment {
  /** With its offset in the workspace's zone. */
  readonly at: string;
  readonly dateOnly?: boolean | undefined;
}

/** The day it falls on, in the workspace's zone. */
export const dayOf = ({ at }: Moment): string => at.slice(0, 10);

export const momentText = (moment: Moment, timeZone: string): string => (moment.dateOnly === true ? formatDay(dayOf(moment)) : formatInstant(moment.at, timeZone));

const plural = (n: number, unit: string): string => `${n} ${unit}${n === 1 ? '' : 's'}`;

/** Time from one moment to a later one: `3 days`, `2 h`, `same day`. */
export function elapsedText(from: Moment, to: Moment): string {
  const days = Math.round((Date.parse(dayOf(to)) - Date.parse(dayOf(from))) / 86_400_000);
  if (from.dateOnly === true || to.dateOnly === true) return days === 0 ? 'same day' : plural(days, 'day');
  const minutes = Math.floor((Date.parse(to.at) - Date.parse(from.at)) / 60_000);
  if (minutes < 1) return 'at once';
  return minutes < 60 ? `${minutes} min` : minutes < 2880 ? `${Math.floor(minutes / 60)} h` : plural(Math.floor(minutes / 1440), 'day');
}
