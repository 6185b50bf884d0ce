// Persona rules as SQL: which persona somebody is, from what is known of them and their company at the moment looked at.
import { joinSql, param, sql, type Sql } from '../../database/sql.js';
import type { PersonaCondition, PersonaField, PersonaRuleSet } from '../../shared/api/persona-rules.js';

/** Where the columns that rules look at stand in a statement, each text with '' for unknown. `size` is the number or band as the source has it, `company_size` the band of figures. */
export type PersonaColumns = Readonly<Record<PersonaField | 'size', Sql>>;

const texts = (values: readonly string[]): Sql => sql`${param('Array(String)', [...values])}`;
const lower = (text: Sql): Sql => sql`lowerUTF8(trim(BOTH ' ' FROM toString(${text})))`;
/** What neither letter nor digit is parts words. */
const padded = (text: Sql): Sql => sql`concat(' ', replaceRegexpAll(lowerUTF8(toString(${text})), '[^\\\\p{L}\\\\p{N}]+', ' '), ' ')`;
/** The same of what is looked for. */
const paddedWords = (text: string): string => ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;

/** The numbers in a size: 51–200, 1,000+, over 1000; without what parts thousands. */
const sizeNumbers = (size: Sql): Sql => sql`arrayMap(n -> toUInt64OrZero(n), extractAll(replaceRegexpAll(toString(${size}), '([0-9])[.,''’]([0-9]{3})', '\\\\1\\\\2'), '[0-9]+'))`;

function between(size: Sql, from: number | undefined, to: number | undefined): Sql {
  const numbers = sizeNumbers(size);
  const open = sql`(length(${numbers}) = 1 AND match(lowerUTF8(toString(${size})), '[+>]|over|more|above'))`;
  const upTo = sql`(length(${numbers}) = 1 AND match(lowerUTF8(toString(${size})), '<|under|less|below|up to'))`;
  const begins = from === undefined || from === 0 ? sql`1` : sql`(NOT ${upTo} AND ${numbers}[1] >= ${param('UInt64', from)})`;
  const ends = to === undefined ? sql`1` : sql`(NOT ${open} AND ${numbers}[-1] <= ${param('UInt64', to)})`;
  return sql`(notEmpty(${numbers}) AND ${begins} AND ${ends})`;
}

function conditionOf(condition: PersonaCondition, columns: PersonaColumns): Sql {
  const column = columns[condition.field];
  if (condition.test === 'between') return between(columns.size, condition.from, condition.to);
  const { values } = condition;
  const sized = condition.field === 'company_size';
  if (condition.test === 'is') {
    const list = texts(values.map((v) => v.trim().toLowerCase()));
    return sized ? sql`(has(${list}, ${lower(column)}) OR has(${list}, ${lower(columns.size)}))` : sql`has(${list}, ${lower(column)})`;
  }
  if (condition.test === 'contains') return sql`multiSearchAny(${padded(column)}, ${texts(values.map(paddedWords))})`;
  return sql`arrayExists(v -> startsWith(${lower(column)}, v), ${texts(values.map((v) => v.trimStart().toLowerCase()))})`;
}

/** The persona: of the first rule that holds; of those whom none fits what the record says, or ''. */
export function personaOf({ rules, others }: PersonaRuleSet, columns: PersonaColumns): Sql {
  const otherwise = others === 'keep' ? sql`toString(${columns.role})` : sql`''`;
  if (rules.length === 0) return otherwise;
  const cases = rules.map(({ persona, when }) => sql`(${joinSql(when.map((c) => conditionOf(c, columns)), sql` AND `)}), ${param('String', persona)}`);
  return sql`multiIf(${joinSql(cases)}, ${otherwise})`;
}
