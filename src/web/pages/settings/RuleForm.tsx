// Adds a channel rule of one's own, or changes one: which source, medium or campaign becomes which channel.
import { useState, type FormEvent } from 'react';
import type { ChannelRule, ChannelRulesDocument } from '../../../shared/api/channel-rules.js';
import { SelectInput } from './SettingField.js';
import { ruleOf, type RuleFields } from './rule-words.js';
import styles from './SettingsPage.module.css';

interface Props {
  readonly channels: ChannelRulesDocument['channels'];
  /** Of the rule that is changed; none for a new one. */
  readonly fields?: RuleFields | undefined;
  readonly busy: boolean;
  readonly onRule: (rule: ChannelRule) => void;
  readonly onCancel?: () => void;
}

const EMPTY: RuleFields = { channel: '', source: '', medium: '', campaign: '' };

export function RuleForm({ channels, fields, busy, onRule, onCancel }: Props) {
  const [entered, setEntered] = useState(fields ?? EMPTY);
  const rule = ruleOf(entered);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (rule) onRule(rule);
  };
  const input = (key: 'source' | 'medium' | 'campaign', label: string, placeholder: string) => (
    <label><span className="tiny faint">{label}</span><input className={styles.input} value={entered[key]} placeholder={placeholder} maxLength={500} onChange={(e) => setEntered({ ...entered, [key]: e.currentTarget.value })} /></label>
  );
  return (
    <form className={styles.rule} onSubmit={submit} aria-label={fields ? 'Change a channel rule' : 'Add a channel rule'}>
      {input('source', 'Source is', 'partner.example, ally')}
      {input('medium', 'Medium is', 'any')}
      {input('campaign', 'Campaign contains', 'any')}
      <label><span className="tiny faint">Becomes the channel</span><SelectInput value={entered.channel} options={[{ value: '', label: 'choose one' }, ...channels.map(({ name, group }) => ({ value: name, label: name === group ? name : `${name} (${group})` }))]} onChange={(channel) => setEntered({ ...entered, channel })} /></label>
      <div className={styles.ruleFoot}>
        <button type="submit" className={styles.plain} disabled={rule === null || busy}>{fields ? 'Change the rule' : 'Add the rule'}</button>
        {onCancel && <button type="button" className="link small" onClick={onCancel}>Leave it as it is</button>}
        <span className="small faint">Several values with commas: any of them. All fields that are filled in have to hold.</span>
      </div>
    </form>
  );
}
