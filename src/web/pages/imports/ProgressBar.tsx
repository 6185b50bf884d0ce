// How far a work has come, with words beside it.
import styles from './imports.module.css';

export const ProgressBar = ({ share, label }: { readonly share: number; readonly label: string }) => (
  <div className={styles.progress}>
    <div className={styles.track} role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share * 100)}><i style={{ width: `${Math.min(100, share * 100)}%` }} /></div>
    <span className="small muted">{label}</span>
  </div>
);
