// The ledger: every touch's part in every conversion by every rule asked for, as pages, as CSV, and for one person or account.
import { z } from 'zod';
import type { FactsStore } from '../database/facts-store.js';
import { identifier, joinSql, param, sql, type Sql } from '../database/sql.js';
import type { CreditEntry, LedgerDocument } from '../shared/api/attribution.js';
import type { Page } from '../shared/api/parse-attribution-query.js';
import { AppError } from '../shared/errors.js';
import { DAY_ALONE } from '../shared/period.js';
import { conversionsStatement } from './conversions.js';
import { creditedJourneys, NO_ORIGIN, SALES_ORIGIN, UNITS } from './credit.js';
import { origins } from './gather-touches.js';
import { journeysStatement, touchFilters } from './journeys.js';
import { NONE, SALES, type RuleModel } from './model.js';
import { decimalText } from './money.js';
import { TOUCH_DIMENSIONS, type Question } from './question.js';
import { local, readMilestones, type Milestones, type Whose } from './read-milestones.js';
import { UNMATCHED } from '../analytics/read-model.js';

/** A ledger of touches is of rules: what a fitted model gives, it gives to channels as a whole. */
function rulesOf(q: Question): RuleModel[] {
  return q.models.map((m) => {
    if (m.kind !== 'fitted') return m;
    throw new AppError('invalid_input', { where: 'model', reason: `${m.id} gives credit to channels as a whole, not to single touches`, remedy: 'Its rows by channel are in attribution; list the ledger of a rule, e.g. linear.' });
  });
}

/**
 * All rows. Columns: no, id, person, happened_ms, date_only, worth, model (its place), place (of the touch), inside, outside, key, origin, touch, kind, touched_by, units, minor.
 * @param whose only conversions of this person or account
 */
function entries(q: Question, rules: readonly RuleModel[], of: Whose | undefined): Sql {
  const n = (prefix: string, at: number): Sql => sql`${identifier(`${prefix}${at}`)}`;
  const whose = of === undefined ? sql`1` : sql`${identifier(of.column)} = ${param('UInt64', of.number)}`;
  const credited = sql`
    SELECT no, id, person, happened_ms, at_ms - happened_ms = ${param('Int64', DAY_ALONE)} AS date_only, minor AS worth, place, inside, outside, if(place <= length(ks), ks[place], 0) AS key, origin, if(place <= length(ts), ts[place], '') AS touch, if(place <= length(kinds), kinds[place], '') AS kind, if(place <= length(ps), ps[place], 0) AS touched_by,
      [${joinSql(rules.map((_, at) => sql`(toUInt8(${param('UInt8', at)}), ${n('u_', at)}, ${n('v_', at)})`))}] AS parts
    FROM (SELECT *, toUnixTimestamp64Milli(happened) AS happened_ms FROM (${creditedJourneys(q, rules, true)}) WHERE ${whose})
    ARRAY JOIN earners AS origin, arrayEnumerate(earners) AS place, ${joinSql(rules.flatMap((_, at) => [sql`${n('u', at)} AS ${n('u_', at)}`, sql`${n('v', at)} AS ${n('v_', at)}`]))}`;
  const anchors = rules.some((r) => r.needs.includes('anchors'));
  const idle = sql`
    SELECT no, id, person, toUnixTimestamp64Milli(happened) AS happened_ms, at_ms - happened_ms = ${param('Int64', DAY_ALONE)} AS date_only, minor AS worth, toUInt32(1) AS place, toInt64(0) AS inside, toInt64(0) AS outside, toInt64(0) AS key, toUInt64(${param('UInt64', NO_ORIGIN)}) AS origin, '' AS touch, '' AS kind, toUInt64(0) AS touched_by,
      [${joinSql(rules.map((_, at) => sql`(toUInt8(${param('UInt8', at)}), toInt64(${param('Int64', UNITS)}), minor)`))}] AS parts
    FROM (${conversionsStatement(q)})
    WHERE ${whose} AND no NOT IN (SELECT no FROM (${journeysStatement(q, { anchors, stages: false, channels: false, lastNonDirect: false, details: false })}))`;
  const filters = touchFilters(q).map(({ dimension, values }) => {
    const wanted = param('Array(String)', values.map((v) => (v === UNMATCHED ? '' : v)));
    return sql`multiIf(origin = ${param('UInt64', NO_ORIGIN)}, has(${wanted}, ${param('String', NONE)}), origin = ${param('UInt64', SALES_ORIGIN)}, has(${wanted}, ${param('String', SALES)}), has(${wanted}, ifNull(g.${identifier(dimension)}, '')))`;
  });
  return sql`
  SELECT no, id, person, happened_ms, date_only, worth, part.1 AS model, place, inside, outside, key, origin, touch, kind, touched_by, part.2 AS units, part.3 AS minor,
    ${joinSql(TOUCH_DIMENSIONS.map((d) => sql`ifNull(g.${identifier(d)}, '') AS ${identifier(d)}`))}
  FROM (SELECT * FROM (${credited}) UNION ALL ${idle}) AS e
  ARRAY JOIN parts AS part
  ANY LEFT JOIN (${origins(q)}) AS g ON g.origin_id = e.origin
  WHERE (part.2 != 0 OR part.3 != 0)${filters.length === 0 ? sql`` : sql` AND ${joinSql(filters, sql` AND `)}`}`;
}

const row = z.looseObject({
  id: z.string(), person: z.string(), happened_ms: z.coerce.number(), date_only: z.coerce.boolean(), worth: z.coerce.bigint(), model: z.coerce.number(), place: z.coerce.number(), inside: z.coerce.number(), outside: z.coerce.number(),
  key: z.coerce.bigint(), origin: z.string(), touch: z.string(), kind: z.string(), touched_by: z.string(), units: z.coerce.bigint(), minor: z.coerce.bigint(),
});

function toEntry(q: Question, rules: readonly RuleModel[], raw: unknown, milestones?: ReadonlyMap<string, Milestones>): CreditEntry {
  const r = row.parse(raw);
  const { digits, timeZone } = q.build;
  const reached = milestones?.get(r.id);
  const earner = r.origin === String(NO_ORIGIN) ? NONE : r.origin === String(SALES_ORIGIN) ? SALES : 'touch';
  return {
    model: rules[r.model]?.id ?? '', credit: Number(r.units) / UNITS, value: decimalText(r.minor, digits), earner,
    conversion: {
      id: r.id, at: local(r.happened_ms, timeZone), value: decimalText(r.worth, digits), person: r.person === '0' ? null : `P-${r.person}`,
      ...(r.date_only && { dateOnly: true }), ...(reached && { milestones: reached }),
    },
    touch: earner !== 'touch' ? null : {
      id: r.touch, kind: r.kind, person: r.touched_by === '0' ? null : `P-${r.touched_by}`, at: local(Number(r.key >> 20n), timeZone), position: r.place - r.outside, of: r.inside,
      dims: Object.fromEntries(TOUCH_DIMENSIONS.map((d) => [d, String(r[d]) === '' ? UNMATCHED : String(r[d])])),
    },
  };
}

const sumRow = z.object({ model: z.coerce.number(), n: z.coerce.number(), units: z.coerce.bigint(), worth: z.coerce.bigint() });
const IN_ORDER = sql`ORDER BY happened_ms, no, model, place`;

/** `P-12` or 12 as person 12, `A-12` as account 12. @throws AppError not_found */
export function whoseOf(id: string): Whose {
  const [, letter = 'P', number] = /^(?:([PA])-)?(\d{1,19})$/i.exec(id.trim()) ?? [];
  const ofAccount = letter.toUpperCase() === 'A';
  if (number === undefined || number === '0') throw new AppError('not_found', { what: /^A/i.test(id.trim()) ? 'account' : 'person', id });
  return { column: ofAccount ? 'holder' : 'person', number };
}

/** A page of the ledger, in the order of conversions. @throws AppError invalid_input */
export async function readLedger(facts: FactsStore, q: Question, { rows: limit, offset }: Page, whose?: Whose): Promise<LedgerDocument> {
  const rules = rulesOf(q);
  const all = entries(q, rules, whose);
  const sums = await facts.query(sumRow, sql`SELECT model, count() AS n, sum(units) AS units, sum(minor) AS worth FROM (${all}) GROUP BY model`, { timeout: 300 });
  const page = await facts.query(z.unknown(), sql`SELECT * FROM (${all}) ${IN_ORDER} LIMIT ${param('UInt32', limit)} OFFSET ${param('UInt64', offset)}`, { timeout: 300 });
  const milestones = whose === undefined ? undefined : await readMilestones(facts, q, whose);
  const { from, to, conversion } = q.query;
  return {
    conversion, from, to, models: rules.map((r) => r.id), currency: q.build.currency, timeZone: q.build.timeZone, asOf: q.asOf,
    rows: page.map((r) => toEntry(q, rules, r, milestones)), totalRows: sums.reduce((n, s) => n + s.n, 0), offset,
    totals: rules.map((r, at) => {
      const of = sums.find((s) => s.model === at);
      return { model: r.id, credit: Math.round((Number(of?.units ?? 0n) / UNITS) * 1e9) / 1e9, value: decimalText(of?.worth ?? 0n, q.build.digits) };
    }),
  };
}

const quoted = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** All rows of the ledger as CSV, streamed. */
export async function* ledgerCsv(facts: FactsStore, q: Question): AsyncIterable<string> {
  const rules = rulesOf(q);
  yield `${['model', 'conversion', 'conversion_at', 'conversion_value', 'person', 'earner', 'touch', 'touch_kind', 'touch_at', 'position', ...TOUCH_DIMENSIONS, 'credit', 'value', 'currency', 'touch_person'].join(',')}\r\n`;
  for await (const raw of facts.stream(sql`SELECT * FROM (${entries(q, rules, undefined)}) ${IN_ORDER}`)) {
    const e = toEntry(q, rules, raw);
    const cells = [e.model, e.conversion.id, e.conversion.at, e.conversion.value, e.conversion.person ?? '', e.earner, e.touch?.id ?? '', e.touch?.kind ?? '', e.touch?.at ?? '', String(e.touch?.position ?? ''), ...TOUCH_DIMENSIONS.map((d) => e.touch?.dims[d] ?? ''), String(e.credit), e.value, q.build.currency, e.touch?.person ?? ''];
    yield `${cells.map(quoted).join(',')}\r\n`;
  }
}
