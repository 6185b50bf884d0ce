// Turns one field of a mapping into a fast function from a row's cells to its value. Everything that
// can be decided once (columns, constants, formats) is decided here, not per row.
import { Decimal } from 'decimal.js';
import { AppError } from '../../shared/errors.js';
import { didYouMean } from '../../shared/nearest.js';
import type { RowProblem } from '../connector.js';
import { detach } from '../../shared/detach.js';
import { currencyCode, moneyParser, type Money } from '../reading/parse-money.js';
import { dayParser, momentParser, type DateOrder } from '../reading/parse-moment.js';
import { countParser, cut, measureParser, type DecimalSign } from '../reading/parse-number.js';
import { isEmpty, Refusal, type CellParser } from '../reading/refusal.js';
import type { ColumnLookup } from './column-lookup.js';
import { fold, type Field } from './mapping-schema.js';
import type { FactField } from './fact-fields.js';

type Cells = readonly string[];
/** The value of a field in a row; undefined where the cell says nothing, or was refused (see RowTrouble). */
export type Getter<T> = (cells: Cells) => T | undefined;
export const none: Getter<never> = () => undefined;

/** The first refusal in the row being read. One object serves all rows, one after another. */
export class RowTrouble {
  problem: RowProblem | undefined;

  refuse(refusal: Refusal, column: string, value: string): undefined {
    this.problem ??= refusal.inColumn(column, value);
    return undefined;
  }
}

/** What the file and the workspace contribute to reading cells. */
export interface FieldContext {
  readonly columns: ColumnLookup;
  readonly trouble: RowTrouble;
  readonly timeZone: string;
  /** Currency of amounts that name none. */
  readonly currency: string | undefined;
  /** Decided formats of a column; undefined before the file has been looked at. */
  readonly formatOf: (column: number) => { readonly dateOrder: DateOrder | undefined; readonly decimal: DecimalSign | undefined };
}

const MAX_TEXT = 2000;
const TOO_LONG = new Refusal('the text is longer than 2,000 characters', 'Shorten it, or leave the column out of the mapping.');

export const textParser: CellParser<string> = (text) => {
  const trimmed = text.trim();
  return trimmed.length <= MAX_TEXT ? trimmed : TOO_LONG;
};

/** One of some words, whatever letter case, spaces and hyphens it is written with. */
export function choiceParser(choices: readonly string[], synonyms: Readonly<Record<string, string>> = {}): CellParser<string> {
  const plain = (t: string): string => t.trim().toLowerCase().replace(/[\s-]+/g, '_');
  const known = new Map([...choices.map((c) => [c, c] as const), ...Object.entries(synonyms)]);
  return (text) => {
    const found = known.get(text) ?? known.get(plain(text));
    if (found !== undefined) return found;
    return new Refusal(`"${cut(text)}" is none of ${choices.join(', ')}`, `${didYouMean(plain(text), choices)}Write one of these, or translate it: in a mapping with map: or else:, in a connector's options where it has them.`);
  };
}

/** Indices of a field's columns in the file; those it lacks are left out where that is allowed. */
export function columnsOf(field: Field, lookup: ColumnLookup, where: string): number[] {
  return field.columns.map((name) => lookup.find(name, where)).filter((i) => i >= 0);
}

/**
 * A getter of typed values.
 * @param where the field's place in the mapping, for errors: `facts[0].at`
 * @param parse reads a cell that is not empty, by its column (-1: text put together from several)
 * @param parseConstant reads what the mapping itself gives: constants, defaults, results of a map
 * @throws AppError mapping_invalid for an unknown column or a constant that can't be read
 */
export function compileField<T>(field: Field | undefined, where: string, context: FieldContext, parse: (column: number) => CellParser<T>, parseConstant: CellParser<T>): Getter<T> {
  if (field === undefined) return none;
  const constant = (text: string | undefined): T | undefined => {
    if (text === undefined || text === '') return undefined;
    const value = parseConstant(text);
    if (value instanceof Refusal) throw new AppError('mapping_invalid', { reason: `${where}: ${value.reason}.`, remedy: value.remedy });
    return value;
  };
  if (field.how === 'value') {
    const value = constant(field.text);
    return () => value;
  }
  const { columns: lookup, trouble } = context;
  const anyText: unknown = textParser;
  const columns = columnsOf(field, lookup, where);
  const [column = -1] = columns;
  const whenEmpty = constant(field.whenEmpty ?? field.otherwise);
  if (columns.length === 0) return whenEmpty === undefined ? none : () => whenEmpty;
  const name = lookup.header[column] ?? '';
  const map = field.map === undefined ? undefined : new Map([...field.map].map(([from, to]) => [from, constant(to)]));
  const otherwise = field.otherwise === undefined ? undefined : { value: constant(field.otherwise) };
  const translate = (text: string, at: number, read: CellParser<T>): T | undefined => {
    if (map !== undefined) {
      const key = fold(text);
      if (map.has(key)) return map.get(key);
    }
    // Every text can be a text: there, `else` is for all that the map does not list. Elsewhere it is for what the field can't take.
    if (otherwise !== undefined && parseConstant === anyText) return otherwise.value;
    const value = read(text);
    if (!(value instanceof Refusal)) return value;
    return otherwise === undefined ? trouble.refuse(value, lookup.header[at] ?? name, text) : otherwise.value;
  };

  const { split } = field;
  if (field.how === 'filled') {
    const names = columns.map((i) => field.columns.find((c) => fold(c) === fold(lookup.header[i] ?? '')) ?? lookup.header[i] ?? '');
    const read = parse(-1);
    return (cells) => {
      const at = columns.findIndex((i) => !isEmpty(cells[i] ?? ''));
      return at < 0 ? whenEmpty : translate(names[at] ?? '', columns[at] ?? -1, read);
    };
  }
  if (field.how === 'join') {
    const read = parse(-1);
    return (cells) => {
      const parts = columns.map((i) => (isEmpty(cells[i] ?? '') ? '' : (cells[i] ?? '').trim()));
      if (parts.every((p) => p === '')) return whenEmpty;
      return translate(field.text === ' ' ? parts.filter((p) => p !== '').join(' ') : parts.join(field.text), column, read);
    };
  }
  if (columns.length > 1) {
    const reads = columns.map(parse);
    return (cells) => {
      for (let k = 0; k < columns.length; k++) {
        const text = firstPart(cells[columns[k] ?? -1] ?? '', split);
        if (!isEmpty(text)) return translate(text, columns[k] ?? -1, reads[k] ?? parse(-1));
      }
      return whenEmpty;
    };
  }
  const read = parse(column);
  if (split !== undefined || map !== undefined || otherwise !== undefined) {
    return (cells) => {
      const text = firstPart(cells[column] ?? '', split);
      return isEmpty(text) ? whenEmpty : translate(text, column, read);
    };
  }
  return (cells) => {
    const text = cells[column] ?? '';
    if (isEmpty(text)) return whenEmpty;
    const value = read(text);
    return value instanceof Refusal ? trouble.refuse(value, name, text) : value;
  };
}

const firstPart = (text: string, split: string | undefined): string => (split === undefined ? text : (text.split(split).find((p) => p.trim() !== '') ?? ''));

export const compileText = (field: Field | undefined, where: string, context: FieldContext): Getter<string> => compileField(field, where, context, () => textParser, textParser);

export const compileChoice = (field: Field | undefined, where: string, context: FieldContext, read: FactField['read']): Getter<string> => {
  const parse = read.type === 'choice' ? choiceParser(read.choices, read.synonyms) : textParser;
  return compileField(field, where, context, () => parse, parse);
};

export function compileMoment(field: Field | undefined, where: string, context: FieldContext): Getter<string> {
  const zone = field?.timeZone ?? context.timeZone;
  return compileField(field, where, context, (column) => momentParser(zone, context.formatOf(column).dateOrder), momentParser(zone, 'ymd'));
}

export function compileDay(field: Field | undefined, where: string, context: FieldContext): Getter<string> {
  return compileField(field, where, context, (column) => dayParser(context.formatOf(column).dateOrder), dayParser('ymd'));
}

export function compileMoney(field: Field | undefined, where: string, context: FieldContext): Getter<Money> {
  const divided = (parse: CellParser<Money>): CellParser<Money> => {
    const divide = field?.divide;
    if (divide === undefined) return parse;
    return (text) => {
      const money = parse(text);
      return money instanceof Refusal ? money : { ...money, amount: new Decimal(money.amount).div(divide).toDecimalPlaces(8).toFixed() };
    };
  };
  return compileField(field, where, context, (column) => divided(moneyParser(context.formatOf(column).decimal, context.currency)), moneyParser('.', context.currency));
}

export function compileCount(field: Field | undefined, where: string, context: FieldContext): Getter<number> {
  return compileField(field, where, context, (column) => countParser(context.formatOf(column).decimal), countParser('.'));
}

export function compileNumber(field: Field | undefined, where: string, context: FieldContext): Getter<number> {
  return compileField(field, where, context, (column) => measureParser(context.formatOf(column).decimal), measureParser('.'));
}

export const compileCurrency = (field: Field | undefined, where: string, context: FieldContext): Getter<string> => compileField(field, where, context, () => currencyParser(), currencyParser());

/** Codes repeat in every row: each text is looked at once. */
function currencyParser(): CellParser<string> {
  const seen = new Map<string, string | Refusal>();
  return (text) => {
    let code = seen.get(text);
    if (code === undefined) {
      code = currencyCode(text);
      if (seen.size < 1000) seen.set(detach(text), code);
    }
    return code;
  };
}
