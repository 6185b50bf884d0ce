// Persona, segment, owner and company over time: each field keeps its last known value; before the first it has the earliest.
import { identifier, sql, type Sql } from '../../database/sql.js';
import { HOLDER } from '../read-model.js';
import { built, instant, known, target, type BuildContext, type ReadModelBuild } from './build-context.js';
import { accountLinks, events } from './canonical-facts.js';
import { columns, type HolderId } from './dimension-columns.js';
import { personaOf } from './persona-of.js';

const names = (fields: readonly string[], each: (name: ReturnType<typeof identifier>) => Sql): Sql => columns(fields, (f) => each(identifier(f)));

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

/** What is known of a person: columns of `persons`. */
const PERSON_FIELDS = ['persona', 'segment', 'owner', 'country'] as const;
export const personAttributes: ReadModelBuild = {
  table: 'person_attributes',
  rowsFrom: ['persons'],
  statements: (build) => [
    sql`
  INSERT INTO person_attributes_next (workspace_id, person_id, at, ${names(PERSON_FIELDS, (f) => sql`${f}`)})
  SELECT ${target(build)}, subject, moment, ${names(PERSON_FIELDS, (f) => sql`${f}`)}
  FROM (${histories(sql`SELECT *, who AS subject FROM (${events(build, 'persons')}) WHERE who != 0`, PERSON_FIELDS)})`,
  ],
};

/** What is known of an account: columns of `accounts`. */
const ACCOUNT_FIELDS = ['industry', 'size', 'segment', 'owner', 'country'] as const;
const accountEvents = (build: BuildContext): Sql => sql`
  SELECT f.*, if(al.surviving_account != 0, al.surviving_account, f.account_id) AS subject, ${instant(build, sql`f.at`, sql`f.date_only`)} AS moment
  FROM (SELECT * FROM accounts WHERE ${known(build)} AND account_id != 0) AS f
  LEFT JOIN (${accountLinks(build)}) AS al ON al.from_account = f.account_id`;
export const accountAttributes: ReadModelBuild = {
  table: 'account_attributes',
  rowsFrom: ['accounts'],
  statements: (build) => [
    sql`
  INSERT INTO account_attributes_next (workspace_id, account_id, at, name, ${names(ACCOUNT_FIELDS, (f) => sql`${f}`)})
  SELECT ${target(build)}, d.subject, d.moment, n.latest_name, ${names(ACCOUNT_FIELDS, (f) => sql`d.${f}`)}
  FROM (${histories(accountEvents(build), ACCOUNT_FIELDS)}) AS d
  INNER JOIN (SELECT subject AS named, argMaxIf(name, (moment, received_at), name != '') AS latest_name FROM (${accountEvents(build)}) GROUP BY subject) AS n ON n.named = d.subject`,
  ],
};

/** Numbers of people become bands; bands stay as the source names them. */
export const sizeBand = (size: Sql): Sql => sql`
  multiIf(toInt64OrNull(${size}) IS NULL, ${size}, toInt64OrZero(${size}) <= 10, '1–10', toInt64OrZero(${size}) <= 50, '11–50',
    toInt64OrZero(${size}) <= 200, '51–200', toInt64OrZero(${size}) <= 1000, '201–1000', 'over 1000')`;

/** Keys from here on are persons and deals without an account. */
const NO_ACCOUNT = sql`toUInt64(9223372036854775808)`;

const ofPerson = (field: (typeof PERSON_FIELDS)[number]): Sql => sql`${identifier(`p_${field}`)}`;
const ofAccount = (field: (typeof ACCOUNT_FIELDS)[number]): Sql => sql`${identifier(`c_${field}`)}`;
const orAccount = (field: (typeof PERSON_FIELDS)[number] & (typeof ACCOUNT_FIELDS)[number]): Sql => sql`if(${ofPerson(field)} != '', ${ofPerson(field)}, ${ofAccount(field)})`;

/** What each dimension of the holder was then: the person's own, else their account's; the persona by the workspace's rules. */
const then = ({ personaRules }: BuildContext): Readonly<Record<HolderId, Sql>> => ({
  persona: personaOf(personaRules, {
    role: ofPerson('persona'), segment: orAccount('segment'), country: orAccount('country'), owner: orAccount('owner'), industry: ofAccount('industry'), size: ofAccount('size'), company_size: sizeBand(ofAccount('size')), company: sql`c_name`,
  }),
  segment: orAccount('segment'),
  company_size: sizeBand(ofAccount('size')),
  industry: ofAccount('industry'),
  account: sql`multiIf(y.held_by = 0, '', y.held_by >= ${NO_ACCOUNT}, if(y.subject = 0, '', concat('P-', toString(y.subject))),
      c_name != '', concat(c_name, ' (A-', toString(y.held_by), ')'), concat('A-', toString(y.held_by)))`,
  owner: orAccount('owner'),
  self_reported: sql`said_channel`,
  self_reported_answer: sql`said_words`,
});

/**
 * Adds `<dimension>_then` for each dimension of the holder, and `person_country`, to rows that have `subject` (person),
 * `held_by` (account or a key of its own) and `as_of`.
 */
export const withAttributes = (build: BuildContext, from: Sql): Sql => sql`
  SELECT y.*, ${columns(HOLDER, (d) => sql`${then(build)[d]} AS ${identifier(`${d}_then`)}`)}, ${orAccount('country')} AS person_country
  FROM (${from}) AS y
  ASOF LEFT JOIN (
    SELECT person_id AS p_person, at AS p_at, ${columns(PERSON_FIELDS, (f) => sql`${identifier(f)} AS ${identifier(`p_${f}`)}`)}
    FROM person_attributes_next WHERE ${built(build)}
  ) AS p ON p.p_person = y.subject AND p.p_at <= y.as_of
  ASOF LEFT JOIN (
    SELECT account_id AS c_account, at AS c_at, name AS c_name, ${columns(ACCOUNT_FIELDS, (f) => sql`${identifier(f)} AS ${identifier(`c_${f}`)}`)}
    FROM account_attributes_next WHERE ${built(build)}
  ) AS c ON c.c_account = y.held_by AND c.c_at <= y.as_of
  LEFT JOIN (SELECT person_id AS said_by, toString(self_reported) AS said_channel, self_reported_answer AS said_words FROM person_answers_next WHERE ${built(build)}) AS said ON said.said_by = y.subject`;
