// The grammar of a mapping: which column of a table becomes which field of which fact. Checked once,
// with errors that name the place, the valid words and the nearest; docs/mapping.md explains it.
import { z } from 'zod';
import { FACT_KINDS, type FactKind } from '../../facts/drafts.js';
import { isTimeZone } from '../../shared/api/settings.js';
import { AppError } from '../../shared/errors.js';
import { didYouMean } from '../../shared/nearest.js';
import { currencyCode } from '../reading/parse-money.js';
import { fieldsOf, ORIGIN_FIELDS } from './fact-fields.js';

/** Constants may be written as YAML numbers, booleans or null (nothing); they are text from here on. */
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]).transform((v) => (v === null ? '' : String(v)));
const columnName = z.union([z.string().min(1), z.number()]).transform(String);

const timeZone = z.string().refine(isTimeZone, 'is no IANA time zone such as Europe/Prague');
const translation = {
  /** Value in the file -> value of the field, whatever the letter case. */
  map: z.record(z.string(), scalar).optional(),
  /** For values that `map` does not list. */
  else: scalar.optional(),
  /** For empty cells. */
  default: scalar.optional(),
  /** Only the part before the first of these. */
  split: z.string().min(1).optional(),
  /** Zone of times in this column that name none. */
  timeZone: timeZone.optional(),
  /** Divides an amount: 100 for cents, 1000000 for micros. */
  divide: z.number().positive().optional(),
};

const fieldObject = z.union([
  z.strictObject({ column: columnName, ...translation }),
  z.strictObject({ value: scalar }),
  z.strictObject({ first: z.array(columnName).min(1), ...translation }),
  z.strictObject({ join: z.array(columnName).min(1), with: z.string().default(' '), ...translation }),
  z.strictObject({ filled: z.array(columnName).min(1), ...translation }),
]);
type FieldObject = z.output<typeof fieldObject>;

/** How one field of a fact is filled. */
export interface Field {
  readonly how: 'first' | 'join' | 'filled' | 'value';
  readonly columns: readonly string[];
  /** The constant of `value`, or what `join` puts between. */
  readonly text: string;
  readonly map: ReadonlyMap<string, string> | undefined;
  readonly otherwise: string | undefined;
  readonly whenEmpty: string | undefined;
  readonly split: string | undefined;
  readonly timeZone: string | undefined;
  readonly divide: number | undefined;
}

/** How values of a map are compared: whatever their letter case and the spaces around them. */
export const fold = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase();

const plainField = (columns: readonly string[]): Field => ({ how: 'first', columns, text: '', map: undefined, otherwise: undefined, whenEmpty: undefined, split: undefined, timeZone: undefined, divide: undefined });

function toField(spec: FieldObject): Field {
  if ('value' in spec) return { ...plainField([]), how: 'value', text: spec.value };
  const rest = {
    map: spec.map === undefined ? undefined : new Map(Object.entries(spec.map).map(([from, to]) => [fold(from), to])),
    otherwise: spec.else, whenEmpty: spec.default, split: spec.split, timeZone: spec.timeZone, divide: spec.divide,
  };
  if ('column' in spec) return { ...plainField([spec.column]), ...rest };
  if ('first' in spec) return { ...plainField(spec.first), ...rest };
  if ('filled' in spec) return { ...plainField(spec.filled), ...rest, how: 'filled' };
  return { ...plainField(spec.join), ...rest, how: 'join', text: spec.with };
}

/** A column by its name; an object that says more. */
const field = z.union([columnName.transform((c) => plainField([c])), fieldObject.transform(toField)]);
/** A key may also list the columns that together identify a record. */
const keyField = z.union([field, z.array(columnName).min(1).transform((columns): Field => ({ ...plainField(columns), how: 'join', text: '/' }))]);

const who = z.strictObject({
  email: field.optional(),
  phone: field.optional(),
  firstName: field.optional(),
  lastName: field.optional(),
  /** A full name: `Ann Lee` or `Lee, Ann`. */
  name: field.optional(),
  /** Namespace -> column: `{ "crm:lead": Lead ID }` gives `crm:lead:4563`. */
  ids: z.record(z.string().regex(/^[^\s:]+(:[^\s:]+)*$/, 'is no namespace such as crm:lead'), field).optional(),
  visitorId: field.optional(),
  account: z.strictObject({ name: field.optional(), domain: field.optional(), ids: z.record(z.string(), field).optional() }).optional(),
});
export type WhoMapping = z.output<typeof who>;

const words = z.union([scalar.transform((v) => [v]), z.array(scalar).min(1)]);
const condition = z.union([
  words.transform((values) => ({ is: values })),
  z.strictObject({ is: words.optional(), not: words.optional(), contains: words.optional(), starts: words.optional() }),
]);
const when = z.record(z.string(), condition);
export type When = z.output<typeof when>;

const originMapping = z.strictObject(Object.fromEntries(Object.keys(ORIGIN_FIELDS).map((name) => [name, field.optional()])));

/** A fact entry before its fields are checked against its kind. */
const factEntry = z.looseObject({ kind: z.enum(FACT_KINDS), key: keyField.optional(), when: when.optional(), who: who.optional() });
/** What besides e-mail and phone an enquiry is judged by. */
export interface Scrub {
  readonly honeypot?: Field | undefined;
  readonly consent?: Field | undefined;
  readonly country?: string | undefined;
}
const scrub = z.union([
  z.boolean().transform((on): Scrub | undefined => (on ? {} : undefined)),
  z.strictObject({ honeypot: field.optional(), consent: field.optional(), country: z.string().regex(/^[A-Z]{2}$/, 'is no country code such as CZ').optional() }).transform((s): Scrub | undefined => s),
]);

export interface FactMapping {
  readonly kind: FactKind;
  readonly key: Field | undefined;
  readonly when: When | undefined;
  readonly who: WhoMapping | undefined;
  readonly fields: ReadonlyMap<string, Field>;
  /** Submissions only: judge e-mail, phone and domain. */
  readonly scrub: Scrub | undefined;
  /** Deals only: take amounts below nought (credits) instead of refusing them. */
  readonly negative: 'refuse' | 'accept';
}

const SETTINGS = z.strictObject({
  /** Names the system the file is from; ids of two files of one source are the same ids. */
  source: z.string().regex(/^[\w.-]+$/, 'is no short name such as crm').optional(),
  timeZone: timeZone.optional(),
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']).optional(),
  decimal: z.enum(['.', ',']).optional(),
  currency: z.string().optional(),
  delimiter: z.enum([',', ';', '\t', '|', 'comma', 'semicolon', 'tab', 'pipe']).optional(),
  encoding: z.string().optional(),
  headerRow: z.number().int().positive().optional(),
  columns: z.array(columnName).min(1).optional(),
  shortRows: z.enum(['refuse', 'fill']).optional(),
  skip: z.union([when.transform((w) => [w]), z.array(when)]).optional(),
  key: keyField.optional(),
  who: who.optional(),
  origin: originMapping.optional(),
  stages: z.record(z.string(), field).optional(),
  facts: z.array(z.unknown()).optional(),
});

const DELIMITER = { comma: ',', semicolon: ';', tab: '\t', pipe: '|', ',': ',', ';': ';', '\t': '\t', '|': '|' } as const;

/** A checked mapping. Whether its columns exist shows when it meets a file. */
export interface Mapping extends Omit<z.output<typeof SETTINGS>, 'facts' | 'delimiter'> {
  readonly delimiter: ',' | ';' | '\t' | '|' | undefined;
  readonly facts: readonly FactMapping[];
}

const invalid = (reason: string, remedy: string): AppError => new AppError('mapping_invalid', { reason, remedy });
const place = (path: readonly PropertyKey[]): string => path.reduce<string>((text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? String(step) : `${text}.${String(step)}`), '');

const FIELD_HELP = 'Write a column\'s name, { column: Name, map: {…}, default: … }, { first: [A, B] }, { join: [A, B] } or { value: constant }.';

const FIELD_KEYS = ['column', 'value', 'first', 'join', 'with', 'filled', 'map', 'else', 'default', 'split', 'timeZone', 'divide', 'is', 'not', 'contains', 'starts'];

/** The issues of all alternatives of a union, each with its whole path. */
function leaves(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  return issue.errors.flat().flatMap((inner) => leaves({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** Turns Zod's first issue into one sentence about the mapping. */
function explain(issue: z.core.$ZodIssue, path: readonly PropertyKey[], valid: readonly string[] | undefined): AppError {
  const at = place([...path, ...issue.path]);
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const names = valid ?? KEYS_AT[String(issue.path.at(-1) ?? '')] ?? KEYS_AT[''] ?? [];
    return invalid(`${at === '' ? '' : `${at}: `}there is no "${key}".`, `${didYouMean(key, names)}Valid: ${names.join(', ')}.`);
  }
  if (issue.code === 'invalid_union') {
    const inside = leaves(issue);
    const strange = inside.flatMap((leaf) => (leaf.code === 'unrecognized_keys' ? leaf.keys : [])).find((key) => !FIELD_KEYS.includes(key));
    if (strange !== undefined) return invalid(`${at}: there is no "${strange}" in a field.`, `${didYouMean(strange, FIELD_KEYS)}${FIELD_HELP}`);
    // The alternative that got furthest is the one that was meant.
    const deepest = inside.filter((leaf) => leaf.path.length > issue.path.length).sort((a, b) => b.path.length - a.path.length)[0];
    return deepest === undefined ? invalid(`${at} can't be read.`, FIELD_HELP) : explain(deepest, path, valid);
  }
  if (issue.code === 'invalid_value') return invalid(`${at} is none of the values it can have.`, `Use one of ${issue.values.map((v) => JSON.stringify(v)).join(', ')}.`);
  return invalid(`${at === '' ? 'it' : at} ${issue.code === 'custom' || issue.code === 'invalid_format' ? issue.message : `is not as expected: ${issue.message}`}.`, 'See docs/mapping.md for what can stand there.');
}

const WHO_KEYS = Object.keys(who.shape);
const KEYS_AT: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(SETTINGS.shape),
  who: WHO_KEYS,
  account: ['name', 'domain', 'ids'],
  origin: Object.keys(ORIGIN_FIELDS),
  scrub: ['honeypot', 'consent', 'country'],
};

function parse<T>(schema: z.ZodType<T>, value: unknown, path: readonly PropertyKey[], valid?: readonly string[]): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (issue === undefined) throw invalid('it can\'t be read.', 'See docs/mapping.md.');
  throw explain(issue, path, valid);
}

/** Keys of a fact entry that are no field. */
const ENTRY_KEYS = ['kind', 'key', 'when', 'who'];

function checkFact(value: unknown, index: number): FactMapping {
  const path = ['facts', index];
  if (typeof value !== 'object' || value === null) throw invalid(`${place(path)} is no entry.`, 'Begin each with its kind: - kind: submission');
  const { kind: named } = value as { kind?: unknown };
  if (typeof named !== 'string') throw invalid(`${place(path)} has no kind.`, `Add one of ${FACT_KINDS.join(', ')}.`);
  if (!(FACT_KINDS as readonly string[]).includes(named)) throw invalid(`${place([...path, 'kind'])}: there is no kind of fact "${named}".`, `${didYouMean(named, FACT_KINDS)}Valid: ${FACT_KINDS.join(', ')}.`);
  const entry = parse(factEntry, value, path);
  const { kind, key } = entry;
  const known = fieldsOf(kind);
  const extra = kind === 'submission' ? ['scrub'] : kind === 'deal' ? ['negative'] : [];
  const valid = [...ENTRY_KEYS, ...extra, ...Object.keys(known).filter((n) => n !== 'key')];
  const fields = new Map<string, Field>();
  for (const [name, spec] of Object.entries(value)) {
    if (ENTRY_KEYS.includes(name) || extra.includes(name)) continue;
    if (name === 'origin' && 'source' in known) {
      for (const [part, f] of Object.entries(parse(originMapping, spec, [...path, 'origin']))) if (f !== undefined) fields.set(part, f);
      continue;
    }
    if (!Object.hasOwn(known, name)) throw invalid(`${place(path)} (${kind}): there is no field "${name}".`, `${didYouMean(name, valid)}Valid: ${valid.join(', ')}.`);
    fields.set(name, parse(field, spec, [...path, name]));
  }
  for (const [name, f] of Object.entries(known)) {
    if (f.required === true && !fields.has(name)) throw invalid(`${place(path)} (${kind}) has no "${name}" (${f.about}).`, `Add ${name}: with the column that holds it, or { value: … } for the same in every row.`);
  }
  if (kind === 'cost' && !fields.has('period') && !fields.has('from')) throw invalid(`${place(path)} (cost) names no days.`, 'Add period: with a column of days, months, quarters or years, or from: and until:.');
  return {
    kind, key, when: entry.when, who: entry.who, fields,
    scrub: kind === 'submission' && 'scrub' in value ? parse(scrub, value.scrub, [...path, 'scrub']) : undefined,
    negative: kind === 'deal' && 'negative' in value ? parse(z.enum(['refuse', 'accept']), value.negative, [...path, 'negative']) : 'refuse',
  };
}

/**
 * Checks a mapping as it came out of YAML or JSON.
 * @throws AppError mapping_invalid that names the place, what is wrong, the valid words and the nearest
 */
export function checkMapping(value: unknown): Mapping {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid('it is no mapping.', 'Begin with facts: and see docs/mapping.md for examples.');
  const { facts, delimiter, ...settings } = parse(SETTINGS, value, []);
  const { currency } = settings;
  if (currency !== undefined) {
    const code = currencyCode(currency);
    if (typeof code !== 'string') throw invalid(`currency: ${code.reason}.`, code.remedy);
    settings.currency = code;
  }
  const entries = (facts ?? []).map(checkFact);
  if (facts === undefined && Object.keys(settings.stages ?? {}).length === 0) throw invalid('it names no facts.', `Add facts: with at least one entry; kinds: ${FACT_KINDS.join(', ')}.`);
  return { ...settings, delimiter: delimiter === undefined ? undefined : DELIMITER[delimiter], facts: entries };
}
