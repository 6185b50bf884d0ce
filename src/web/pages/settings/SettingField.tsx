// One setting as it stands on the page: its name, its control, what it changes, and what is wrong with what is entered.
import type { ReactNode } from 'react';
import type { Option } from './settings-choices.js';
import styles from './SettingsPage.module.css';

interface Props {
  readonly label: string;
  /** What it changes, in a sentence. */
  readonly note: string;
  readonly problem?: string | undefined;
  /** The control is several: the label names the group. */
  readonly group?: boolean;
  readonly children: (ids: { readonly id: string; readonly describedBy: string; readonly invalid: boolean }) => ReactNode;
}

export function SettingField({ label, note, problem, group = false, children }: Props) {
  const id = `setting-${label.toLowerCase().replace(/[^a-z]+/g, '-')}`;
  const control = children({ id, describedBy: `${id}-note`, invalid: problem !== undefined });
  return (
    <div className={styles.field} {...(group && { role: 'group', 'aria-labelledby': id, 'aria-describedby': `${id}-note` })}>
      {group ? <span id={id} className={styles.label}>{label}</span> : <label htmlFor={id} className={styles.label}>{label}</label>}
      <div>{control}</div>
      <p id={`${id}-note`} className="small faint">{problem !== undefined && <strong className="worse" role="alert">{problem} </strong>}{note}</p>
    </div>
  );
}

export const SelectInput = ({ id, describedBy, label, value, options, invalid = false, disabled = false, onChange }: {
  readonly id?: string; readonly describedBy?: string; readonly label?: string; readonly value: string; readonly options: readonly Option[]; readonly invalid?: boolean; readonly disabled?: boolean; readonly onChange: (value: string) => void;
}) => (
  <select id={id} aria-label={label} aria-describedby={describedBy} aria-invalid={invalid} disabled={disabled} className={styles.input} value={value} onChange={(e) => onChange(e.currentTarget.value)}>
    {options.map((o) => <option key={o.value} value={o.value}>{o.label}</option>)}
  </select>
);
