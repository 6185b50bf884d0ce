// Reads dates and times as exports write them, in nine languages, into ISO instants in UTC or calendar days.
// Whether 3/4/2024 is a day in March or April is decided per column (column-formats.ts), never per cell.
import { detach } from '../../shared/detach.js';
import { MONTHS, foldName } from './month-names.js';
import { cut } from './parse-number.js';
import { Refusal, type CellParser } from './refusal.js';
import { shiftToUtc, ZoneClock } from './zone-clock.js';

export type DateOrder = 'dmy' | 'mdy' | 'ymd';
/** What one cell tells of its column's order; `either` could be both. */
export type DateEvidence = 'dmy' | 'mdy' | 'none' | 'either';

const FIRST_DAY = '1990-01-01';
const LAST_DAY = '2100-01-01';
/** No date is written longer than this. */
const LONGEST = 80;

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$/;
const NUMERIC = /^(\d{1,4})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{1,4})\.?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?(Z)?)?$/;
const EPOCH = /^(\d{10})(\d{3})?$/;
const WITH_TIME = /^(.*?\d.*?)(?:[,T\s]|\s(?:at|um|à|às|alle|om|kl\.?|o|v|a las))*?[,T\s]\s*(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*([ap]\.?\s?m\.?)?\s*(?:Uhr|h)?\s*(Z|(?:UTC|GMT)?[+-]\d{2}(?::?\d{2})?|UTC|GMT)?(?:\s*\([^)]*\))?$/i;
const WEEKDAY = /^(\p{L}{2,})\.?,?\s+(?=\d{1,2}\b|\p{L}{3,}\.?\s+\d)/u;
const DAY_FIRST = /^(\d{1,2})(?:\.|st|nd|rd|th|er|º|ª)?[\s\-/.]*(?:de\s+|of\s+|di\s+|d')?(\p{L}{3,})\.?,?[\s\-/.]*(?:de\s+|del\s+)?(\d{4}|\d{2})\.?$/iu;
const MONTH_FIRST = /^(\p{L}{3,})\.?[\s\-/]*(\d{1,2})(?:st|nd|rd|th)?,?[\s\-/]+(\d{4})$/iu;

const pad = (n: number): string => (n < 10 ? `0${n}` : String(n));
const fullYear = (year: string): number => (year.length === 2 ? (Number(year) < 90 ? 2000 : 1900) + Number(year) : Number(year));
const LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1 || day > (LENGTHS[month - 1] ?? 0)) return false;
  return month !== 2 || day < 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
}

const unreadable = (text: string): Refusal => new Refusal(`"${cut(text)}" is no date that can be read`, 'Write it as 2026-03-31 or 2026-03-31 14:30.');
const noSuchDay = (text: string): Refusal => new Refusal(`"${cut(text)}" names a day that does not exist`, 'Correct the date.');

function isoDay(text: string, year: number, month: number, day: number): string | Refusal {
  if (!isDay(year, month, day)) return noSuchDay(text);
  const iso = `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`;
  if (iso < FIRST_DAY || iso >= LAST_DAY) return new Refusal(`"${cut(text)}" lies outside ${FIRST_DAY} to ${LAST_DAY}`, 'Correct the date, or leave the cell empty.');
  return iso;
}

/** The two numbers that could be day and month of a numeric date with the year last, and its separator. */
function dayAndMonth(text: string): { first: number; second: number; separator: string } | undefined {
  if (text.length > LONGEST) return undefined;
  const match = NUMERIC.exec(splitTime(tidy(text)).date);
  if (match === null) return undefined;
  const [, a = '', separator = '', b = '', c = ''] = match;
  if (a.length > 2 || (c.length !== 4 && c.length !== 2)) return undefined;
  return { first: Number(a), second: Number(b), separator };
}

/** What a cell tells of the order of day and month in its column. Dots mean day first: no convention dots month first. */
export function dateEvidence(text: string): DateEvidence {
  if (ISO.test(text)) return 'none';
  const parts = dayAndMonth(text);
  if (parts === undefined || parts.separator === '.') return 'none';
  const { first, second } = parts;
  if (first === second || (first > 12 && second > 12)) return 'none';
  if (first > 12) return 'dmy';
  return second > 12 ? 'mdy' : 'either';
}

/** One kind of space, and no weekday before the date. */
const tidy = (text: string): string =>
  text.replace(/[\s\u00a0\u2009\u202f]+/g, ' ').trim().replace(WEEKDAY, (found, word: string) => (MONTHS.has(foldName(word)) ? found : ''));

interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  /** Offset from UTC in ms; undefined where the text names none. */
  readonly offset: number | undefined;
}

function splitTime(text: string): { date: string; time: Clock | 'wrong' | undefined } {
  const match = text.includes(':') || /[ap]\.?\s?m\.?$/i.test(text) ? WITH_TIME.exec(text) : null;
  if (match === null) return { date: text, time: text.includes(':') ? 'wrong' : undefined };
  const [, date = '', h = '', m, s, fraction, half, zone] = match;
  if (m === undefined && half === undefined) return { date: text, time: undefined };
  let hour = Number(h);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return { date, time: 'wrong' };
    hour = (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
  }
  const minute = Number(m ?? 0);
  const second = Number(s ?? 0);
  if (hour > 23 || minute > 59 || second > 59) return { date, time: 'wrong' };
  return { date: date.replace(/[,\s]+$/, '').trim(), time: { hour, minute, second, millisecond: toMilliseconds(fraction), offset: toOffset(zone) } };
}

const toMilliseconds = (fraction: string | undefined): number => (fraction === undefined ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3)));

function toOffset(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined;
  const match = /([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (match === null) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0)) * 60_000;
}

function dateOf(text: string, order: DateOrder | undefined): string | Refusal {
  const numeric = NUMERIC.exec(text);
  if (numeric !== null) {
    const [, a = '', separator = '', b = '', c = ''] = numeric;
    if (a.length === 4) return isoDay(text, Number(a), Number(b), Number(c));
    if (a.length > 2 || (c.length !== 4 && c.length !== 2)) return unreadable(text);
    if (order === 'ymd' && c.length === 2 && a.length === 2) return isoDay(text, fullYear(a), Number(b), Number(c));
    const [first, second, year] = [Number(a), Number(b), fullYear(c)];
    let monthFirst = order === 'mdy' && separator !== '.';
    if (order !== 'mdy' && order !== 'dmy' && separator !== '.' && first !== second) {
      if (first <= 12 && second <= 12) return new Refusal(`"${cut(text)}" can be read day first or month first`, 'Say which: dateOrder: dmy or dateOrder: mdy.');
      monthFirst = second > 12;
    }
    return monthFirst ? isoDay(text, year, first, second) : isoDay(text, year, second, first);
  }
  const dayFirst = DAY_FIRST.exec(text);
  const monthFirst = dayFirst === null ? MONTH_FIRST.exec(text) : null;
  const [day, name, year] = dayFirst === null ? [monthFirst?.[2], monthFirst?.[1], monthFirst?.[3]] : [dayFirst[1], dayFirst[2], dayFirst[3]];
  const month = MONTHS.get(foldName(name ?? ''));
  if (day === undefined || year === undefined || month === undefined) return unreadable(text);
  return isoDay(text, fullYear(year), month, Number(day));
}

const digit = (text: string, at: number): number => {
  const code = text.charCodeAt(at) - 48;
  return code >= 0 && code <= 9 ? code : -1000;
};
const pair = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1);

/**
 * A parser of moments: an instant in UTC with milliseconds where the cell has a time, else the calendar day.
 * Days from 1990-01-01 to 2099-12-31 are taken.
 * @param timeZone IANA zone of times that name none
 * @param order the column's order of day, month and year; undefined reads what is clear in itself and refuses 3/4/2024
 */
export function momentParser(timeZone: string, order: DateOrder | undefined): CellParser<string> {
  const clock = new ZoneClock(timeZone);
  /** Date part -> ISO day: a column has far fewer days than rows. */
  const days = new Map<string, string | Refusal>();
  const dayOf = (text: string): string | Refusal => {
    let day = days.get(text);
    if (day === undefined) {
      day = dateOf(text, order);
      if (days.size > 20_000) days.clear();
      days.set(detach(text), day);
    }
    return day;
  };
  const isoDays = new Map<string, string | Refusal>();
  const checkedDay = (text: string): string | Refusal => {
    let day = isoDays.get(text);
    if (day === undefined) {
      day = isoDay(text, Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10)));
      if (isoDays.size > 20_000) isoDays.clear();
      isoDays.set(detach(text), typeof day === 'string' ? detach(day) : day);
    }
    return day;
  };

  return (text) => {
    // The common shapes first, without a regular expression: 2026-03-31, 2026-03-31 14:30, 2026-03-31 14:30:05, 2026-03-31T14:30:05.123Z or, as Salesforce writes it, +0000.
    const { length } = text;
    if (length >= 10 && text.charCodeAt(4) === 45 && text.charCodeAt(7) === 45 && pair(text, 0) >= 0 && pair(text, 2) >= 0 && pair(text, 5) >= 0 && pair(text, 8) >= 0) {
      if (length === 10) return checkedDay(text);
      const zeroOffset = length === 28 && text.charCodeAt(19) === 46 && text.endsWith('+0000');
      const utc = zeroOffset || (length === 24 && text.charCodeAt(23) === 90 && text.charCodeAt(19) === 46);
      const bareUtc = length === 20 && text.charCodeAt(19) === 90;
      const toTheMinute = length === 16;
      if ((utc || bareUtc || toTheMinute || length === 19) && text.charCodeAt(13) === 58 && (toTheMinute || text.charCodeAt(16) === 58)) {
        const hour = pair(text, 11);
        const minute = pair(text, 14);
        const second = toTheMinute ? 0 : pair(text, 17);
        const ms = utc ? pair(text, 20) * 10 + digit(text, 22) : 0;
        if (hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60 && ms >= 0) {
          const day = checkedDay(text.slice(0, 10));
          if (typeof day !== 'string') return day;
          if (utc && text.charCodeAt(10) === 84) return zeroOffset ? `${text.slice(0, 23)}Z` : text;
          return utc || bareUtc ? shiftToUtc(day, hour, minute, second, ms, 0) : clock.toUtc(day, hour, minute, second, 0);
        }
      }
    }
    // Any other shape whose day was met before: only the time is left to read.
    const half = length > 3 && (text.charCodeAt(length - 1) | 32) === 109 && text.charCodeAt(length - 3) === 32 ? text.charCodeAt(length - 2) | 32 : 0;
    const until = half === 0 ? length : length - 3;
    const space = text.lastIndexOf(' ', until - 1);
    const known = space > 0 ? days.get(text.slice(0, space)) : undefined;
    if (typeof known === 'string') {
      const seconds = quickTime(text, space + 1, until, half);
      if (seconds >= 0) return clock.toUtc(known, (seconds / 3600) | 0, ((seconds / 60) | 0) % 60, seconds % 60, 0);
    }
    return readSlowly(text, clock, dayOf);
  };
}

/** Seconds of the day of `9:05`, `09:05:07` or, with `half` the letter a or p, a 12-hour time; -1 for anything else. */
function quickTime(text: string, from: number, until: number, half: number): number {
  const long = text.charCodeAt(from + 2) === 58;
  if (!long && text.charCodeAt(from + 1) !== 58) return -1;
  let hour = long ? pair(text, from) : digit(text, from);
  const at = from + (long ? 3 : 2);
  const minute = pair(text, at);
  const second = until === at + 2 ? 0 : until === at + 5 && text.charCodeAt(at + 2) === 58 ? pair(text, at + 3) : -1;
  if (half !== 0) {
    if ((half !== 97 && half !== 112) || hour < 1 || hour > 12) return -1;
    hour = (hour % 12) + (half === 112 ? 12 : 0);
  }
  return hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 ? -1 : hour * 3600 + minute * 60 + second;
}

function readSlowly(text: string, clock: ZoneClock, dayOf: (text: string) => string | Refusal): string | Refusal {
  if (text.length > LONGEST) return unreadable(text);
  const iso = ISO.exec(text.trim());
  if (iso !== null) {
    const [, date = '', h, m, s, fraction, zone] = iso;
    const day = isoDay(text, Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)));
    if (typeof day !== 'string' || h === undefined) return day;
    const time = { hour: Number(h), minute: Number(m), second: Number(s ?? 0), millisecond: toMilliseconds(fraction), offset: toOffset(zone) };
    if (time.hour > 23 || time.minute > 59 || time.second > 59) return unreadable(text);
    return toInstant(day, time, clock);
  }
  const compact = COMPACT.exec(text.trim());
  if (compact !== null) {
    const [, y, mo, d, h, mi, s, z] = compact;
    const day = isoDay(text, Number(y), Number(mo), Number(d));
    if (typeof day !== 'string' || h === undefined) return day;
    const time = { hour: Number(h), minute: Number(mi), second: Number(s ?? 0), millisecond: 0, offset: z === undefined ? undefined : 0 };
    if (time.hour > 23 || time.minute > 59 || time.second > 59) return unreadable(text);
    return toInstant(day, time, clock);
  }
  const epoch = EPOCH.exec(text.trim());
  if (epoch !== null) {
    const instant = new Date(Number(epoch[1]) * 1000 + Number(epoch[2] ?? 0)).toISOString();
    return instant < FIRST_DAY || instant >= LAST_DAY ? unreadable(text) : instant;
  }
  const { date, time } = splitTime(tidy(text));
  if (time === 'wrong') return unreadable(text);
  const day = dayOf(date);
  if (typeof day !== 'string') return day.reason.includes(`"${cut(date)}"`) ? new Refusal(day.reason.replace(`"${cut(date)}"`, () => `"${cut(text)}"`), day.remedy) : day;
  return time === undefined ? day : toInstant(day, time, clock);
}

const toInstant = (day: string, { hour, minute, second, millisecond, offset }: Clock, clock: ZoneClock): string =>
  offset === undefined ? clock.toUtc(day, hour, minute, second, millisecond) : shiftToUtc(day, hour, minute, second, millisecond, offset);

/** A parser of calendar days; a time beside the day is dropped, the day stays as written. */
export function dayParser(order: DateOrder | undefined): CellParser<string> {
  // Read as if written in UTC: the day of a time without a zone is the day that stands there.
  const parse = momentParser('UTC', order);
  return (text) => {
    const moment = parse(text);
    return typeof moment === 'string' ? moment.slice(0, 10) : moment;
  };
}
