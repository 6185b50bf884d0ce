// A figure out of its usual range as mails tell of it.
import type { ScreenedFigure } from '../shared/api/reporting.js';
import { addDays } from '../shared/period.js';
import type { Writer } from './reader-locale.js';

/** What makes a week short is said with it. */
const holidayText = (holidays = 0): string => (holidays === 0 ? '' : `, with ${holidays === 1 ? 'a public holiday' : `${String(holidays)} public holidays`} in them`);

export const screenedText = (one: ScreenedFigure, writer: Writer): string =>
  `${writer.figure(one.value, 'count')} in the 7 days to ${writer.day(addDays(one.to, -1))}${holidayText(one.holidays)}; usual are ${writer.figure(one.low, 'count')} to ${writer.figure(one.high, 'count')}, ${writer.figure(Math.round(one.usual), 'count')} on average of ${one.weeks} weeks.`;

export const screenedName = (one: ScreenedFigure): string => (one.channelGroup === null ? one.label : `${one.label}, ${one.channelGroup}`);
