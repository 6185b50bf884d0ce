// Which days a digest is about and when it is due, in the workspace's zone.
import { Temporal } from 'temporal-polyfill';
import type { DigestKind } from '../../shared/api/reporting.js';
import { addDays, dayOf, startOf, type DayRange } from '../../shared/period.js';

export interface DigestTimes {
  readonly kind: DigestKind;
  readonly hour: number;
  /** 1 is Monday. */
  readonly weekday: number;
}

/** Hours after it was due in which a digest is still sent, when the server was not running; later it is left out. */
const STILL_SENT = { daily: 12, weekly: 72 };

/** The days before today: yesterday, or the last whole ISO week. */
export function digestPeriod(kind: DigestKind, today: string): DayRange {
  if (kind === 'daily') return { from: addDays(today, -1), to: today };
  const to = startOf('week', today);
  return { from: addDays(to, -7), to };
}

/** The period of an occasion that `occasionOf` named; undefined for another. */
export function periodOfOccasion(occasion: string): { kind: DigestKind; period: DayRange } | undefined {
  const [, kind, from] = /^(daily|weekly) (\d{4}-\d\d-\d\d)$/.exec(occasion) ?? [];
  if ((kind !== 'daily' && kind !== 'weekly') || from === undefined) return undefined;
  return { kind, period: { from, to: addDays(from, kind === 'daily' ? 1 : 7) } };
}

/** Names the mail for good: one subscription gets one of it. */
export const occasionOf = (kind: DigestKind, period: DayRange): string => `${kind} ${period.from}`;

/**
 * The day of the last moment at or before `now` at which the digest was due, where it is still to be sent.
 *
 * Daily at 7 in Europe/Prague: at 06:59 nothing but yesterday's, which is 24 hours old and left out; from 07:00 until 19:00 today's.
 * A clock change moves no digest: it is due when the clock shows the hour, or the next that there is.
 * @param now ISO instant @param since ISO instant; what was due before it was not subscribed to yet
 */
export function dueDay({ kind, hour, weekday }: DigestTimes, { now, since, timeZone }: { now: string; since: string; timeZone: string }): string | null {
  const at = Temporal.Instant.from(now);
  const dueAt = (day: string): Temporal.Instant => Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from({ hour }) }).toInstant();
  const step = kind === 'daily' ? 1 : 7;
  const today = dayOf(now, timeZone);
  let day = kind === 'daily' ? today : addDays(startOf('week', today), weekday - 1);
  if (Temporal.Instant.compare(dueAt(day), at) > 0) day = addDays(day, -step);
  const due = dueAt(day);
  const late = due.until(at, { largestUnit: 'second' }).seconds / 3600 > STILL_SENT[kind];
  return late || Temporal.Instant.compare(due, Temporal.Instant.from(since)) < 0 ? null : day;
}
