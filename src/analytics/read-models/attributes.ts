// Persona, segment, owner and company over time: each field keeps its last known value; before the first it has the earliest.
import { identifier, joinSql, sql, type Sql } from '../../database/sql.js';
import { built, instant, known, target, type BuildContext, type ReadModelBuild } from './build-context.js';
import { accountLinks, events } from './canonical-facts.js';

const names = (fields: readonly string[], each: (name: ReturnType<typeof identifier>) => Sql): Sql => joinSql(fields.map((f) => each(identifier(f))));

/** The earliest known value of each field. */
const beginnings = (from: Sql, fields: readonly string[]): Sql => sql`
  SELECT s.subject AS subject, ${names(fields, (f) => sql`argMinIf(toString(s.${f}), (s.moment, s.received_at), s.${f} != '') AS ${f}`)}
  FROM (${from}) AS s GROUP BY s.subject`;

/**
 * One row per subject and moment with what was known then, and one for all time before.
 * @param from rows with `subject`, `moment`, `received_at` and the fields
 */
const histories = (from: Sql, fields: readonly string[]): Sql => sql`
  SELECT h.subject AS subject, h.moment AS moment, ${names(fields, (f) => sql`if(h.${f} != '', h.${f}, b.${f}) AS ${f}`)}
  FROM (
    SELECT v.subject AS subject, v.moment AS moment, ${names(fields, (f) => sql`argMax(v.${f}, v.received_at) AS ${f}`)} FROM (
      SELECT e.subject AS subject, e.moment AS moment, e.received_at AS received_at,
        ${names(fields, (f) => sql`ifNull(anyLast(nullIf(toString(e.${f}), '')) OVER w, '') AS ${f}`)}
      FROM (${from}) AS e WINDOW w AS (PARTITION BY e.subject ORDER BY e.moment, e.received_at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
    ) AS v GROUP BY v.subject, v.moment
  ) AS h
  INNER JOIN (${beginnings(from, fields)}) AS b ON b.subject = h.subject
  UNION ALL
  SELECT a.subject, toDateTime64('1900-01-01 00:00:00', 3, 'UTC'), ${names(fields, (f) => sql`a.${f}`)} FROM (${beginnings(from, fields)}) AS a`;

const PERSON_FIELDS = ['persona', 'segment', 'owner', 'country'];
export const personAttributes: ReadModelBuild = {
  table: 'person_attributes',
  statements: (build) => [
    sql`
  INSERT INTO person_attributes_next (workspace_id, person_id, at, ${names(PERSON_FIELDS, (f) => sql`${f}`)})
  SELECT ${target(build)}, subject, moment, ${names(PERSON_FIELDS, (f) => sql`${f}`)}
  FROM (${histories(sql`SELECT *, who AS subject FROM (${events(build, 'persons')}) WHERE who != 0`, PERSON_FIELDS)})`,
  ],
};

const ACCOUNT_FIELDS = ['industry', 'size', 'segment', 'owner', 'country'];
const accountEvents = (build: BuildContext): Sql => sql`
  SELECT f.*, if(al.surviving_account != 0, al.surviving_account, f.account_id) AS subject, ${instant(build, sql`f.at`, sql`f.date_only`)} AS moment
  FROM (SELECT * FROM accounts WHERE ${known(build)} AND account_id != 0) AS f
  LEFT JOIN (${accountLinks(build)}) AS al ON al.from_account = f.account_id`;
export const accountAttributes: ReadModelBuild = {
  table: 'account_attributes',
  statements: (build) => [
    sql`
  INSERT INTO account_attributes_next (workspace_id, account_id, at, name, ${names(ACCOUNT_FIELDS, (f) => sql`${f}`)})
  SELECT ${target(build)}, d.subject, d.moment, n.latest_name, ${names(ACCOUNT_FIELDS, (f) => sql`d.${f}`)}
  FROM (${histories(accountEvents(build), ACCOUNT_FIELDS)}) AS d
  INNER JOIN (SELECT subject AS named, argMaxIf(name, (moment, received_at), name != '') AS latest_name FROM (${accountEvents(build)}) GROUP BY subject) AS n ON n.named = d.subject`,
  ],
};

/** Numbers of people become bands; bands stay as the source names them. */
const sizeBand = (size: Sql): Sql => sql`
  multiIf(toInt64OrNull(${size}) IS NULL, ${size}, toInt64OrZero(${size}) <= 10, '1–10', toInt64OrZero(${size}) <= 50, '11–50',
    toInt64OrZero(${size}) <= 200, '51–200', toInt64OrZero(${size}) <= 1000, '201–1000', 'over 1000')`;

/** Keys from here on are persons and deals without an account. */
const NO_ACCOUNT = sql`toUInt64(9223372036854775808)`;

/**
 * Adds persona_then, segment_then, owner_then, person_country, company_size_then, industry_then, account_label to rows that
 * have `subject` (person), `held_by` (account or a key of its own) and `as_of`.
 */
export const withAttributes = (build: BuildContext, from: Sql): Sql => sql`
  SELECT y.*,
    p_persona AS persona_then, if(p_segment != '', p_segment, c_segment) AS segment_then, if(p_owner != '', p_owner, c_owner) AS owner_then,
    if(p_country != '', p_country, c_country) AS person_country, ${sizeBand(sql`c_size`)} AS company_size_then, c_industry AS industry_then,
    multiIf(y.held_by = 0, '', y.held_by >= ${NO_ACCOUNT}, if(y.subject = 0, '', concat('P-', toString(y.subject))),
      c_name != '', concat(c_name, ' (A-', toString(y.held_by), ')'), concat('A-', toString(y.held_by))) AS account_label
  FROM (${from}) AS y
  ASOF LEFT JOIN (
    SELECT person_id AS p_person, at AS p_at, persona AS p_persona, segment AS p_segment, owner AS p_owner, country AS p_country FROM person_attributes_next WHERE ${built(build)}
  ) AS p ON p.p_person = y.subject AND p.p_at <= y.as_of
  ASOF LEFT JOIN (
    SELECT account_id AS c_account, at AS c_at, name AS c_name, industry AS c_industry, size AS c_size, segment AS c_segment, owner AS c_owner, country AS c_country FROM account_attributes_next WHERE ${built(build)}
  ) AS c ON c.c_account = y.held_by AND c.c_at <= y.as_of`;
