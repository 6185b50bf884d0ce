// What changed since a result was saved: per model and row, in parts that add up exactly. Rules are divided by conversion; a
// fitted model, which gives credit to channels as a whole, is fitted at each step from the paths as saved to those of now.
import { z } from 'zod';
import { Temporal } from 'temporal-polyfill';
import type { FactsStore } from '../../database/facts-store.js';
import { param, sql, type Sql } from '../../database/sql.js';
import { CHANGE_PARTS, type ChangedConversions, type ChangePart, type Changed, type Earned, type ResultChanges } from '../../shared/api/attribution-results.js';
import { printModelSettings } from '../../shared/api/parse-model-settings.js';
import type { Page } from '../../shared/api/parse-attribution-query.js';
import { AppError } from '../../shared/errors.js';
import { attribute, rulesOf } from '../attribute.js';
import { creditOf } from '../credit-of.js';
import { fittedRows, showsFitted } from '../fitted-rows.js';
import type { FittedModel } from '../model.js';
import { decimalText } from '../money.js';
import { PathTableBuilder } from '../path-table.js';
import type { Question } from '../question.js';
import type { CreditRow } from '../rule-rows.js';
import { changedBySettings, changedConversions, changedIds, creditChanges, partCounts, pathSteps, withCredits } from './change-statements.js';
import { storedSums } from './conversion-rows.js';
import type { StoredResult } from './result-records.js';

/** A saved result with its question twice: `same` with everything as it was, `now` as it is answered today. */
export interface Comparison {
  readonly stored: StoredResult;
  readonly same: Question;
  readonly now: Question;
}

interface Amount {
  readonly units: bigint;
  readonly minor: bigint;
}
const NOTHING: Amount = { units: 0n, minor: 0n };
const plus = (a: Amount, b: Amount): Amount => ({ units: a.units + b.units, minor: a.minor + b.minor });
const minus = (a: Amount, b: Amount): Amount => ({ units: a.units - b.units, minor: a.minor - b.minor });

/** One row of one model. */
interface Cell {
  readonly model: string;
  readonly dims: readonly string[];
  then: Amount;
  now: Amount;
  readonly parts: Map<ChangePart, Amount>;
}

class Cells {
  private readonly cells = new Map<string, Cell>();

  at(model: string, dims: readonly string[]): Cell {
    const key = JSON.stringify([model, ...dims]);
    const known = this.cells.get(key);
    if (known !== undefined) return known;
    const made: Cell = { model, dims, then: NOTHING, now: NOTHING, parts: new Map() };
    this.cells.set(key, made);
    return made;
  }

  add({ model, dims, units, minor }: CreditRow, part: ChangePart, sign: 1n | -1n = 1n): void {
    const { parts } = this.at(model, dims);
    parts.set(part, plus(parts.get(part) ?? NOTHING, { units: sign * units, minor: sign * minor }));
  }

  all(): Cell[] {
    return [...this.cells.values()];
  }
}

const dims = z.array(z.string());
const changeRow = z.object({ part: z.enum(CHANGE_PARTS), model: z.coerce.number(), dims, units: z.coerce.bigint(), minor: z.coerce.bigint() });
const countRow = z.object({ part: z.enum(CHANGE_PARTS), n: z.coerce.number(), minor: z.coerce.bigint(), ids: z.array(z.string()) });
const stepRow = z.object({ step: z.coerce.number(), path: z.array(z.string()), n: z.coerce.number(), worth: z.coerce.bigint(), nulls: z.coerce.number() });

const STEPS = ['removed', 'edited', 'touches', 'new', 'others'] as const satisfies readonly ChangePart[];

/** What fitted models give at each step: as saved, then with one part after the other. @param changed ids of conversions that have changed */
async function fittedSteps(facts: FactsStore, { stored, same }: Comparison, models: readonly FittedModel[], changed: Sql): Promise<{ rows: (CreditRow & { part: ChangePart; sign: 1n | -1n })[]; remarks: string[] }> {
  const found = await facts.query(stepRow, pathSteps(same, stored.id, changed), { timeout: 300 });
  const tables = [0, 1, 2, 3, 4, 5].map((step) => {
    const builder = new PathTableBuilder();
    const rows = found.filter((r) => r.step === step);
    for (const r of rows) if (r.path.length > 0) builder.add({ path: r.path, conversions: r.n, value: Number(r.worth), nulls: r.nulls });
    return { paths: builder.build(), totals: { conversions: rows.reduce((n, r) => n + r.n, 0), minor: rows.reduce((n, r) => n + r.worth, 0n) } };
  });
  const order = stored.answer.markov?.order ?? same.query.settings.order;
  const q = { ...same, query: { ...same.query, settings: { ...same.query.settings, order } } };
  const remarks: string[] = [];
  const rows = models.flatMap((model) => {
    try {
      const fits = tables.map(({ paths, totals }) => fittedRows(q, model, paths, totals).filter((r) => showsFitted(q, r)));
      return STEPS.flatMap((part, at) => [
        ...(fits[at + 1] ?? []).map((r) => ({ ...r, part, sign: 1n as const })),
        ...(fits[at] ?? []).map((r) => ({ ...r, part, sign: -1n as const })),
      ]);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      remarks.push(`What changed for ${model.label} can't be divided, and stands under settings: ${error.message}`);
      return [];
    }
  });
  return { rows, remarks };
}

const words = (value: unknown): string => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value));

/** What is set otherwise than it was. */
function settingsChanged({ stored, same, now }: Comparison, answer: ResultChanges['result'], order: { then?: number | undefined; now?: number | undefined }): ResultChanges['settings'] {
  const [a, b] = [same.query, now.query];
  const [told, tells] = [printModelSettings(a), printModelSettings(b)];
  const rules = (q: Question): string => (q.rules === undefined ? 'those in force when each touch arrived' : `version ${q.rules.version}`);
  const found = [
    { what: 'lookback', then: `${a.lookbackDays} days`, now: `${b.lookbackDays} days` },
    { what: 'touches of everyone at the account', then: words(a.accountBased), now: words(b.accountBased) },
    { what: 'channel rules', then: rules(same), now: rules(now) },
    { what: 'time zone', then: answer.timeZone, now: now.build.timeZone },
    ...['weights', 'halfLife', 'seed', 'stageShares'].map((what) => ({ what, then: told[what] ?? 'as usual', now: tells[what] ?? 'as usual' })),
    { what: 'order of the Markov chain', then: words(order.then ?? '–'), now: words(order.now ?? '–') },
    ...now.models.map((m) => ({ what: `version of ${m.label}`, then: words(stored.listed.models[m.id] ?? 1), now: words(m.version ?? 1) })),
  ];
  return found.filter((f) => f.then !== f.now);
}

/**
 * @throws AppError invalid_input: the reporting currency is another; and what attribute refuses
 */
export async function compareResult(facts: FactsStore, comparison: Comparison): Promise<ResultChanges> {
  const { stored, same, now } = comparison;
  const { digits, currency } = now.build;
  if (stored.answer.currency !== currency) {
    throw new AppError('invalid_input', { where: 'currency', reason: `the result is in ${stored.answer.currency}, and ${currency} is reported now`, remedy: 'Report in that currency to compare, or save the question anew.' });
  }
  const rules = rulesOf(same);
  const cells = new Cells();
  const model = (at: number): string => rules[at]?.id ?? '';
  const counts = await facts.query(countRow, partCounts(same, stored.id), { timeout: 300 });
  const changed = changedIds(same, stored.id, counts.flatMap((c) => c.ids));
  if (rules.length > 0) {
    for (const r of await storedSums(facts, same, stored.id)) cells.at(r.model, r.dims).then = r;
    const changes = await facts.query(changeRow, creditChanges(same, stored.id, changed), { timeout: 300 });
    for (const r of changes) cells.add({ ...r, model: model(r.model) }, r.part);
  }
  for (const r of stored.fitted) cells.at(r.model, r.dims).then = r;
  const fitted = same.models.flatMap((m) => (m.kind === 'fitted' ? [m] : []));
  const steps = fitted.length === 0 ? { rows: [], remarks: [] } : await fittedSteps(facts, comparison, fitted, changed);
  for (const { part, sign, ...r } of steps.rows) cells.add(r, part, sign);

  const { document, credits } = await attribute(facts, now);
  for (const r of credits) cells.at(r.model, r.dims).now = r;
  // What no change of conversions and touches explains is of settings: all parts together are the change, exactly.
  for (const cell of cells.all()) {
    const explained = [...cell.parts.values()].reduce(plus, NOTHING);
    cell.parts.set('settings', minus(minus(cell.now, cell.then), explained));
  }

  const earned = ({ units, minor }: Amount): Earned => ({ credit: creditOf(units), value: decimalText(minor, digits) });
  const isSomething = ({ units, minor }: Amount): boolean => units !== 0n || minor !== 0n;
  const lineOf = ({ then, now: is, parts }: Pick<Cell, 'then' | 'now' | 'parts'>): Changed => ({
    then: earned(then), now: earned(is), change: earned(minus(is, then)),
    parts: Object.fromEntries(CHANGE_PARTS.flatMap((part) => { const of = parts.get(part) ?? NOTHING; return isSomething(of) ? [[part, earned(of)]] : []; })),
  });
  const size = ({ then, now: is }: Cell): bigint => { const { minor, units } = minus(is, then); const most = minor === 0n ? units : minor * 1_000_000_000_000n; return most < 0n ? -most : most; };
  return {
    result: stored.listed, asOf: document.asOf, inputHash: document.inputHash, same: document.inputHash === stored.answer.inputHash,
    settings: settingsChanged(comparison, stored.listed, { then: stored.answer.markov?.order, now: document.markov?.order }),
    conversions: { then: stored.answer.conversions, now: document.conversions }, value: { then: stored.answer.value, now: document.value },
    parts: CHANGE_PARTS.flatMap((part): ResultChanges['parts'] => {
      const of = counts.find((c) => c.part === part);
      if (of !== undefined) return [{ part, conversions: of.n, value: decimalText(of.minor, digits) }];
      // Settings and other people's paths change what conversions are credited to, not what they are worth.
      return cells.all().some((c) => isSomething(c.parts.get(part) ?? NOTHING)) ? [{ part, conversions: null, value: decimalText(0n, digits) }] : [];
    }),
    rows: cells.all().sort((a, b) => now.models.findIndex((m) => m.id === a.model) - now.models.findIndex((m) => m.id === b.model) || (size(b) > size(a) ? 1 : size(b) < size(a) ? -1 : 0) || (a.dims.join('\u0000') < b.dims.join('\u0000') ? -1 : 1))
      .map((cell) => ({ model: cell.model, dims: Object.fromEntries(now.by.map((d, at) => [d, cell.dims[at] ?? ''])), ...lineOf(cell) })),
    totals: now.models.map(({ id }) => {
      const of = cells.all().filter((c) => c.model === id);
      const parts = new Map(CHANGE_PARTS.map((part) => [part, of.reduce((sum, c) => plus(sum, c.parts.get(part) ?? NOTHING), NOTHING)]));
      return { model: id, ...lineOf({ then: of.reduce((sum, c) => plus(sum, c.then), NOTHING), now: of.reduce((sum, c) => plus(sum, c.now), NOTHING), parts }) };
    }),
    remarks: steps.remarks,
  };
}

const credit = z.tuple([z.coerce.number(), dims, z.coerce.bigint(), z.coerce.bigint()]);
const conversionRow = z.object({
  conversion: z.string(), person: z.string(), was_ms: z.coerce.number().nullable(), is_ms: z.coerce.number().nullable(), was_minor: z.coerce.bigint().nullable(), is_minor: z.coerce.bigint().nullable(),
  was_touches: z.coerce.number().nullable(), is_touches: z.coerce.number().nullable(), was_credits: z.array(credit), is_credits: z.array(credit),
});

const local = (ms: number, timeZone: string): string => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toString({ timeZoneName: 'never', smallestUnit: 'millisecond' });

const pageRow = z.object({ conversion: z.string(), n: z.coerce.number() });

/** Conversions behind a part of the changes, the latest first. */
export async function listChanged(facts: FactsStore, { stored, same, now }: Comparison, part: ChangePart, { rows: limit, offset }: Page): Promise<ChangedConversions> {
  const all = part === 'settings' ? changedBySettings(same, now) : changedConversions(same, stored.id);
  const listed = await facts.query(pageRow, sql`
    SELECT conversion, count() OVER () AS n FROM (${all}) WHERE part = ${param('String', part)}
    ORDER BY ifNull(is_happened, was_happened) DESC, conversion LIMIT ${param('UInt32', limit)} OFFSET ${param('UInt64', offset)}`, { timeout: 300 });
  const only = changedIds(same, stored.id, listed.map((r) => r.conversion));
  const rows = part === 'settings' ? changedBySettings({ ...same, only }, { ...now, only }) : withCredits(same, stored.id, only);
  const found = listed.length === 0 ? [] : await facts.query(conversionRow, sql`
    SELECT conversion, toString(ifNull(is_person, was_person)) AS person, toUnixTimestamp64Milli(was_happened) AS was_ms, toUnixTimestamp64Milli(is_happened) AS is_ms, was_minor, is_minor, was_touches, is_touches, was_credits, is_credits
    FROM (${rows}) ORDER BY ifNull(is_happened, was_happened) DESC, conversion`, { timeout: 300 });
  const { digits, currency, timeZone } = now.build;
  const rules = rulesOf(now);
  const state = (ms: number | null, minor: bigint | null, touches: number | null) => (ms === null || minor === null || touches === null ? null : { at: local(ms, timeZone), value: decimalText(minor, digits), touches });
  return {
    part, currency, timeZone,
    rows: found.map((r) => {
      const cells = new Cells();
      for (const [model, of, units, minor] of r.is_credits) cells.add({ model: rules[model]?.id ?? '', dims: of, units, minor }, part);
      for (const [model, of, units, minor] of r.was_credits) cells.add({ model: rules[model]?.id ?? '', dims: of, units, minor }, part, -1n);
      return {
        id: r.conversion, person: r.person === '0' ? null : `P-${r.person}`, then: state(r.was_ms, r.was_minor, r.was_touches), now: state(r.is_ms, r.is_minor, r.is_touches),
        credits: cells.all().flatMap((cell) => {
          const { units, minor } = cell.parts.get(part) ?? NOTHING;
          return units === 0n && minor === 0n ? [] : [{ model: cell.model, dims: Object.fromEntries(now.by.map((d, at) => [d, cell.dims[at] ?? ''])), credit: creditOf(units), value: decimalText(minor, digits) }];
        }),
      };
    }),
    totalRows: listed[0]?.n ?? 0, offset,
  };
}
