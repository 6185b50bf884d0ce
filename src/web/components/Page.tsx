// The body of a page: its title for the browser's tab and, where shown, its heading; filter bar above, sections below.
import { useEffect, type ReactNode } from 'react';
import styles from './Page.module.css';

interface Props {
  readonly title: string;
  /** hidden: for those who hear the page, not seen; own: the content brings its h1. */
  readonly heading?: 'shown' | 'hidden' | 'own';
  readonly bar?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, heading = 'shown', bar, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Leadline`;
  }, [title]);
  return (
    <>
      {bar}
      <main id="main" tabIndex={-1} className={styles.page}>
        {heading !== 'own' && <h1 className={heading === 'hidden' ? 'sr-only' : undefined}>{title}</h1>}
        {children}
      </main>
    </>
  );
}
