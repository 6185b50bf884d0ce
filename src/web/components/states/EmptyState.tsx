// What would stand here, and the one action that fills it.
import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';

export const EmptyState = ({ children, action }: { readonly children: ReactNode; readonly action?: ReactNode }) => (
  <div className={styles.empty}>
    <p>{children}</p>
    {action !== undefined && <div>{action}</div>}
  </div>
);
