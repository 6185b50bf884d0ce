// Adds a persona rule, or changes one: what has to hold of a person and their company, all of it, and which persona they are then.
import { useState, type FormEvent } from 'react';
import { PERSONA_FIELDS, type PersonaRule } from '../../../shared/api/persona-rules.js';
import { EMPTY_CONDITION, FIELD_NAMES, linesOf, ruleOf, TEST_NAMES, testsOf, type ConditionFields } from '../../analysis/persona-words.js';
import styles from './segments.module.css';

interface Props {
  /** That is changed; none for a new one. */
  readonly rule?: PersonaRule | undefined;
  /** Names to choose from; others can be typed. */
  readonly personas: readonly string[];
  readonly onRule: (rule: PersonaRule) => void;
  readonly onCancel?: () => void;
}

const MOST_LINES = 10;

export function PersonaRuleForm({ rule, personas, onRule, onCancel }: Props) {
  const [persona, setPersona] = useState(rule?.persona ?? '');
  const [lines, setLines] = useState<readonly ConditionFields[]>((rule && linesOf(rule)) ?? [EMPTY_CONDITION]);
  const said = ruleOf(persona, lines);
  const put = (at: number, change: Partial<ConditionFields>): void => setLines(lines.map((line, i) => (i === at ? { ...line, ...change } : line)));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!said) return;
    onRule(said);
    setPersona('');
    setLines([EMPTY_CONDITION]);
  };
  const typed = (line: ConditionFields, at: number, key: 'values' | 'from' | 'to', label: string, placeholder: string) => (
    <input className={styles.input} aria-label={`${label}, condition ${at + 1}`} value={line[key]} placeholder={placeholder} maxLength={2000} inputMode={key === 'values' ? 'text' : 'numeric'} onChange={(e) => put(at, { [key]: e.currentTarget.value })} />
  );
  return (
    <form className={styles.form} onSubmit={submit} aria-label={rule ? 'Change a persona rule' : 'Add a persona rule'}>
      {lines.map((line, at) => (
        <div key={at} className={styles.line}>
          <span className="tiny faint">{at === 0 ? 'When' : 'and'}</span>
          <select className={styles.input} aria-label={`What, condition ${at + 1}`} value={line.field} onChange={(e) => {
            const field = PERSONA_FIELDS.find((f) => f === e.currentTarget.value) ?? 'role';
            put(at, { field, ...(!testsOf(field).includes(line.test) && { test: testsOf(field)[0] ?? 'is' }) });
          }}>
            {PERSONA_FIELDS.map((field) => <option key={field} value={field}>{FIELD_NAMES[field]}</option>)}
          </select>
          <select className={styles.input} aria-label={`How, condition ${at + 1}`} value={line.test} onChange={(e) => put(at, { test: testsOf(line.field).find((t) => t === e.currentTarget.value) ?? 'is' })}>
            {testsOf(line.field).map((test) => <option key={test} value={test}>{TEST_NAMES[test]}</option>)}
          </select>
          {line.test === 'between'
            ? <span className={styles.pair}>{typed(line, at, 'from', 'From', 'any')}{typed(line, at, 'to', 'To', 'any')}</span>
            : typed(line, at, 'values', 'Values', line.test === 'is' ? 'not filled in' : 'CEO, head of, Geschäftsführer')}
          <button type="button" className="link small" aria-label={`Leave condition ${at + 1} out`} disabled={lines.length === 1} onClick={() => setLines(lines.filter((_, i) => i !== at))}>×</button>
        </div>
      ))}
      <div className={styles.line}>
        <span className="tiny faint">is</span>
        <input className={styles.input} aria-label="Persona" list="personas" value={persona} placeholder="persona" maxLength={100} onChange={(e) => setPersona(e.currentTarget.value)} />
        <datalist id="personas">{personas.map((name) => <option key={name} value={name} />)}</datalist>
        <span className={styles.acts}>
          <button type="submit" className={styles.plain} disabled={!said}>{rule ? 'Change the rule' : 'Add the rule'}</button>
          <button type="button" className="link small" disabled={lines.length >= MOST_LINES} onClick={() => setLines([...lines, EMPTY_CONDITION])}>and another condition</button>
          {onCancel && <button type="button" className="link small" onClick={onCancel}>leave it as it is</button>}
        </span>
      </div>
    </form>
  );
}
