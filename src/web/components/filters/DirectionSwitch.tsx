// Narrows every figure to what was sought (inbound) or to what was sent out (outbound): a filter with a place of its own.
import { useView } from '../../view/use-view.js';
import { withFilter } from '../../view/view-state.js';
import styles from './filters.module.css';

const DIMENSION = 'direction';
const DIRECTIONS = [
  ['All', [], 'Inbound and outbound'],
  ['Inbound', ['inbound'], 'They came to us: search, content, ads, referrals.'],
  ['Outbound', ['outbound'], 'We went to them: calls, mailings, prospecting.'],
] as const;

export function DirectionSwitch() {
  const { view, change } = useView();
  const now = view.filters?.find((f) => f.dimension === DIMENSION)?.values ?? [];
  return (
    <div className={styles.switch} role="group" aria-label="Inbound or outbound">
      {DIRECTIONS.map(([label, values, note]) => {
        const chosen = now.join() === values.join();
        return <button key={label} type="button" aria-pressed={chosen} data-prints={chosen} data-note={note} onClick={() => change({ filters: withFilter(view, DIMENSION, values).filters, skip: undefined })}>{label}</button>;
      })}
    </div>
  );
}
