// Persona rules in words, and what is typed in their form as rules.
import { listOfWords } from './list-of-words.js';
import { personaCondition, personaRule, type PersonaCondition, type PersonaField, type PersonaRule } from '../../shared/api/persona-rules.js';

export const FIELD_NAMES: Readonly<Record<PersonaField, string>> = {
  role: 'Job title or role', segment: 'Segment', country: 'Country', owner: 'Owner', industry: 'Industry', company_size: 'Company size', company: 'Company',
};
export const TEST_NAMES = { contains: 'contains the word', is: 'is', startsWith: 'begins with', between: 'is from … to' } as const;
export type Test = keyof typeof TEST_NAMES;

/** What can be asked of a field. */
export const testsOf = (field: PersonaField): Test[] => (field === 'company_size' ? ['between', 'is'] : ['contains', 'is', 'startsWith']);

const listed = (values: readonly string[]): string => values.map((value) => (value === '' ? 'not filled in' : value)).join(' or ');

function conditionWords(condition: PersonaCondition): string {
  const name = FIELD_NAMES[condition.field];
  if (condition.test !== 'between') return `${name} ${TEST_NAMES[condition.test]} ${listed(condition.values)}`;
  const { from, to } = condition;
  return from === undefined ? `${name} is at most ${String(to)}` : to === undefined ? `${name} is at least ${String(from)}` : `${name} is ${String(from)} to ${String(to)}`;
}

/** When a rule holds. */
export const ruleWords = ({ when }: PersonaRule): string => when.map(conditionWords).join(', and ');

/** One line of the form. */
export interface ConditionFields {
  readonly field: PersonaField;
  readonly test: Test;
  /** A list with commas. */
  readonly values: string;
  readonly from: string;
  readonly to: string;
}
export const EMPTY_CONDITION: ConditionFields = { field: 'role', test: 'contains', values: '', from: '', to: '' };

const whole = (text: string): number | undefined => (text.trim() === '' ? undefined : /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN);

/** The condition that a line says; null while it says none. An empty list asks whether the field is filled in. */
function conditionOf({ field, test, values, from, to }: ConditionFields): PersonaCondition | null {
  const words = listOfWords(values);
  const [low, high] = [whole(from), whole(to)];
  const said = test === 'between' ? { field, test, ...(low !== undefined && { from: low }), ...(high !== undefined && { to: high }) } : { field, test, values: words.length === 0 && test === 'is' ? [''] : words };
  const parsed = personaCondition.safeParse(said);
  return parsed.success ? parsed.data : null;
}

/** The rule that the form says; null while it says none. */
export function ruleOf(persona: string, lines: readonly ConditionFields[]): PersonaRule | null {
  const when = lines.map(conditionOf);
  const parsed = personaRule.safeParse({ persona: persona.trim(), when });
  return parsed.success ? parsed.data : null;
}

/** A rule as the form shows it; null for one with values that hold commas, or an empty one among others: the form would lose them. */
export function linesOf({ when }: PersonaRule): ConditionFields[] | null {
  const lines = when.map((condition): ConditionFields =>
    condition.test === 'between'
      ? { ...EMPTY_CONDITION, field: condition.field, test: 'between', from: String(condition.from ?? ''), to: String(condition.to ?? '') }
      : { ...EMPTY_CONDITION, field: condition.field, test: condition.test, values: condition.values.join(', ') });
  const back = lines.map(conditionOf);
  return JSON.stringify(back) === JSON.stringify(when) ? lines : null;
}
