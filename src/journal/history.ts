// Merges what the facts and what the records say of somebody into one history in order, a page at a time. Both are read from
// where the page before ended, never whole.
import { z } from 'zod';
import type { BuildContext } from '../analytics/read-models/build-context.js';
import type { FactsStore } from '../database/facts-store.js';
import type { RecordsStore } from '../database/records-store.js';
import { param, sql } from '../database/sql.js';
import { HISTORY_KINDS, type HistoryEvent, type HistoryKind, type HistoryQuery } from '../shared/api/persons.js';
import { readCursor, writeCursor } from './cursor.js';
import { historyOf, placeOf, type Scope } from './history-statements.js';
import { identityEvents, type Place } from './identity-events.js';

/** An event with what it is sorted by after its instant, and the id of its person, '0' for none. */
export type PlacedEvent = Omit<HistoryEvent, 'person'> & { readonly ms: number; readonly place: string; readonly personId: string };

const factRow = z
  .object({
    ms: z.coerce.number(), date_only: z.coerce.boolean(), kind: z.enum(HISTORY_KINDS), what: z.string(), id: z.string(), person: z.string(), amount: z.string().nullable(), currency: z.string(),
    details: z.record(z.string(), z.string()), import_id: z.string(), source: z.string(), place: z.string(),
  })
  .transform((r): PlacedEvent => ({
    ms: r.ms, at: new Date(r.ms).toISOString(), dateOnly: r.date_only, kind: r.kind, what: r.what, id: r.id, personId: r.person, amount: r.amount, currency: r.amount === null ? '' : r.currency,
    details: r.details, importId: r.import_id === '0' ? null : r.import_id, source: r.source, place: r.place,
  }));

async function factEvents(facts: FactsStore, build: BuildContext, scope: Scope, kinds: readonly HistoryKind[], newest: boolean, after: { ms: number; place: string } | undefined, limit: number): Promise<PlacedEvent[]> {
  const all = historyOf(build, scope, kinds);
  if (all === undefined) return [];
  const begins = after === undefined ? sql`1` : sql`(toUnixTimestamp64Milli(e_at), e_place) ${newest ? sql`<` : sql`>`} (toInt64(${param('Int64', after.ms)}), ${param('String', after.place)})`;
  const direction = newest ? sql`DESC` : sql`ASC`;
  return facts.query(factRow, sql`
    SELECT toUnixTimestamp64Milli(e_at) AS ms, e_date_only AS date_only, e_kind AS kind, e_what AS what, e_id AS id, toString(e_person) AS person, e_amount AS amount, e_currency AS currency, e_details AS details,
      toString(e_import) AS import_id, e_source AS source, e_place AS place
    FROM (${all}) WHERE ${begins} ORDER BY e_at ${direction}, e_place ${direction} LIMIT ${param('UInt32', limit)}`);
}

/** Where the identity events of a page begin: their ids are compared among themselves, their rank with the others' place. */
function identityPlace(after: { ms: number; place: string } | undefined): Place | undefined {
  if (after === undefined) return undefined;
  const first = placeOf('identity', '');
  if (after.place.startsWith(first)) return { at: after.ms, id: after.place.slice(first.length) };
  // Those of the same instant come all before or all after the place.
  return { at: first < after.place ? after.ms + 1 : after.ms, id: '' };
}

const byPlace = (a: PlacedEvent, b: PlacedEvent): number => a.ms - b.ms || Buffer.compare(Buffer.from(a.place), Buffer.from(b.place));

/**
 * A page of the history.
 * @param ids the person or account with all that were merged into it, for what stands in the records store
 * @throws AppError invalid_input for a cursor that is none
 */
export async function readHistory(stores: { facts: FactsStore; records: RecordsStore }, build: BuildContext, scope: Scope, ids: readonly bigint[], query: HistoryQuery): Promise<{ events: PlacedEvent[]; next: string | null }> {
  const newest = query.order === 'newest';
  const kinds = query.kinds.length === 0 ? HISTORY_KINDS : query.kinds;
  const [ms, place] = query.after === undefined ? [] : readCursor(query.after, query.order, [/^-?\d{1,15}$/, /^\d[^]*$/]);
  const after = ms === undefined || place === undefined ? undefined : { ms: Number(ms), place };
  const limit = query.limit + 1;
  const [known, links] = await Promise.all([
    factEvents(stores.facts, build, scope, kinds, newest, after, limit),
    kinds.includes('identity') ? identityEvents(stores.records, build.source, scope.what, ids, { newest, place: identityPlace(after), limit }) : [],
  ]);
  const linked = links.map(({ at, importId, ...event }): PlacedEvent => ({
    ...event, ms: at, at: new Date(at).toISOString(), dateOnly: false, kind: 'identity', personId: '0', amount: null, currency: '', importId, source: '', place: placeOf('identity', event.id),
  }));
  const events = [...known, ...linked].sort((a, b) => (newest ? byPlace(b, a) : byPlace(a, b)));
  const shown = events.slice(0, query.limit);
  const last = shown.at(-1);
  return { events: shown, next: events.length > query.limit && last !== undefined ? writeCursor(query.order, String(last.ms), last.place) : null };
}
