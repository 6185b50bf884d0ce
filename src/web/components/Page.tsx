// The body of a page: its title for the browser's tab and, where shown, its heading; filter bar above, sections below.
import { useContext, useEffect, useRef, type ReactNode } from 'react';
import { WorkspaceContext } from '../view/workspace-context.js';
import styles from './Page.module.css';

/** False until the first page is shown: a browser puts the focus there itself. */
let arrived = false;

interface Props {
  readonly title: string;
  /** hidden: for those who hear the page, not seen; own: the content brings its h1. */
  readonly heading?: 'shown' | 'hidden' | 'own';
  readonly bar?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, heading = 'shown', bar, children }: Props) {
  const main = useRef<HTMLElement>(null);
  const house = useContext(WorkspaceContext)?.settings.displayName ?? '';
  useEffect(() => {
    document.title = [title, ...(house === '' ? [] : [house]), 'Leadline'].join(' · ');
    // The link that led here is gone with its page: whoever walks by keyboard goes on from this one's top.
    if (arrived && document.activeElement === document.body) main.current?.focus({ preventScroll: true });
    arrived = true;
  }, [title, house]);
  return (
    <>
      {bar}
      <main id="main" ref={main} aria-label={title} tabIndex={-1} className={styles.page}>
        {heading !== 'own' && <h1 className={heading === 'hidden' ? 'sr-only' : undefined}>{title}</h1>}
        {children}
      </main>
    </>
  );
}
