// A page of persons out of the facts store: first the ids of the page, joined only with what narrows or sorts them, then
// everything shown of these few.
import { z } from 'zod';
import { personasNow } from '../analytics/personas-now.js';
import type { DimensionId } from '../analytics/read-model.js';
import type { FactsStore } from '../database/facts-store.js';
import { allOf, identifier as attribute, param, sql, type Sql } from '../database/sql.js';
import type { JournalQuery } from '../shared/api/persons.js';
import type { Workspace } from '../shared/workspace.js';
import { readCursor, writeCursor } from './cursor.js';
import type { Found } from './contacts.js';
import { dimensionConditions, periodConditions, shownDimensions } from './list-filters.js';
import { DEAL_VALUE, dealSums, leadRows, ofWorkspace, standings, stageName, type Standing } from './standing.js';

/** What the facts say of one person of a page. */
export interface PersonFacts extends Standing {
  readonly account: string;
  readonly accountName: string;
}

export interface Page<T> {
  readonly rows: readonly T[];
  readonly next: string | null;
  readonly total: number;
}

const arrival = sql`toUnixTimestamp64Milli(ifNull(lead_at, first_at))`;
const keyRow = z.object({ id: z.string(), k: z.string() });
const countRow = z.object({ n: z.coerce.number() });

/** A search as a condition on `id` and `company`; undefined when nothing is searched. */
export function searchCondition(workspace: Workspace, search: string, found: Found, id: Sql | null): Sql | undefined {
  if (search === '') return undefined;
  const companies = sql`company IN (${param('Array(UInt64)', [...found.accounts])}) OR company IN (
    SELECT account_id FROM account_attributes WHERE ${ofWorkspace(workspace)} AND positionCaseInsensitiveUTF8(name, ${param('String', search)}) > 0)`;
  const [, letter, digits] = /^([PA])-(\d{1,18})$/i.exec(search) ?? [];
  const named = digits === undefined ? sql`` : letter?.toUpperCase() === 'A' ? sql` OR company = ${param('UInt64', BigInt(digits))}` : id === null ? sql`` : sql` OR ${id} = ${param('UInt64', BigInt(digits))}`;
  return id === null ? sql`(${companies}${named})` : sql`(${id} IN (${param('Array(UInt64)', [...found.persons])}) OR ${companies}${named})`;
}

/** The condition on where a page begins, and the order it goes by. `k` and `id` are columns of the list. */
export function placeInOrder({ sort, after }: JournalQuery): { readonly begins: Sql; readonly order: Sql } {
  const direction = sort === 'oldest' ? sql`ASC` : sql`DESC`;
  const order = sql`k ${direction}, id ${direction}`;
  if (after === undefined) return { begins: sql`1`, order };
  const [k = '0', id = '0'] = readCursor(after, sort, [/^-?\d{1,18}$/, /^\d{1,19}$/]);
  const place = sql`(toInt64(${param('Int64', BigInt(k))}), toUInt64(${param('UInt64', BigInt(id))}))`;
  return { begins: sort === 'oldest' ? sql`(k, id) > ${place}` : sql`(k, id) < ${place}`, order };
}

/** Reads one row more than asked for, which tells whether there is a next page. */
export async function idsOfPage(facts: FactsStore, list: Sql, query: JournalQuery): Promise<{ ids: string[]; next: string | null; total: number }> {
  const { begins, order } = placeInOrder(query);
  const [keys, [count]] = await Promise.all([
    facts.query(keyRow, sql`SELECT toString(id) AS id, toString(k) AS k FROM (SELECT id, k FROM (${list}) WHERE ${begins} ORDER BY ${order} LIMIT ${param('UInt32', query.limit + 1)})`),
    facts.query(countRow, sql`SELECT count() AS n FROM (${list})`),
  ]);
  const shown = keys.slice(0, query.limit);
  const last = shown.at(-1);
  return { ids: shown.map((row) => row.id), next: keys.length > query.limit && last !== undefined ? writeCursor(query.sort, last.k, last.id) : null, total: count?.n ?? 0 };
}

function listOf(workspace: Workspace, query: JournalQuery, found: Found, company: bigint | undefined): Sql {
  const dimensions = dimensionConditions(query);
  const searched = searchCondition(workspace, query.search, found, sql`id`);
  const stages = query.stages.length === 0 ? [] : [sql`has(${param('Array(String)', [...query.stages])}, ${stageName(workspace, sql`s.position`, sql`s.exit`)})`];
  return sql`
    SELECT p.id AS id, ${query.sort === 'value' ? DEAL_VALUE : arrival} AS k
    FROM (
      SELECT person_id AS id, account_id AS company, lead_at, first_at FROM person_origins
      WHERE ${allOf([ofWorkspace(workspace), ...periodConditions(workspace, query), ...(company === undefined ? [] : [sql`account_id = ${param('UInt64', company)}`]), ...(searched === undefined ? [] : [searched])])}
    ) AS p
    ${dimensions.length === 0 ? sql`` : sql`LEFT JOIN (${leadRows(workspace)}) AS f ON f.f_person = p.id`}
    ${stages.length === 0 ? sql`` : sql`LEFT JOIN (${standings(workspace)}) AS s ON s.s_person = p.id`}
    ${query.sort === 'value' ? sql`LEFT JOIN (${dealSums(workspace, 'person_id')}) AS d ON d.d_holder = p.id` : sql``}
    WHERE ${allOf([...dimensions, ...stages])}`;
}

const personRow = z
  .object({
    id: z.string(), account: z.string(), account_name: z.string(), stage: z.string(), first_at: z.string(), lead_at: z.string().nullable(), last_at: z.string().nullable(),
    dimensions: z.record(z.string(), z.string()), won: z.string().nullable(), open: z.string().nullable(), deals: z.coerce.number(), rate_missing: z.coerce.boolean(),
  })
  .transform((r): PersonFacts => ({
    id: r.id, account: r.account, accountName: r.account_name, stage: r.stage, firstAt: r.first_at, leadAt: r.lead_at, lastAt: r.last_at, dimensions: r.dimensions, won: r.won, open: r.open, deals: r.deals, rateMissing: r.rate_missing,
  }));

/** The last that is known of persons: each table is read once, for these persons alone. */
const lastSeen = (workspace: Workspace, ids: Sql): Sql => sql`
  SELECT l_person, max(seen) AS last_at FROM (
    SELECT person_id AS l_person, at AS seen FROM visits WHERE ${ofWorkspace(workspace)} AND person_id IN (${ids})
    UNION ALL SELECT person_id, at FROM engagements WHERE ${ofWorkspace(workspace)} AND person_id IN (${ids})
    UNION ALL SELECT person_id, at FROM submission_facts WHERE ${ofWorkspace(workspace)} AND person_id IN (${ids})
    UNION ALL SELECT person_id, at FROM person_steps WHERE ${ofWorkspace(workspace)} AND person_id IN (${ids})
  ) GROUP BY l_person`;

/** A dimension of persons who are no leads yet, by what is known of them now (`n`), else by where they came from. */
const shownNow = (d: DimensionId): Sql => {
  switch (d) {
    case 'persona': case 'segment': case 'owner': case 'company_size': case 'industry': return sql`ifNull(n.${attribute(d)}, '')`;
    case 'country': return sql`if(ifNull(n.country, '') != '', n.country, toString(p.country))`;
    // Who has not become a lead has no answer that counts yet.
    case 'self_reported': case 'self_reported_answer': return sql`''`;
    default: return sql`toString(p.${attribute(d)})`;
  }
};

/** What the facts say of these persons, in the order given; who has no facts is left out. */
export async function personFacts(facts: FactsStore, workspace: Workspace, personIds: readonly string[]): Promise<PersonFacts[]> {
  if (personIds.length === 0) return [];
  const ids = sql`${param('Array(UInt64)', personIds.map(BigInt))}`;
  const rows = await facts.query(personRow, sql`
    SELECT toString(p.id) AS id, toString(p.company) AS account, ifNull(c.company_name, '') AS account_name, ${stageName(workspace, sql`s.position`, sql`s.exit`)} AS stage, p.first_at AS first_at, p.lead_at AS lead_at, l.last_at AS last_at,
      ${shownDimensions(shownNow)} AS dimensions,
      toString(d.won) AS won, toString(d.open) AS open, ifNull(d.deals, 0) AS deals, ifNull(d.rate_missing, 0) AS rate_missing
    FROM (SELECT *, person_id AS id, account_id AS company FROM person_origins WHERE ${ofWorkspace(workspace)} AND person_id IN (${ids})) AS p
    LEFT JOIN (SELECT * FROM (${leadRows(workspace)}) WHERE person_id IN (${ids})) AS f ON f.f_person = p.id
    LEFT JOIN (${personasNow(workspace, sql`person_id IN (${ids})`)}) AS n ON n.n_person = p.id
    LEFT JOIN (SELECT * FROM (${standings(workspace)}) WHERE s_person IN (${ids})) AS s ON s.s_person = p.id
    LEFT JOIN (SELECT * FROM (${dealSums(workspace, 'person_id')}) WHERE d_holder IN (${ids})) AS d ON d.d_holder = p.id
    LEFT JOIN (SELECT account_id AS c_account, any(name) AS company_name FROM account_attributes WHERE ${ofWorkspace(workspace)} GROUP BY account_id) AS c ON c.c_account = p.company
    LEFT JOIN (${lastSeen(workspace, ids)}) AS l ON l.l_person = p.id`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return personIds.flatMap((id) => byId.get(id) ?? []);
}

/** @param company only people of this account */
export async function personPage(facts: FactsStore, workspace: Workspace, query: JournalQuery, found: Found, company: bigint | undefined): Promise<Page<PersonFacts>> {
  const { ids, next, total } = await idsOfPage(facts, listOf(workspace, query, found, company), query);
  return { rows: await personFacts(facts, workspace, ids), next, total };
}
