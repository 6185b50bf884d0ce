// A history as days of entries: pages of one visit that follow each other are one entry, everything else stands alone.
import type { HistoryEvent } from '../../shared/api/persons.js';

export interface TimelineEntry {
  /** The first of them in the order shown. */
  readonly event: HistoryEvent;
  /** All events of the entry, in the order shown. */
  readonly events: readonly HistoryEvent[];
}

export interface TimelineDay {
  /** In the workspace's zone. */
  readonly day: string;
  readonly entries: readonly TimelineEntry[];
}

const formats = new Map<string, Intl.DateTimeFormat>();
/** The calendar day of an instant in a zone, `2026-11-22`. */
export function dayIn(instant: string, timeZone: string): string {
  let format = formats.get(timeZone);
  if (!format) formats.set(timeZone, (format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })));
  return format.format(new Date(instant));
}

/** What joins page views into one entry: their visit, of one person. */
const visitOf = (e: HistoryEvent): string | undefined => (e.kind === 'touch' && e.what === 'page_view' && e.details['visit_id'] !== undefined ? `${e.details['visit_id']} ${e.person?.id ?? ''}` : undefined);

/** @param events in any one order, which is kept */
export function toTimeline(events: readonly HistoryEvent[], timeZone: string): TimelineDay[] {
  const days: { day: string; entries: { event: HistoryEvent; events: HistoryEvent[] }[] }[] = [];
  for (const event of events) {
    const day = dayIn(event.at, timeZone);
    const today = days.at(-1)?.day === day ? days.at(-1) : undefined;
    const entries = today?.entries ?? [];
    if (!today) days.push({ day, entries });
    const before = entries.at(-1);
    const visit = visitOf(event);
    if (visit !== undefined && before !== undefined && visitOf(before.event) === visit) before.events.push(event);
    else entries.push({ event, events: [event] });
  }
  return days;
}
