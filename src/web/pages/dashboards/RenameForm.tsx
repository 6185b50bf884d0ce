// Names a dashboard anew.
import { useState } from 'react';
import { MOST_NAME } from '../../../shared/api/dashboards.js';
import styles from './dashboards.module.css';

export function RenameForm({ name, onDone }: { readonly name: string; readonly onDone: (name: string) => void }) {
  const [typed, setTyped] = useState(name);
  return (
    <form className={styles.rename} onSubmit={(e) => { e.preventDefault(); onDone(typed.trim()); }} onKeyDown={(e) => { if (e.key === 'Escape') onDone(name); }}>
      <h1 className="sr-only">{name}</h1>
      <input className={styles.input} aria-label="Name of the dashboard" value={typed} maxLength={MOST_NAME} size={32} autoFocus onFocus={(e) => e.currentTarget.select()} onChange={(e) => setTyped(e.currentTarget.value)} />
      <button type="submit" className={styles.button} disabled={typed.trim() === ''}>Keep</button>
      <button type="button" className={styles.plain} onClick={() => onDone(name)}>Cancel</button>
    </form>
  );
}
