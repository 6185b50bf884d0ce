// The history of a person or an account as one statement over the facts: every touch, submission, stage, deal,
// subscription and record, with people as they are known now.
import type { BuildContext } from '../analytics/read-models/build-context.js';
import { instant, zone } from '../analytics/read-models/build-context.js';
import { accountLinks, personLinks, visitorLinks } from '../analytics/read-models/canonical-facts.js';
import { identifier, joinSql, param, sql, type Sql } from '../database/sql.js';
import type { HistoryKind } from '../shared/api/persons.js';

/** Whose history is read. */
export type Scope = { readonly what: 'person' | 'account'; readonly id: bigint };

const id = (scope: Scope): Sql => sql`toUInt64(${param('UInt64', scope.id)})`;
const mine = (build: BuildContext): Sql => sql`workspace_id = ${param('UInt32', build.target)}`;
/** Rows of a read model that are about the person or account. */
const about = (build: BuildContext, scope: Scope): Sql => sql`${mine(build)} AND ${identifier(scope.what === 'person' ? 'person_id' : 'account_id')} = ${id(scope)}`;

/** Persons whose facts are read, those merged into them included: a set of ids. */
function persons(build: BuildContext, scope: Scope): Sql {
  const now = scope.what === 'person' ? sql`SELECT ${id(scope)} AS person` : sql`SELECT person_id AS person FROM person_origins WHERE ${about(build, scope)}`;
  return sql`${now} UNION ALL SELECT from_person FROM (${personLinks(build)}) WHERE survivor IN (${now})`;
}
/** The account with those merged into it. */
const accounts = (build: BuildContext, scope: Scope): Sql => sql`SELECT ${id(scope)} AS account UNION ALL SELECT from_account FROM (${accountLinks(build)}) WHERE surviving_account = ${id(scope)}`;

const details = (columns: Readonly<Record<string, Sql>>): Sql =>
  sql`mapFilter((k, v) -> v != '', map(${joinSql(Object.entries(columns).map(([name, value]) => sql`${param('String', name)}, toString(${value})`))}))`;
const plain = (...names: readonly string[]): Record<string, Sql> => Object.fromEntries(names.map((name) => [name, sql`${identifier(name)}`]));

/** What one event says; what is left out is empty. */
interface Event {
  readonly at: Sql;
  readonly dateOnly?: Sql;
  readonly what: Sql;
  readonly id: Sql;
  readonly person?: Sql;
  readonly amount?: Sql;
  readonly currency?: Sql;
  readonly details: Sql;
  readonly importId?: Sql;
  readonly source?: Sql;
}

/** The columns of an event, under names that no table has. */
const event = (kind: HistoryKind, e: Event): Sql => sql`
  ${param('String', kind)} AS e_kind, ${e.at} AS e_at, toBool(${e.dateOnly ?? sql`false`}) AS e_date_only, toString(${e.what}) AS e_what, toString(${e.id}) AS e_id, toUInt64(${e.person ?? sql`0`}) AS e_person,
  CAST(${e.amount === undefined ? sql`NULL` : sql`toString(${e.amount})`}, 'Nullable(String)') AS e_amount, toString(${e.currency ?? sql`''`}) AS e_currency, ${e.details} AS e_details,
  toUInt64(${e.importId ?? sql`0`}) AS e_import, toString(${e.source ?? sql`''`}) AS e_source, concat(${param('String', placeOf(kind, ''))}, toString(${e.id})) AS e_place`;

/** Read models keep no word of how exactly a moment is known: one at which a day begins in the workspace's zone is taken for that day. */
const isDay = (build: BuildContext, at: Sql): Sql => sql`toTimeZone(${at}, ${zone(build)}) = toStartOfDay(toTimeZone(${at}, ${zone(build)}))`;

type Part = (build: BuildContext, scope: Scope) => readonly Sql[];

const touches: Part = (build, scope) => {
  const known = persons(build, scope);
  const ofAccount = scope.what === 'account' ? sql` OR (person_id = 0 AND visitor_id = '' AND account_id IN (${accounts(build, scope)}))` : sql``;
  return [sql`
    SELECT ${event('touch', {
      at: instant(build, sql`t.at`, sql`t.date_only`), dateOnly: sql`t.date_only`, what: sql`t.kind`, id: sql`t.event_id`, person: sql`if(t.person_id != 0, t.person_id, ifNull(v.linked, 0))`,
      details: details({ ...plain('channel', 'source', 'medium', 'campaign', 'content', 'page', 'landing_page', 'referrer', 'country', 'device', 'visit_id', 'owner', 'initiative', 'self_reported'), grade: sql`if(t.grade = 'human', '', toString(t.grade))` }),
      importId: sql`t.import_id`, source: sql`t.source_id`,
    })}
    FROM (
      SELECT * FROM touches WHERE ${mine(build)}
        AND (person_id IN (${known}) OR (person_id = 0 AND visitor_id != '' AND visitor_id IN (SELECT visitor_id FROM (${visitorLinks(build)}) WHERE linked IN (${known})))${ofAccount})
    ) AS t
    LEFT JOIN (SELECT visitor_id AS v_visitor, linked FROM (${visitorLinks(build)}) WHERE linked IN (${known})) AS v ON v.v_visitor = t.visitor_id`];
};

const submissions: Part = (build, scope) => [sql`
  SELECT ${event('submission', {
    at: instant(build, sql`s.at`, sql`s.date_only`), dateOnly: sql`s.date_only`, what: sql`ifNull(j.verdict, toString(s.outcome))`, id: sql`s.event_id`, person: sql`s.person_id`, amount: sql`s.price`, currency: sql`s.currency`,
    details: details({ ...plain('form', 'self_reported', 'vendor', 'channel', 'source', 'campaign', 'landing_page'), reason: sql`ifNull(j.why, toString(s.reason))` }), importId: sql`s.import_id`, source: sql`s.source_id`,
  })}
  FROM (SELECT * FROM submissions WHERE ${mine(build)} AND person_id IN (${persons(build, scope)})) AS s
  LEFT JOIN (SELECT event_id AS j_event, toString(outcome) AS verdict, toString(reason) AS why FROM submission_facts WHERE ${about(build, scope)}) AS j ON j.j_event = s.event_id`];

/** What figures count: entries, exits and returns, by person, stage and instant. */
const counted = (build: BuildContext, scope: Scope): Sql => sql`
  SELECT person_id AS c_person, if(type = 're_entry', 're_entry', toString(stage)) AS c_stage, at AS c_at, any(reason) AS c_reason FROM funnel WHERE ${about(build, scope)} GROUP BY c_person, c_stage, c_at`;
const recorded = (build: BuildContext, scope: Scope): Sql => sql`
  SELECT ${instant(build, sql`f.at`, sql`f.date_only`)} AS moment, f.date_only AS date_only, toString(f.stage) AS stage, f.event_id AS event_id, toString(f.actor) AS actor, f.reason AS reason, f.import_id AS import_id, toString(f.source_id) AS source_id,
    if(ifNull(l.survivor, 0) != 0, assumeNotNull(l.survivor), f.person_id) AS who
  FROM (SELECT * FROM stage_changes WHERE ${mine(build)} AND person_id IN (${persons(build, scope)})) AS f LEFT JOIN (${personLinks(build)}) AS l ON l.from_person = f.person_id`;

/** What sources record, each marked when figures count it; then what follows from enquiries and deals instead. */
const stages: Part = (build, scope) => [
  sql`
  SELECT ${event('stage', {
    at: sql`r.moment`, dateOnly: sql`r.date_only`, what: sql`r.stage`, id: sql`r.event_id`, person: sql`r.who`,
    details: details({ ...plain('actor', 'reason'), counted: sql`if(c.c_person IS NULL, '', 'yes')` }), importId: sql`r.import_id`, source: sql`r.source_id`,
  })}
  FROM (${recorded(build, scope)}) AS r LEFT JOIN (${counted(build, scope)}) AS c ON c.c_person = r.who AND c.c_stage = r.stage AND c.c_at = r.moment`,
  sql`
  SELECT ${event('stage', {
    at: sql`c.c_at`, dateOnly: isDay(build, sql`c.c_at`), what: sql`c.c_stage`, id: sql`concat(c.c_stage, '@', toString(c.c_person), '@', toString(toUnixTimestamp64Milli(c.c_at)))`, person: sql`c.c_person`,
    details: details({ reason: sql`c.c_reason`, counted: sql`'yes'`, derived: sql`'yes'` }),
  })}
  FROM (${counted(build, scope)}) AS c LEFT ANTI JOIN (${recorded(build, scope)}) AS r ON r.who = c.c_person AND r.stage = c.c_stage AND r.moment = c.c_at`,
];

const deals: Part = (build, scope) => [sql`
  SELECT ${event('deal', {
    at: sql`assumeNotNull(step.2)`, dateOnly: isDay(build, sql`assumeNotNull(step.2)`), what: sql`step.1`, id: sql`concat(deal_id, '/', step.1)`, person: sql`person_id`, amount: sql`original_amount`, currency: sql`currency`,
    details: details(plain('deal_id', 'name', 'type', 'product', 'owner', 'deal_source', 'channel', 'campaign', 'lost_reason')),
  })}
  FROM (SELECT * FROM deal_facts WHERE ${about(build, scope)} AND status != 'won_stage')
  ARRAY JOIN arrayFilter(x -> x.2 IS NOT NULL, [('created', toNullable(created_at)), (toString(status), closed_at)]) AS step`];

const subscriptions: Part = (build, scope) => [sql`
  SELECT ${event('subscription', {
    at: sql`assumeNotNull(step.2)`, dateOnly: isDay(build, sql`assumeNotNull(step.2)`), what: sql`step.1`, id: sql`concat(event_id, '/', step.1)`, person: sql`person_id`, amount: sql`monthly`, currency: sql`currency`, details: details(plain('product')),
  })}
  FROM (SELECT * FROM subscription_spans WHERE ${about(build, scope)})
  ARRAY JOIN arrayFilter(x -> x.2 IS NOT NULL, [('started', toNullable(starts_at)), ('ended', ends_at)]) AS step`];

const records: Part = (build, scope) => {
  const said = { at: instant(build, sql`r.at`, sql`r.date_only`), dateOnly: sql`r.date_only`, id: sql`hex(r.row_key)`, importId: sql`r.import_id`, source: sql`r.source_id` };
  const person = sql`
  SELECT ${event('record', { ...said, what: sql`'person'`, person: sql`r.person_id`, details: details(plain('persona', 'segment', 'country', 'owner', 'self_reported', 'channel', 'source', 'medium', 'campaign')) })}
  FROM (SELECT * FROM persons WHERE ${mine(build)} AND person_id IN (${persons(build, scope)})) AS r`;
  if (scope.what === 'person') return [person];
  return [person, sql`
  SELECT ${event('record', { ...said, what: sql`'account'`, details: details(plain('name', 'industry', 'size', 'segment', 'country', 'owner')) })}
  FROM (SELECT * FROM accounts WHERE ${mine(build)} AND account_id IN (${accounts(build, scope)})) AS r`];
};

const PARTS: Readonly<Record<Exclude<HistoryKind, 'identity'>, Part>> = { touch: touches, submission: submissions, stage: stages, deal: deals, subscription: subscriptions, record: records };
/** Where kinds stand among events of one instant: what caused something before what came of it. */
const RANK: readonly HistoryKind[] = ['touch', 'identity', 'record', 'submission', 'stage', 'deal', 'subscription'];

/** What an event is sorted by after its instant; unique in a history. */
export const placeOf = (kind: HistoryKind, event: string): string => `${RANK.indexOf(kind)}${event}`;

/** All events of these kinds, as columns `e_…`; undefined when the facts hold none of them. */
export function historyOf(build: BuildContext, scope: Scope, kinds: readonly HistoryKind[]): Sql | undefined {
  const parts = kinds.flatMap((kind) => (kind === 'identity' ? [] : PARTS[kind](build, scope)));
  return parts.length === 0 ? undefined : joinSql(parts, sql` UNION ALL `);
}
