// Chooses whom the page groups: people by persona, or their companies by segment, size or industry.
import { dimensionLabel } from '../../analysis/catalogue-names.js';
import styles from '../../components/filters/filters.module.css';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { GROUPINGS } from './segment-asks.js';

export function GroupingSwitch({ now }: { readonly now: string }) {
  const { catalogue } = useWorkspace();
  const { change } = useView();
  return (
    <div className={styles.switch} role="group" aria-label="Grouped by">
      {GROUPINGS.map((id) => <button key={id} type="button" aria-pressed={id === now} data-prints={id === now} onClick={() => change({ by: id === GROUPINGS[0] ? undefined : [id], sort: undefined, most: undefined })}>{dimensionLabel(catalogue, id)}</button>)}
    </div>
  );
}
