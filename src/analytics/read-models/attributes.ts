// Persona, segment, owner and company as of an event: the value known last at that time, else the earliest known.
import { sql, type Sql } from '../../database/sql.js';
import { instant, known, type BuildContext } from './build-context.js';
import { events } from './canonical-facts.js';

const personVersions = (build: BuildContext): Sql => sql`
  SELECT who AS v_person, moment AS v_at,
    argMax(p_persona, received_at) AS v_persona, argMax(p_segment, received_at) AS v_segment, argMax(p_owner, received_at) AS v_owner, argMax(p_country, received_at) AS v_country
  FROM (
    SELECT who, moment, received_at,
      ifNull(anyLast(nullIf(toString(persona), '')) OVER w, '') AS p_persona, ifNull(anyLast(nullIf(toString(segment), '')) OVER w, '') AS p_segment,
      ifNull(anyLast(nullIf(toString(owner), '')) OVER w, '') AS p_owner, ifNull(anyLast(nullIf(toString(country), '')) OVER w, '') AS p_country
    FROM (${events(build, 'persons')})
    WINDOW w AS (PARTITION BY who ORDER BY moment, received_at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
  ) GROUP BY who, moment`;

const earliestPerson = (build: BuildContext): Sql => sql`
  SELECT who AS e_person, argMinIf(toString(persona), (moment, received_at), persona != '') AS e_persona, argMinIf(toString(segment), (moment, received_at), segment != '') AS e_segment,
    argMinIf(toString(owner), (moment, received_at), owner != '') AS e_owner, argMinIf(toString(country), (moment, received_at), country != '') AS e_country
  FROM (${events(build, 'persons')}) GROUP BY who`;

const accountEvents = (build: BuildContext): Sql => sql`
  SELECT *, ${instant(build, sql`at`, sql`date_only`)} AS moment FROM accounts WHERE ${known(build)}`;

const accountVersions = (build: BuildContext): Sql => sql`
  SELECT account_id AS av_account, moment AS av_at,
    argMax(p_industry, received_at) AS av_industry, argMax(p_size, received_at) AS av_size, argMax(p_segment, received_at) AS av_segment, argMax(p_owner, received_at) AS av_owner
  FROM (
    SELECT account_id, moment, received_at,
      ifNull(anyLast(nullIf(toString(industry), '')) OVER w, '') AS p_industry, ifNull(anyLast(nullIf(toString(size), '')) OVER w, '') AS p_size,
      ifNull(anyLast(nullIf(toString(segment), '')) OVER w, '') AS p_segment, ifNull(anyLast(nullIf(toString(owner), '')) OVER w, '') AS p_owner
    FROM (${accountEvents(build)})
    WINDOW w AS (PARTITION BY account_id ORDER BY moment, received_at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
  ) GROUP BY account_id, moment`;

const earliestAccount = (build: BuildContext): Sql => sql`
  SELECT account_id AS ea_account, argMaxIf(name, (moment, received_at), name != '') AS ea_name,
    argMinIf(toString(industry), (moment, received_at), industry != '') AS ea_industry, argMinIf(toString(size), (moment, received_at), size != '') AS ea_size,
    argMinIf(toString(segment), (moment, received_at), segment != '') AS ea_segment, argMinIf(toString(owner), (moment, received_at), owner != '') AS ea_owner,
    argMinIf(toString(country), (moment, received_at), country != '') AS ea_country
  FROM (${accountEvents(build)}) GROUP BY account_id`;

/** Numbers of people become bands; bands stay as the source names them. */
const sizeBand = (size: Sql): Sql => sql`
  multiIf(${size} = '' OR toInt64OrNull(${size}) IS NULL, ${size}, toInt64OrZero(${size}) <= 10, '1–10', toInt64OrZero(${size}) <= 50, '11–50',
    toInt64OrZero(${size}) <= 200, '51–200', toInt64OrZero(${size}) <= 1000, '201–1000', 'over 1000')`;

/**
 * Adds persona_then, segment_then, owner_then, person_country, company_size_then, industry_then, account_label to rows that
 * have `subject` (person), `held_by` (account or the person's own key) and `as_of`.
 */
export const withAttributes = (build: BuildContext, from: Sql): Sql => sql`
  SELECT y.*,
    if(v_persona != '', v_persona, e_persona) AS persona_then,
    multiIf(v_segment != '', v_segment, e_segment != '', e_segment, av_segment != '', av_segment, ea_segment) AS segment_then,
    multiIf(v_owner != '', v_owner, e_owner != '', e_owner, av_owner != '', av_owner, ea_owner) AS owner_then,
    multiIf(v_country != '', v_country, e_country != '', e_country, ea_country) AS person_country,
    ${sizeBand(sql`if(av_size != '', av_size, ea_size)`)} AS company_size_then,
    if(av_industry != '', av_industry, ea_industry) AS industry_then,
    multiIf(y.held_by = 0, '', y.held_by >= toUInt64(9223372036854775808), if(y.subject = 0, '', concat('P-', toString(y.subject))),
      ea_name != '', concat(ea_name, ' (A-', toString(y.held_by), ')'), concat('A-', toString(y.held_by))) AS account_label
  FROM (${from}) AS y
  ASOF LEFT JOIN (${personVersions(build)}) AS pv ON pv.v_person = y.subject AND pv.v_at <= y.as_of
  LEFT JOIN (${earliestPerson(build)}) AS ep ON ep.e_person = y.subject
  ASOF LEFT JOIN (${accountVersions(build)}) AS acv ON acv.av_account = y.held_by AND acv.av_at <= y.as_of
  LEFT JOIN (${earliestAccount(build)}) AS ea ON ea.ea_account = y.held_by`;
