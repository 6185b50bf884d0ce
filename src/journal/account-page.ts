// A page of accounts out of the facts store: companies with their people, leads and deals. An account is dated by the
// first of its people to become a lead, and has the dimensions of that lead.
import { z } from 'zod';
import { sizeBand } from '../analytics/read-models/attributes.js';
import type { FactsStore } from '../database/facts-store.js';
import { allOf, param, sql, type Sql } from '../database/sql.js';
import type { JournalQuery } from '../shared/api/persons.js';
import type { Workspace } from '../shared/workspace.js';
import type { Found } from './contacts.js';
import { NO_COMPANY } from './ids.js';
import { dimensionConditions, periodConditions, shownDimensions } from './list-filters.js';
import { idsOfPage, searchCondition, type Page } from './person-page.js';
import { DEAL_VALUE, dealSums, leadRows, ofWorkspace, standings, stageName, type Standing } from './standing.js';

export interface AccountFacts extends Standing {
  readonly name: string;
  readonly persons: number;
  readonly leads: number;
}

/** By company: when it was first heard of, its people and leads, and the first lead. `narrowed` is a condition on `company`. */
const companies = (workspace: Workspace, narrowed: Sql): Sql => sql`
  SELECT company AS id, company, minOrNull(lead) AS lead_at, min(first) AS first_at, countIf(person != 0) AS persons, countIf(lead IS NOT NULL) AS leads, argMinIf(person, (lead, person), lead IS NOT NULL) AS first_lead
  FROM (
    SELECT account_id AS company, lead_at AS lead, first_at AS first, person_id AS person FROM person_origins WHERE ${ofWorkspace(workspace)}
    UNION ALL SELECT account_id, NULL, created_at, 0 FROM deal_facts WHERE ${ofWorkspace(workspace)}
    UNION ALL SELECT account_id, NULL, starts_at, 0 FROM subscription_spans WHERE ${ofWorkspace(workspace)}
    UNION ALL SELECT account_id, NULL, at, 0 FROM account_attributes WHERE ${ofWorkspace(workspace)} AND at > toDateTime64('1900-01-02 00:00:00', 3, 'UTC')
  ) WHERE company != 0 AND company < ${param('UInt64', NO_COMPANY)} AND ${narrowed} GROUP BY company`;

/** By company: the furthest stage any of its people is at now, else how the latest of them left. */
const companyStandings = (workspace: Workspace): Sql => sql`
  SELECT o.account_id AS s_company, max(s.position) AS position, if(max(s.position) > 0, '', argMax(s.exit, ifNull(s.exit_at, o.first_at))) AS exit
  FROM (SELECT person_id, account_id, first_at FROM person_origins WHERE ${ofWorkspace(workspace)}) AS o
  INNER JOIN (${standings(workspace)}) AS s ON s.s_person = o.person_id GROUP BY o.account_id`;

const arrival = sql`toUnixTimestamp64Milli(ifNull(lead_at, first_at))`;

function listOf(workspace: Workspace, query: JournalQuery, found: Found): Sql {
  const dimensions = dimensionConditions(query);
  const stages = query.stages.length === 0 ? [] : [sql`has(${param('Array(String)', [...query.stages])}, ${stageName(workspace, sql`s.position`, sql`s.exit`)})`];
  return sql`
    SELECT p.id AS id, ${query.sort === 'value' ? DEAL_VALUE : arrival} AS k
    FROM (${companies(workspace, searchCondition(workspace, query.search, found, null) ?? sql`1`)}) AS p
    ${dimensions.length === 0 ? sql`` : sql`LEFT JOIN (${leadRows(workspace)}) AS f ON f.f_person = p.first_lead`}
    ${stages.length === 0 ? sql`` : sql`LEFT JOIN (${companyStandings(workspace)}) AS s ON s.s_company = p.id`}
    ${query.sort === 'value' ? sql`LEFT JOIN (${dealSums(workspace, 'account_id')}) AS d ON d.d_holder = p.id` : sql``}
    WHERE ${allOf([...periodConditions(workspace, query), ...dimensions, ...stages])}`;
}

const accountRow = z
  .object({
    id: z.string(), name: z.string(), persons: z.coerce.number(), leads: z.coerce.number(), stage: z.string(), first_at: z.string(), lead_at: z.string().nullable(), last_at: z.string().nullable(),
    dimensions: z.record(z.string(), z.string()), won: z.string().nullable(), open: z.string().nullable(), deals: z.coerce.number(), rate_missing: z.coerce.boolean(),
  })
  .transform((r): AccountFacts => ({
    id: r.id, name: r.name, persons: r.persons, leads: r.leads, stage: r.stage, firstAt: r.first_at, leadAt: r.lead_at, lastAt: r.last_at, dimensions: r.dimensions, won: r.won, open: r.open, deals: r.deals, rateMissing: r.rate_missing,
  }));

const lastSeen = (workspace: Workspace, ids: Sql): Sql => sql`
  SELECT l_company, max(seen) AS last_at FROM (
    SELECT m.account_id AS l_company, v.at AS seen FROM (
      SELECT person_id, at FROM visits WHERE ${ofWorkspace(workspace)} AND person_id != 0
      UNION ALL SELECT person_id, at FROM engagements WHERE ${ofWorkspace(workspace)} AND person_id != 0
      UNION ALL SELECT person_id, at FROM person_steps WHERE ${ofWorkspace(workspace)}
    ) AS v INNER JOIN (SELECT person_id, account_id FROM person_origins WHERE ${ofWorkspace(workspace)} AND account_id IN (${ids})) AS m ON m.person_id = v.person_id
    UNION ALL SELECT account_id, greatest(created_at, ifNull(closed_at, created_at)) FROM deal_facts WHERE ${ofWorkspace(workspace)} AND account_id IN (${ids})
  ) GROUP BY l_company`;

/** What is known latest of companies, for those without a lead. */
const latestAttributes = (workspace: Workspace, ids: Sql): Sql => sql`
  SELECT account_id AS a_company, any(name) AS company_name, argMax(industry, at) AS industry, ${sizeBand(sql`argMax(size, at)`)} AS company_size, argMax(segment, at) AS segment, argMax(owner, at) AS owner, argMax(country, at) AS country
  FROM account_attributes WHERE ${ofWorkspace(workspace)} AND account_id IN (${ids}) GROUP BY account_id`;

/** What the facts say of these accounts, in the order given; those without facts are left out. */
export async function accountFacts(facts: FactsStore, workspace: Workspace, accountIds: readonly string[]): Promise<AccountFacts[]> {
  if (accountIds.length === 0) return [];
  const ids = sql`${param('Array(UInt64)', accountIds.map(BigInt))}`;
  const rows = await facts.query(accountRow, sql`
    SELECT toString(p.id) AS id, ifNull(a.company_name, '') AS name, p.persons AS persons, p.leads AS leads, ${stageName(workspace, sql`s.position`, sql`s.exit`)} AS stage, p.first_at AS first_at, p.lead_at AS lead_at, l.last_at AS last_at,
      ${shownDimensions((d) => (d === 'segment' ? sql`ifNull(a.segment, '')` : d === 'owner' ? sql`ifNull(a.owner, '')` : d === 'country' ? sql`ifNull(a.country, '')` : d === 'industry' ? sql`ifNull(a.industry, '')` : d === 'company_size' ? sql`ifNull(a.company_size, '')` : sql`''`))} AS dimensions,
      toString(d.won) AS won, toString(d.open) AS open, ifNull(d.deals, 0) AS deals, ifNull(d.rate_missing, 0) AS rate_missing
    FROM (${companies(workspace, sql`company IN (${ids})`)}) AS p
    LEFT JOIN (${leadRows(workspace)}) AS f ON f.f_person = p.first_lead AND p.first_lead != 0
    LEFT JOIN (${latestAttributes(workspace, ids)}) AS a ON a.a_company = p.id
    LEFT JOIN (SELECT * FROM (${companyStandings(workspace)}) WHERE s_company IN (${ids})) AS s ON s.s_company = p.id
    LEFT JOIN (SELECT * FROM (${dealSums(workspace, 'account_id')}) WHERE d_holder IN (${ids})) AS d ON d.d_holder = p.id
    LEFT JOIN (${lastSeen(workspace, ids)}) AS l ON l.l_company = p.id`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return accountIds.flatMap((id) => byId.get(id) ?? []);
}

export async function accountPage(facts: FactsStore, workspace: Workspace, query: JournalQuery, found: Found): Promise<Page<AccountFacts>> {
  const { ids, next, total } = await idsOfPage(facts, listOf(workspace, query, found), query);
  return { rows: await accountFacts(facts, workspace, ids), next, total };
}
