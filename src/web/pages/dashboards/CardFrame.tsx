// The head of a card and what stands under it.
import type { ReactNode } from 'react';
import { Bone } from '../../components/states/Skeleton.js';
import styles from './dashboards.module.css';

interface Props {
  readonly title: ReactNode;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export const CardFrame = ({ title, note, actions, children }: Props) => (
  <>
    {title !== undefined && (
      <header className={styles.cardHead}>
        <h2><bdi>{title}</bdi></h2>
        {note !== undefined && <span className="tiny faint">{note}</span>}
        {actions !== undefined && <div className={`${styles.cardActions ?? ''} no-print`}>{actions}</div>}
      </header>
    )}
    {children}
  </>
);

/** In place of a figure that the workspace doesn't have any more. */
export const Gone = ({ what }: { readonly what: string }) => <p className="small warn">There is no figure called <code>{what}</code> here. Arrange the dashboard to change this card or remove it.</p>;

/** While the answer is on its way, or where it failed: the page says above why. */
export const Waiting = ({ failed, height }: { readonly failed: boolean; readonly height: number }) =>
  (failed ? <p className="small faint">Not read: see above.</p> : <div role="status" aria-label="Loading"><Bone height={`${String(height)}px`} /></div>);
