// Opens a figure: the formula with its numbers, the SQL of each measure, and the rows behind either side, which add up to it.
import { Readable } from 'node:stream';
import { Decimal } from 'decimal.js';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { FactsStore } from '../database/facts-store.js';
import { allOf, identifier, joinSql, param, sql, toReadable, type Sql } from '../database/sql.js';
import type { ExplainDocument, ExplainQuery, Figure, FigureRow } from '../shared/api/figures.js';
import { AppError } from '../shared/errors.js';
import type { DayRange } from '../shared/period.js';
import { businessDays, completedBefore } from './business-days.js';
import { sidesOf } from './catalogue.js';
import { computeFigures } from './figures.js';
import { contexts, type Question } from './question.js';
import type { Kpi, Term } from './kpi.js';
import type { Measure } from './measure.js';
import type { StoredModelId } from './read-model.js';
import { filteredSource, measureCondition, scanStatement, type ScanRequest } from './scan.js';

type Side = 'numerator' | 'denominator';

/** Columns shown of a row, the first that identify it first. Those named at are instants, person and account ids get their letter. */
const COLUMNS: Record<StoredModelId, readonly string[]> = {
  visits: ['at', 'visit_id', 'visitor_id', 'channel', 'source', 'medium', 'campaign', 'landing_page', 'country', 'device', 'traffic_source', 'visits', 'visitors', 'pageviews', 'bounces', 'attention', 'engaged', 'covers'],
  engagements: ['at', 'event_id', 'kind', 'person_id', 'channel', 'campaign', 'grade', 'owner'],
  submissions: ['at', 'event_id', 'person_id', 'account', 'form', 'outcome', 'reason', 'vendor', 'channel', 'source', 'campaign'],
  funnel: ['at', 'person_id', 'account', 'type', 'stage', 'cycle', 'channel', 'source', 'campaign', 'persona', 'owner', 'reason'],
  deals: ['at', 'deal_id', 'name', 'account', 'person_id', 'type', 'deal_type', 'original_amount', 'currency', 'amount', 'channel', 'campaign', 'owner', 'deal_source', 'reason'],
  credits: ['at', 'conversion', 'person_id', 'account', 'touch_at', 'touch_kind', 'position', 'touches', 'channel', 'source', 'medium', 'campaign', 'credit', 'amount'],
  costs: ['day', 'event_id', 'kind', 'channel', 'source', 'campaign', 'original_amount', 'currency', 'amount', 'allocated', 'covers', 'impressions', 'clicks'],
  series: ['day', 'event_id', 'name', 'value'],
  recurring: ['day', 'account', 'life_days', 'start_mrr', 'end_mrr', 'channel', 'persona', 'segment'],
};

/** Measures whose rows stand behind one side, with what each row adds. */
interface Part {
  readonly term: Term;
  readonly measure: Measure;
}

const partsOf = (question: Question, kpi: Kpi, side: Side): Part[] =>
  sidesOf(kpi, question.query.basis)[side].map((term) => ({ term, measure: question.resolve(term.measure) }));

function requestFor(question: Question, measure: Measure): ScanRequest & { model: StoredModelId } {
  const range: DayRange = { from: question.query.from, to: question.query.to };
  const { table } = measure;
  if (table === 'calendar') throw new TypeError('the calendar is not scanned');
  return { model: table, measures: [measure], by: [], filters: question.filters, times: [], lifetimes: false, resampled: new Set(), ...contexts(question, range, [range]) };
}

const shown = (columns: readonly string[], present: readonly string[]): Sql =>
  joinSql(columns.map((c, i) => (present.includes(c) ? sql`toString(${identifier(c)}) AS ${identifier(`c${i}`)}` : sql`CAST(NULL, 'Nullable(String)') AS ${identifier(`c${i}`)}`)));

/** The rows of one measure with `contribution`, one per counted row, or per different value. */
function rowsStatement(question: Question, { term, measure }: Part, columns: readonly string[]): Sql {
  const request = requestFor(question, measure);
  const present = COLUMNS[request.model];
  const where = measureCondition(measure, request);
  const value = measure.value?.(request.measureContext) ?? sql`1`;
  const factor = sql`${param('Int32', term.factor ?? 1)}`;
  const time = present.includes('at') ? sql`at` : sql`day`;
  // Several parts of one conversion are rows of one moment.
  const id = identifier(request.model === 'credits' ? 'credit_id' : (present[1] ?? 'day'));
  const source = sql`SELECT * FROM (${filteredSource(request)}) WHERE ${allOf([where])}`;
  if (request.model === 'visits' && measure.aggregate === 'distinct') return visitorRows(source, { value, factor, columns: shown(columns, present) });
  if (measure.aggregate === 'distinct') {
    return sql`SELECT *, toString(${factor}) AS contribution FROM (SELECT ${shown(columns, present)}, ${time} AS sort_at, toString(${id}) AS sort_id FROM (${source}) ORDER BY sort_at, sort_id LIMIT 1 BY ${value})`;
  }
  const added = measure.aggregate === 'count' ? sql`toString(${factor})` : sql`toString((${value}) * ${factor})`;
  const counted = measure.aggregate === 'sum' ? sql` WHERE isNotNull(${value})` : sql``;
  return sql`SELECT ${shown(columns, present)}, ${added} AS contribution, ${time} AS sort_at, toString(${id}) AS sort_id FROM (${source})${counted}`;
}

/** One row a visitor seen here; of another product's count the visitors of its one row, or of the day. */
const visitorRows = (source: Sql, { value, factor, columns }: { value: Sql; factor: Sql; columns: Sql }): Sql => sql`
  SELECT ${columns}, toString(${factor}) AS contribution, at AS sort_at, toString(visit_id) AS sort_id FROM (SELECT * FROM (${source}) WHERE traffic_source = '' ORDER BY at, visit_id LIMIT 1 BY ${value})
  UNION ALL
  SELECT ${columns}, toString(multiIf(alone, ifNull(visitors, 0), place = 1, ifNull(day_visitors, 0), 0) * ${factor}), at, toString(visit_id)
  FROM (SELECT *, count() OVER () = 1 AS alone, row_number() OVER (ORDER BY at, visit_id) AS place FROM (${source}) WHERE traffic_source != '')`;

const countRow = z.object({ n: z.coerce.number(), total: z.union([z.null(), z.string(), z.number()]) });
const cells = z.record(z.string(), z.unknown());

const INSTANTS = new Set(['at', 'touch_at']);
function cellOf(question: Question, column: string, raw: unknown): string | number | null {
  if (raw === null || raw === undefined || raw === '') return null;
  const text = String(raw);
  if (INSTANTS.has(column)) {
    return Temporal.Instant.from(`${text.replace(' ', 'T')}Z`).toZonedDateTimeISO(question.build.timeZone).toString({ timeZoneName: 'never', smallestUnit: 'millisecond' });
  }
  if (column === 'person_id') return text === '0' ? null : `P-${text}`;
  return text;
}

/** Business days as rows: the calendar is computed, not stored. */
function calendarDays(question: Question, measure: Measure): string[] {
  const { country, region, timeZone } = question.workspace.settings;
  const range: DayRange = { from: question.query.from, to: question.query.to };
  const part = measure.span === 'complete' ? completedBefore({ ...range, asOf: question.asOf, timeZone }) : range;
  return part.from < part.to ? businessDays({ ...part, country, region }) : [];
}

interface Listed {
  readonly columns: readonly string[];
  readonly totalRows: number;
  readonly sum: Figure;
  page(offset: number, limit: number): Promise<ExplainDocument['rows']>;
  /** Every row in the same order, read once. */
  all(): AsyncIterable<ExplainDocument['rows'][number]>;
}

/** All rows of one side, over its measures one after the other. */
async function list(facts: FactsStore, question: Question, parts: readonly Part[]): Promise<Listed> {
  const stored = parts.filter((p) => p.measure.table !== 'calendar');
  const tables = [...new Set(stored.map((p) => p.measure.table as StoredModelId))];
  const columns = [...new Set(['measure', ...tables.flatMap((t) => COLUMNS[t]), ...(stored.length < parts.length ? ['day'] : [])])];
  const money = parts.some((p) => p.measure.unit === 'money');
  const counted = await Promise.all(
    parts.map(async (part) => {
      if (part.measure.table === 'calendar') {
        const days = calendarDays(question, part.measure);
        return { part, days, rows: days.length, total: new Decimal(days.length).times(part.term.factor ?? 1) };
      }
      const added = part.measure.unit === 'money' ? sql`toDecimal128(contribution, 8)` : part.measure.table === 'credits' ? sql`toDecimal128(contribution, 11)` : sql`toFloat64(contribution)`;
      const [row] = await facts.query(countRow, sql`SELECT count() AS n, sum(${added}) AS total FROM (${rowsStatement(question, part, columns)})`);
      return { part, days: null, rows: row?.n ?? 0, total: new Decimal(row?.total ?? 0) };
    }),
  );
  const totalRows = counted.reduce((n, c) => n + c.rows, 0);
  const sum = counted.reduce((s, c) => s.plus(c.total), new Decimal(0));
  type Row = ExplainDocument['rows'][number];
  const ofDay = (part: Part, day: string): Row => ({ cells: columns.map((c) => (c === 'measure' ? part.measure.id : c === 'day' ? day : null)), contribution: part.term.factor ?? 1 });
  const ofRow = (part: Part, row: Record<string, unknown>): Row => ({
    cells: columns.map((c, i) => (c === 'measure' ? part.measure.id : cellOf(question, c, row[`c${i}`]))),
    contribution: part.measure.unit === 'money' ? new Decimal(String(row['contribution'])).toFixed() : Number(row['contribution']),
  });
  const inOrder = (part: Part): Sql => sql`SELECT * FROM (${rowsStatement(question, part, columns)}) ORDER BY sort_at, sort_id`;
  return {
    columns, totalRows,
    sum: money ? sum.toFixed() : sum.toNumber(),
    async *all() {
      for (const { part, days } of counted) {
        if (days !== null) for (const day of days) yield ofDay(part, day);
        else for await (const row of facts.stream(inOrder(part))) yield ofRow(part, row);
      }
    },
    async page(offset, limit) {
      const rows: ExplainDocument['rows'] = [];
      let before = 0;
      for (const { part, days, rows: available } of counted) {
        const from = Math.max(0, offset - before);
        const take = Math.min(available - from, limit - rows.length);
        before += available;
        if (take <= 0) continue;
        if (days !== null) {
          rows.push(...days.slice(from, from + take).map((day) => ofDay(part, day)));
          continue;
        }
        const statement = sql`${inOrder(part)} LIMIT ${param('UInt32', take)} OFFSET ${param('UInt64', from)}`;
        rows.push(...(await facts.query(cells, statement)).map((row) => ofRow(part, row)));
      }
      return rows;
    },
  };
}

const unit = (value: Figure, money: boolean, currency: string): string => (value === null ? '–' : money ? `${value} ${currency}` : String(value));

const EARLIER = { year: 'a year before', previous: 'in the period before' } as const;

/** `€291144.00 cost ÷ 3466 leads = 84.00 EUR`, from the measures' own numbers. */
function fillIn(question: Question, kpi: Kpi, figure: FigureRow, values: ReadonlyMap<string, Figure>): string {
  const { currency } = question.build;
  const result = ` = ${unit(figure.value, kpi.unit === 'money', currency)}`;
  const side = (terms: readonly Term[]): string => {
    const words = terms.map(({ measure: id, factor = 1 }, i) => {
      const measure = question.resolve(id);
      const sign = factor < 0 ? '− ' : i > 0 ? '+ ' : '';
      const times = Math.abs(factor) === 1 ? '' : `${Math.abs(factor)} × `;
      return `${sign}${times}${unit(values.get(id) ?? null, measure.unit === 'money', currency)} ${measure.label.toLowerCase()}`;
    });
    return terms.length > 1 ? `(${words.join(' ')})` : words.join('');
  };
  if (kpi.kind === 'composite') {
    const [left, right] = [question.find(figure.parts?.left ?? kpi.left), question.find(figure.parts?.right ?? kpi.right)];
    return `${unit(figure.numerator, left.unit === 'money', currency)} ${left.label.toLowerCase()} ${kpi.operator === 'divide' ? '÷' : '−'} ${unit(figure.denominator, right.unit === 'money', currency)} ${right.label.toLowerCase()}${result}`;
  }
  if (kpi.kind === 'growth') {
    const of = question.find(kpi.of);
    const now = (side: Side): string => unit(figure[side], of.unit === 'money', currency);
    const earlier = EARLIER[kpi.against];
    return kpi.inverted === true ? `${now('numerator')} ${earlier} ÷ ${now('denominator')} − 1${result}` : `${now('numerator')} ÷ ${now('denominator')} ${earlier} − 1${result}`;
  }
  if (kpi.kind === 'lifetime') {
    const { lifetime } = figure;
    if (lifetime === undefined) return `${String(figure.numerator)} of ${String(figure.denominator)} accounts left${result}`;
    const margin = lifetime.margin === null ? '' : ` × ${lifetime.margin.toFixed(4)} margin`;
    return `${lifetime.months.toFixed(4)} months (${String(figure.numerator)} of ${String(figure.denominator)} accounts left, within ${String(lifetime.horizonDays)} days) × ${lifetime.monthly} ${currency} a month${margin}${result}`;
  }
  const { numerator, denominator } = sidesOf(kpi, question.query.basis);
  if (kpi.kind === 'amount') return `${side(numerator)}${numerator.length > 1 ? result : ''}`;
  const factor = kpi.kind === 'ratio' && kpi.factor !== undefined ? ` × ${kpi.factor}` : '';
  if (kpi.kind === 'times') return `${String(figure.numerator)} of ${String(figure.denominator)} converted, median ${figure.converted?.median == null ? '–' : figure.converted.median.toFixed(1)} days`;
  return `${side(numerator)} ÷ ${side(denominator)}${factor}${result}`;
}

/** KPIs made of others: their sides are one row each, the part's own figure, which opens in turn. */
function partRows(question: Question, kpi: Kpi, figure: FigureRow, side: Side): Listed | null {
  if (kpi.kind !== 'composite' && kpi.kind !== 'growth') return null;
  const part = question.find(kpi.kind === 'growth' ? kpi.of : side === 'numerator' ? (figure.parts?.left ?? kpi.left) : kpi.right);
  const value = figure[side];
  const when = kpi.kind === 'growth' && side === (kpi.inverted === true ? 'numerator' : 'denominator') ? EARLIER[kpi.against] : 'this period';
  const rows = value === null ? [] : [{ cells: [part.id, part.formula, when], contribution: value }];
  return {
    columns: ['kpi', 'formula', 'period'], totalRows: value === null ? 0 : 1, sum: value,
    page: (offset) => Promise.resolve(offset > 0 ? [] : rows),
    all: () => Readable.from(rows),
  };
}

function onlyKpi(question: Question): Kpi {
  const [kpi] = question.kpis;
  if (kpi === undefined || question.kpis.length > 1 || question.by.length > 0 || question.query.every !== undefined) {
    throw new AppError('invalid_input', { where: 'explain', reason: 'one figure is opened at a time', remedy: 'Name one KPI and one period; name the cell of a split with where=dimension:value.' });
  }
  return kpi;
}

async function listed(facts: FactsStore, question: Question, kpi: Kpi, figure: FigureRow, side: Side): Promise<Listed> {
  const parts = partsOf(question, kpi, side);
  const none: Listed = { columns: [], totalRows: 0, sum: null, page: () => Promise.resolve([]), all: () => Readable.from([]) };
  if (figure.status === 'unsplittable') return none;
  return partRows(question, kpi, figure, side) ?? (parts.length === 0 ? none : list(facts, question, parts));
}

async function figureFor(facts: FactsStore, question: Question): Promise<FigureRow> {
  const { rows: [figure] } = await computeFigures(facts, question);
  if (figure === undefined) throw new TypeError('a question without split answers with one row');
  return figure;
}

/** The document that opens one figure. */
export async function explainFigure(facts: FactsStore, question: Question, query: ExplainQuery): Promise<ExplainDocument> {
  const kpi = onlyKpi(question);
  const figure = await figureFor(facts, question);
  const rows = await listed(facts, question, kpi, figure, query.side);
  // Rows of which it is not known how much they are don't add up to anything, nor do none where that is no value.
  const unknown = figure[query.side] === null && partsOf(question, kpi, query.side).some(({ measure }) => measure.nulls === 'unknown' || measure.empty === 'none');
  const measures = await Promise.all(
    (['numerator', 'denominator'] as const).flatMap((side) =>
      partsOf(question, kpi, side).map(async ({ term, measure }) => {
        const { sum } = figure.status === 'unsplittable' ? { sum: null } : await list(facts, question, [{ term: { measure: term.measure }, measure }]);
        const none = (measure.empty === 'none' || measure.nulls === 'unknown') && figure[side] === null;
        return {
          id: measure.id, label: measure.label, description: measure.description, side, factor: term.factor ?? 1, value: none ? null : sum,
          sql: measure.table === 'calendar' ? `-- working days from ${question.query.from} to ${question.query.to}, computed from the calendar of ${question.workspace.settings.country || 'no country'}` : toReadable(scanStatement(requestFor(question, measure))).trim(),
        };
      }),
    ),
  );
  return {
    kpi: kpi.id, label: kpi.label, description: kpi.description,
    from: query.from, to: query.to, timeZone: question.build.timeZone, currency: question.build.currency, asOf: question.asOf, basis: query.basis,
    ...(question.creditedBy !== undefined && { creditedBy: question.creditedBy }),
    formula: kpi.formula,
    numbers: fillIn(question, kpi, figure, new Map(measures.map((m) => [m.id, m.value]))),
    figure, measures,
    side: query.side, columns: [...rows.columns], rows: await rows.page(query.offset, query.rows), totalRows: rows.totalRows, sum: unknown ? null : rows.sum, offset: query.offset,
  };
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csvOf = (lines: readonly (readonly string[])[]): string => lines.map((line) => `${line.map(quoted).join(',')}\r\n`).join('');
/** Lines that go out together. */
const CHUNK = 1_000;

/** All rows of one side as CSV, as they are read: however many there are, each is read once. */
export async function* explainAsCsv(facts: FactsStore, question: Question, query: ExplainQuery): AsyncIterable<string> {
  const kpi = onlyKpi(question);
  const rows = await listed(facts, question, kpi, await figureFor(facts, question), query.side);
  let lines = [[...rows.columns, 'contribution']];
  for await (const row of rows.all()) {
    lines.push([...row.cells, row.contribution].map((cell) => (cell === null ? '' : String(cell))));
    if (lines.length < CHUNK) continue;
    yield csvOf(lines);
    lines = [];
  }
  yield csvOf(lines);
}
