// Chooses between the two bases of a rate, and says what each means.
import { useView } from '../../view/use-view.js';
import styles from './filters.module.css';

const BASES = [
  ['activity', 'Activity', 'Entries of the period over entries of the period: different people above and below, so it may exceed 100 %.'],
  ['cohort', 'Cohort', 'Of those who entered in the period, how many got there so far. Recent cohorts are still open.'],
] as const;

export function BasisSwitch() {
  const { basis, change } = useView();
  return (
    <div className={styles.switch} role="group" aria-label="Basis of rates">
      {BASES.map(([id, label, note]) => (
        <button key={id} type="button" aria-pressed={basis === id} data-prints={basis === id} data-note={note} onClick={() => change({ basis: id === 'activity' ? undefined : id })}>{label}</button>
      ))}
    </div>
  );
}
