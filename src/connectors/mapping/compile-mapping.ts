// Compiles a mapping against a table: columns looked up, formats decided, constants parsed; what is left
// per row is a handful of function calls.
import type { FactDraft, FactKind, Origin, Who } from '../../facts/drafts.js';
import type { ReadContext, RowProblem } from '../connector.js';
import { decideFormats, type ColumnUse } from '../reading/column-formats.js';
import { isEmpty } from '../reading/refusal.js';
import type { Table } from '../reading/table.js';
import { compileBuilder, compileOrigin, type Builder } from './build-facts.js';
import { ColumnLookup } from './column-lookup.js';
import { columnsOf, compileText, none, RowTrouble, type FieldContext, type Getter } from './compile-field.js';
import { fieldsOf, NEEDS_PERSON, type FieldType } from './fact-fields.js';
import { fold, type FactMapping, type Field, type Mapping, type When, type WhoMapping } from './mapping-schema.js';

type Cells = readonly string[];

/** What a mapping makes of a row. */
export type MappedRow = { readonly facts: readonly FactDraft[] } | { readonly problem: RowProblem } | { readonly skipped: string };

export interface CompileOptions {
  /** `ignore`: columns that the file lacks are left out (layouts of products). Default `refuse`. */
  readonly absent?: 'refuse' | 'ignore';
  /** See GivenFormat. */
  readonly decimalIfOpen?: '.' | ',';
  /** Where to say dateOrder or decimal, for hints. */
  readonly where?: string;
}

const USE_OF: Readonly<Partial<Record<FieldType['type'], ColumnUse>>> = { moment: 'date', day: 'date', period: 'date', money: 'amount', number: 'amount', count: 'count' };

/** The stages sugar as the entries it stands for: one stage change per filled date. */
const stageEntries = (mapping: Mapping): FactMapping[] =>
  Object.entries(mapping.stages ?? {}).map(([stage, at]) => ({
    kind: 'stageChange', key: undefined, when: undefined, who: undefined, scrub: undefined, negative: 'refuse',
    fields: new Map([['at', at], ['stage', { ...at, how: 'value', text: stage, columns: [] }]]),
  }));

function columnUses(entries: readonly FactMapping[], lookup: ColumnLookup): Map<number, ColumnUse> {
  const uses = new Map<number, ColumnUse>();
  for (const entry of entries) {
    const known = fieldsOf(entry.kind);
    for (const [name, field] of entry.fields) {
      const use = USE_OF[known[name]?.read.type ?? 'text'];
      if (use === undefined || field.how !== 'first') continue;
      for (const column of columnsOf(field, lookup, `${entry.kind}.${name}`)) if (uses.get(column) !== 'amount') uses.set(column, use);
    }
  }
  return uses;
}

function compileIds(ids: Readonly<Record<string, Field>> | undefined, where: string, context: FieldContext): Getter<string[]> {
  const parts = Object.entries(ids ?? {}).map(([namespace, field]) => [namespace, compileText(field, `${where}.${namespace}`, context)] as const);
  if (parts.length === 0) return none;
  return (cells) => {
    const found: string[] = [];
    for (const [namespace, get] of parts) {
      const id = get(cells);
      if (id !== undefined) found.push(`${namespace}:${id}`);
    }
    return found.length > 0 ? found : undefined;
  };
}

const NOBODY: Who = {};

function compileWho(who: WhoMapping | undefined, where: string, context: FieldContext): (cells: Cells) => Who {
  if (who === undefined) return () => NOBODY;
  const [email, phone, firstName, lastName, name, visitorId] = (['email', 'phone', 'firstName', 'lastName', 'name', 'visitorId'] as const).map((part) => compileText(who[part], `${where}.${part}`, context));
  const ids = compileIds(who.ids, `${where}.ids`, context);
  const account = who.account;
  const [accountName, domain] = [compileText(account?.name, `${where}.account.name`, context), compileText(account?.domain, `${where}.account.domain`, context)];
  const accountIds = compileIds(account?.ids, `${where}.account.ids`, context);
  return (cells) => {
    const full = name === none ? NO_NAME : splitName(name?.(cells));
    const company = account === undefined ? undefined : { ids: accountIds(cells), name: accountName(cells), domain: domain(cells) };
    return {
      email: email?.(cells), phone: phone?.(cells), firstName: firstName?.(cells) ?? full.first, lastName: lastName?.(cells) ?? full.last, ids: ids(cells), visitorId: visitorId?.(cells),
      account: company === undefined || (company.ids === undefined && company.name === undefined && company.domain === undefined) ? undefined : company,
    };
  };
}

interface FullName {
  readonly first: string | undefined;
  readonly last: string | undefined;
}
const NO_NAME: FullName = { first: undefined, last: undefined };

/** `Ann Maria Lee` and `Lee, Ann Maria`. */
function splitName(name: string | undefined): FullName {
  if (name === undefined) return NO_NAME;
  const comma = name.indexOf(',');
  if (comma > 0) return { first: name.slice(comma + 1).trim() || undefined, last: name.slice(0, comma).trim() };
  const space = name.lastIndexOf(' ');
  return space < 0 ? { first: undefined, last: name } : { first: name.slice(0, space).trim(), last: name.slice(space + 1) };
}

const namesPerson = (who: Who): boolean => who.email !== undefined || who.phone !== undefined || who.visitorId !== undefined || who.ids !== undefined;

const FILLED = new Set(['not empty', 'filled']);

/** All columns of a condition must agree. */
export function compileWhen(when: When | undefined, where: string, lookup: ColumnLookup): (cells: Cells) => boolean {
  const tests = Object.entries(when ?? {}).map(([name, test]) => {
    const column = lookup.find(name, `${where}.when`);
    const set = (words: readonly string[] | undefined) => (words === undefined ? undefined : new Set(words.map(fold)));
    const [is, not] = [set(test.is), set('not' in test ? test.not : undefined)];
    const contains = 'contains' in test ? test.contains?.map(fold) : undefined;
    const starts = 'starts' in test ? test.starts?.map(fold) : undefined;
    const among = (words: ReadonlySet<string>, text: string, empty: boolean): boolean => words.has(text) || (empty ? words.has('empty') || words.has('') : [...FILLED].some((w) => words.has(w)));
    return (cells: Cells): boolean => {
      const cell = column < 0 ? '' : (cells[column] ?? '');
      const empty = isEmpty(cell);
      const text = empty ? '' : fold(cell);
      if (is !== undefined && !among(is, text, empty)) return false;
      if (not !== undefined && among(not, text, empty)) return false;
      if (contains !== undefined && !contains.some((part) => text.includes(part))) return false;
      return starts === undefined || starts.some((part) => text.startsWith(part));
    };
  });
  if (tests.length === 0) return () => true;
  return (cells) => tests.every((test) => test(cells));
}

const slug = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_').replace(/^_|_$/g, '');

/** What tells facts of these kinds apart that share a record's key. */
const TOLD_APART_BY: Readonly<Partial<Record<FactKind, string>>> = { stageChange: 'stage', series: 'series', rate: 'currency' };

/**
 * Keys of a fact: its own column's, else the row's; with its stage, series or currency, or else its place among
 * the row's facts that have the same key.
 * @param position how many entries of the kind with the same key came before
 */
function compileKey(entry: FactMapping, position: number, mapping: Mapping, where: string, context: FieldContext): (cells: Cells) => string | undefined {
  const field = entry.key ?? mapping.key;
  if (field === undefined) return none;
  const get = compileText(field, entry.key === undefined ? 'key' : `${where}.key`, context);
  const prefix = mapping.source ?? slug(field.columns.join(' '));
  const apart = TOLD_APART_BY[entry.kind];
  // A stage change with a key of its own is a record of a history: its key says all.
  const name = apart === undefined || (apart === 'stage' && entry.key !== undefined) ? none : compileText(entry.fields.get(apart), `${where}.${apart}`, context);
  const suffix = position > 0 ? `:${position + 1}` : '';
  return (cells) => {
    const own = get(cells);
    if (own === undefined) return undefined;
    const what = name(cells);
    return what === undefined ? `${prefix}:${own}${suffix}` : `${prefix}:${own}:${fold(what)}`;
  };
}

/**
 * @returns a function from a row's cells to its facts, a problem, or why it is no data
 * @throws AppError mapping_invalid, ambiguous_dates, ambiguous_numbers, mixed_dates
 */
export async function compileMapping(mapping: Mapping, table: Table, context: ReadContext, options: CompileOptions = {}): Promise<(cells: Cells) => MappedRow> {
  const lookup = new ColumnLookup(table.header, options.absent ?? 'refuse');
  const entries = [...stageEntries(mapping), ...mapping.facts];
  const given = { dateOrder: mapping.dateOrder, decimal: mapping.decimal, decimalIfOpen: options.decimalIfOpen, where: options.where ?? 'in the mapping' };
  const formatOf = await decideFormats(table, columnUses(entries, lookup), given);
  const trouble = new RowTrouble();
  const fields: FieldContext = { columns: lookup, trouble, timeZone: mapping.timeZone ?? context.timeZone, currency: mapping.currency ?? context.currency, formatOf };

  const commonWho = compileWho(mapping.who, 'who', fields);
  const originFields = new Map(Object.entries(mapping.origin ?? {}).flatMap(([name, field]) => (field === undefined ? [] : [[name, field] as const])));
  const commonOrigin = compileOrigin(originFields, 'origin', fields, none);
  const seen = new Map<string, number>();
  const plans = entries.map((entry, i): Plan => {
    const stages = i < entries.length - mapping.facts.length;
    const where = stages ? `stages.${entry.fields.get('stage')?.text ?? ''}` : `facts[${i - (entries.length - mapping.facts.length)}]`;
    const alike = `${entry.kind} ${(entry.key ?? mapping.key)?.columns.join('|') ?? ''}`;
    const position = seen.get(alike) ?? 0;
    seen.set(alike, position + 1);
    const origin = compileOrigin(entry.fields, where, fields, TAKES_COMMON_ORIGIN.has(entry.kind) ? commonOrigin : (): Origin => ({}));
    return {
      entry, build: compileBuilder({ ...fields, entry, where, origin, now: context.now, stages: context.stages }),
      key: compileKey(entry, position, mapping, where, fields),
      when: entry.when === undefined ? undefined : compileWhen(entry.when, where, lookup),
      who: entry.who === undefined ? undefined : compileWho(entry.who, `${where}.who`, fields),
    };
  });
  const skips = (mapping.skip ?? []).map((w, i) => compileWhen(w, `skip[${i}]`, lookup));

  return (cells) => {
    for (const skip of skips) if (skip(cells)) return { skipped: 'left out by the mapping' };
    trouble.problem = undefined;
    const who = commonWho(cells);
    const facts: FactDraft[] = [];
    for (const plan of plans) {
      if (plan.when !== undefined && !plan.when(cells)) continue;
      const subject = plan.who === undefined ? who : plan.who(cells);
      const draft = plan.build(cells, plan.key(cells), subject);
      if (trouble.problem !== undefined) return { problem: trouble.problem };
      if (draft === undefined) continue;
      const nobody = unnamed(plan.entry.kind, subject);
      if (nobody !== undefined) return { problem: nobody };
      facts.push(draft);
    }
    return facts.length === 0 ? { skipped: 'nothing in it to import' } : { facts };
  };
}

interface Plan {
  readonly entry: FactMapping;
  readonly build: Builder;
  readonly key: (cells: Cells) => string | undefined;
  readonly when: ((cells: Cells) => boolean) | undefined;
  readonly who: ((cells: Cells) => Who) | undefined;
}

/** A deal's origin is what its own record names, a cost's what it was spent on: neither takes the row's. */
const TAKES_COMMON_ORIGIN: ReadonlySet<FactKind> = new Set(['touch', 'submission', 'person']);

function unnamed(kind: FactKind, who: Who): RowProblem | undefined {
  if (NEEDS_PERSON.has(kind) && !namesPerson(who)) return { reason: 'the row names nobody: e-mail, phone, id and visitor are all empty', remedy: 'Fill one of them in, map another column under who:, or leave such rows out with when:.' };
  if (kind === 'account' && who.account === undefined) return { reason: 'the row names no account: name, domain and id are all empty', remedy: 'Fill one of them in, or leave such rows out with when:.' };
  return undefined;
}

