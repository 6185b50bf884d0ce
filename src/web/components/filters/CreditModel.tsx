// Chooses the attribution model of figures that add up credit: one that gives it touch by touch.
import { useQuery } from '@tanstack/react-query';
import { canGive } from '../../analysis/credit-choice.js';
import { modelsQuery } from '../../api/queries.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';
import styles from './filters.module.css';

export function CreditModel() {
  const { view, change } = useView();
  const { settings } = useWorkspace();
  const models = useQuery(modelsQuery);
  const able = (models.data?.models ?? []).filter((m) => m.kind === 'rule' && canGive(m, {}));
  const chosen = able.find((m) => m.id === (view.credit ?? settings.attributionModel));
  return (
    <label data-note={chosen?.description}>
      <span className="sr-only">Credited by</span>
      <select className={styles.model} value={chosen?.id ?? ''} onChange={(e) => change({ credit: e.currentTarget.value === settings.attributionModel ? undefined : e.currentTarget.value }, { replace: true })}>
        {chosen === undefined && <option value="">{view.credit ?? settings.attributionModel}</option>}
        {able.map((m) => <option key={m.id} value={m.id}>credit: {m.label.toLowerCase()}</option>)}
      </select>
    </label>
  );
}
