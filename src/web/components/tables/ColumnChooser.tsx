// Puts columns of a wide table away and back; the choice stands in the address.
import { Popover } from '@mantine/core';
import styles from './ColumnChooser.module.css';

interface Props {
  /** What can be put away: id and name. */
  readonly columns: readonly { readonly id: string; readonly header: string }[];
  readonly hidden: readonly string[];
  readonly onChange: (hidden: readonly string[]) => void;
}

export function ColumnChooser({ columns, hidden, onChange }: Props) {
  const shown = columns.filter((c) => !hidden.includes(c.id)).length;
  const toggle = (id: string): void => onChange(hidden.includes(id) ? hidden.filter((h) => h !== id) : [...hidden, id]);
  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target><button type="button" className="link">columns</button></Popover.Target>
      <Popover.Dropdown p={4} aria-label="Columns shown">
        <div className={styles.choose}>
          {columns.map((c) => (
            <label key={c.id}><input type="checkbox" checked={!hidden.includes(c.id)} disabled={shown === 1 && !hidden.includes(c.id)} onChange={() => toggle(c.id)} />{c.header}</label>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
