// A part of a page under a rule: heading, a quiet note beside it, and what can be done with it at the right.
import { useId, type ReactNode } from 'react';
import styles from './Section.module.css';

interface Props {
  readonly title: ReactNode;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly busy?: boolean;
  readonly children: ReactNode;
}

export function Section({ title, note, actions, busy = false, children }: Props) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id} aria-busy={busy}>
      <header className={styles.header}>
        <h2 id={id}>{title}</h2>
        {note !== undefined && <span className="small faint">{note}</span>}
        {actions !== undefined && <div className={`${styles.actions} no-print`}>{actions}</div>}
      </header>
      {children}
    </section>
  );
}
