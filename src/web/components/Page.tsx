// The body of a page: its title for the browser's tab and, where shown, its heading; filter bar above, sections below.
import { useEffect, type ReactNode } from 'react';
import styles from './Page.module.css';

interface Props {
  readonly title: string;
  /** false: the heading is there for those who hear the page, not seen. */
  readonly heading?: boolean;
  readonly bar?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, heading = true, bar, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Leadline`;
  }, [title]);
  return (
    <>
      {bar}
      <main id="main" tabIndex={-1} className={styles.page}>
        <h1 className={heading ? undefined : 'sr-only'}>{title}</h1>
        {children}
      </main>
    </>
  );
}
