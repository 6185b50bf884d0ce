// Local wall-clock time in a zone to UTC, fast enough for millions of rows: a zone's offset is looked up
// once a day; only days on which the clock changes go through Temporal row by row.
import { Temporal } from 'temporal-polyfill';

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));
const three = (n: number): string => (n < 10 ? `00${n}` : n < 100 ? `0${n}` : String(n));

/** One local day: its offset in minutes, and its neighbours; no offset where it changes within the day. */
interface LocalDay {
  readonly offset: number | undefined;
  readonly before: string;
  readonly after: string;
}

export class ZoneClock {
  private readonly utc: boolean;
  private readonly days = new Map<string, LocalDay>();

  /** @param timeZone an IANA zone that exists (checked where settings and mappings are read) */
  constructor(private readonly timeZone: string) {
    this.utc = ['UTC', 'Etc/UTC', 'GMT', 'Etc/GMT'].includes(timeZone);
  }

  /**
   * The instant of a local time, ISO 8601 UTC with milliseconds. A time that the clock skips in spring is read
   * with the offset before the change, one that comes twice in autumn is the first (Temporal's "compatible").
   * @param day a valid ISO day
   */
  toUtc(day: string, hour: number, minute: number, second: number, millisecond: number): string {
    if (this.utc) return print(day, hour * 60 + minute, second, millisecond);
    let local = this.days.get(day);
    if (local === undefined) {
      local = this.look(day);
      if (this.days.size > 20_000) this.days.clear();
      this.days.set(day, local);
    }
    if (local.offset === undefined) {
      const time = Temporal.PlainDate.from(day).toPlainDateTime({ hour, minute, second, millisecond });
      return new Date(time.toZonedDateTime(this.timeZone, { disambiguation: 'compatible' }).epochMilliseconds).toISOString();
    }
    const minutes = hour * 60 + minute - local.offset;
    if (minutes < 0) return print(local.before, minutes + 1440, second, millisecond);
    return minutes < 1440 ? print(day, minutes, second, millisecond) : print(local.after, minutes - 1440, second, millisecond);
  }

  private look(day: string): LocalDay {
    const date = Temporal.PlainDate.from(day);
    const next = date.add({ days: 1 });
    const offsets = [date.toPlainDateTime('00:00'), date.toPlainDateTime('12:00'), next.toPlainDateTime('00:00')].map((t) => t.toZonedDateTime(this.timeZone).offsetNanoseconds / 60e9);
    const [start = 0] = offsets;
    const steady = Number.isInteger(start) && offsets.every((o) => o === start);
    return { offset: steady ? start : undefined, before: date.subtract({ days: 1 }).toString(), after: next.toString() };
  }
}

const print = (day: string, minutes: number, second: number, millisecond: number): string =>
  `${day}T${two((minutes / 60) | 0)}:${two(minutes % 60)}:${two(second)}.${three(millisecond)}Z`;

/** A local time with a known offset from UTC in milliseconds, as an instant. */
export function shiftToUtc(day: string, hour: number, minute: number, second: number, millisecond: number, offset: number): string {
  const epoch = Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)), hour, minute, second, millisecond);
  return new Date(epoch - offset).toISOString();
}
