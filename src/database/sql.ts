// The sql tag. It accepts only parameters, identifiers, lists of these and other Sql;
// a bare string in ${} does not compile, so values never become SQL text.

/** ClickHouse type name of a parameter; PostgreSQL infers its own. */
export type ParamType =
  | 'String' | 'UInt8' | 'UInt32' | 'UInt64' | 'Int32' | 'Int64' | 'Float64' | 'Bool'
  | 'Date' | "DateTime64(3, 'UTC')" | 'Decimal(38, 8)'
  | 'Array(String)' | 'Array(UInt64)' | 'Array(UInt32)' | 'Array(Int32)' | 'Array(Date)' | 'Array(Float64)' | 'Nullable(String)' | 'Array(Nullable(String))'
  | "Array(DateTime64(3, 'UTC'))";

export type Scalar = string | number | bigint | boolean | null;
export type ParamValue = Scalar | readonly Scalar[];

class Param {
  constructor(readonly type: ParamType, readonly value: ParamValue) {}
}
class Identifier {
  constructor(readonly name: string) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)?$/.test(name)) throw new TypeError(`not an identifier: ${name}`);
  }
}

type Piece = string | Param | Identifier;

/** A statement or a fragment of one, with its parameters in place. */
export class Sql {
  /** @internal */ readonly pieces: readonly Piece[];
  /** @internal */ constructor(pieces: readonly Piece[]) {
    this.pieces = pieces;
  }
}

/** A value bound server-side. */
export const param = (type: ParamType, value: ParamValue): Param => new Param(type, value);
/** A table, column or alias name; letters, digits and underscore, optionally one qualifying dot. */
export const identifier = (name: string): Identifier => new Identifier(name);

export function sql(strings: TemplateStringsArray, ...values: readonly (Sql | Param | Identifier)[]): Sql {
  const pieces: Piece[] = [];
  strings.forEach((text, i) => {
    if (text !== '') pieces.push(text);
    const value = values[i];
    if (value instanceof Sql) pieces.push(...value.pieces);
    else if (value !== undefined) pieces.push(value);
  });
  return new Sql(pieces);
}

/** Fragments joined by a fixed separator. */
export function joinSql(parts: readonly (Sql | Param | Identifier)[], separator: Sql = sql`, `): Sql {
  const pieces: Piece[] = [];
  parts.forEach((part, i) => {
    if (i > 0) pieces.push(...separator.pieces);
    if (part instanceof Sql) pieces.push(...part.pieces);
    else pieces.push(part);
  });
  return new Sql(pieces);
}

/** `(a) AND (b)`; `1` when there is nothing to require. */
export function allOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`1` : joinSql(conditions.map((c) => sql`(${c})`), sql` AND `);
}

const MOST = { UInt8: 2 ** 8 - 1, UInt32: 2 ** 32 - 1 } as const;

/**
 * A number as the engine reads one of exactly this type, where it does: an unsigned one by its size, a Float64 by its point. A number
 * in the statement is a constant from the start; a parameter is a conversion, which takes longer to understand and to work with.
 */
function numberLiteral({ type, value }: Param): string | undefined {
  if (typeof value !== 'number') return undefined;
  if (type === 'UInt8') return Number.isInteger(value) && value >= 0 && value <= MOST.UInt8 ? String(value) : undefined;
  if (type === 'UInt32') return Number.isInteger(value) && value > 2 ** 16 - 1 && value <= MOST.UInt32 ? String(value) : undefined;
  if (type !== 'Float64' || !Number.isFinite(value) || value < 0 || Object.is(value, -0)) return undefined;
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** For ClickHouse: `{p0:String}` and the values by name; equal values share one parameter, and numbers stand in the text where that is the same. */
export function toClickHouse(statement: Sql): { text: string; params: Record<string, ParamValue> } {
  const params: Record<string, ParamValue> = {};
  const known = new Map<string, string>();
  const text = statement.pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if (piece instanceof Identifier) return piece.name.split('.').map((n) => `\`${n}\``).join('.');
      const literal = numberLiteral(piece);
      if (literal !== undefined) return literal;
      const key = `${piece.type}\u0000${JSON.stringify(piece.value, (_, v: unknown) => (typeof v === 'bigint' ? `${v}n` : v))}`;
      let name = known.get(key);
      if (name === undefined) {
        name = `p${known.size}`;
        known.set(key, name);
        params[name] = piece.value;
      }
      return `{${name}:${piece.type}}`;
    })
    .join('');
  return { text, params };
}

const HALF_A_PAIR = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Halves of surrogate pairs replaced as decoders do: neither engine takes them. */
export const wellFormed = (text: string): string => text.replace(HALF_A_PAIR, '\ufffd');
/** Text that PostgreSQL can hold, which has no NUL either. */
const storable = (text: string): string => wellFormed(text.replaceAll('\0', '\ufffd'));

/** A value as jsonb, for PostgreSQL: what files and callers say can stand in it whatever its characters. */
export const jsonb = (value: unknown): Sql =>
  sql`CAST(${param('String', JSON.stringify(value, (_, v: unknown) => (typeof v === 'string' ? storable(v) : v)))} AS jsonb)`;

const storableValue = (value: ParamValue): ParamValue =>
  typeof value === 'string' ? storable(value) : Array.isArray(value) ? value.map((v: Scalar) => (typeof v === 'string' ? storable(v) : v)) : value;

/** For PostgreSQL: `$1` and the values in order. */
export function toPostgres(statement: Sql): { text: string; values: ParamValue[] } {
  const values: ParamValue[] = [];
  const text = statement.pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if (piece instanceof Identifier) return piece.name.split('.').map((n) => `"${n}"`).join('.');
      values.push(storableValue(piece.value));
      return `$${values.length}`;
    })
    .join('');
  return { text, values };
}

/** The statement with its values written in, for a person to read, copy and run by hand. Never sent to an engine. */
export function toReadable(statement: Sql): string {
  const literal = (value: ParamValue): string => {
    if (Array.isArray(value)) return `[${value.map((v: Scalar) => literal(v)).join(', ')}]`;
    if (value === null) return 'NULL';
    if (typeof value === 'string') return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
    return String(value);
  };
  return statement.pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if (piece instanceof Identifier) return piece.name;
      const text = literal(piece.value);
      if (piece.type === 'Date') return `toDate(${text})`;
      if (piece.type.startsWith('DateTime64')) return `toDateTime64(${text}, 3, 'UTC')`;
      return text;
    })
    .join('');
}
