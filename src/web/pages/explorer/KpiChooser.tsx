// Chooses the KPIs that stand side by side, found by name.
import { useState } from 'react';
import { groupKpis } from '../../analysis/group-kpis.js';
import { ChipMenu } from '../../components/filters/ChipMenu.js';
import { useWorkspace } from '../../view/workspace-context.js';
import styles from './explorer.module.css';

/** More columns than these are read by nobody. */
export const MOST_KPIS = 8;

export function KpiChooser({ chosen, onChoose }: { readonly chosen: readonly string[]; readonly onChoose: (ids: readonly string[]) => void }) {
  return (
    <ChipMenu name="Figures" label={chosen.length === 1 ? '1 figure' : `${chosen.length} figures`}>
      {() => <Choices chosen={chosen} onChoose={onChoose} />}
    </ChipMenu>
  );
}

function Choices({ chosen, onChoose }: { readonly chosen: readonly string[]; readonly onChoose: (ids: readonly string[]) => void }) {
  const { catalogue } = useWorkspace();
  const [typed, setTyped] = useState('');
  const query = typed.trim().toLowerCase();
  const groups = groupKpis(catalogue.kpis.filter((k) => `${k.label} ${k.id}`.toLowerCase().includes(query)), (k) => k);
  const toggle = (id: string): void => onChoose(chosen.includes(id) ? chosen.filter((c) => c !== id) : [...chosen, id]);
  return (
    <div className={styles.choose}>
      <input type="search" placeholder="Find a figure" aria-label="Find a figure" value={typed} onChange={(e) => setTyped(e.currentTarget.value)} data-autofocus />
      <span className="tiny faint">{chosen.length} of at most {MOST_KPIS}</span>
      <div className={styles.list}>
        {groups.map(([group, kpis]) => (
          <div key={group} role="group" aria-label={group}>
            <h3>{group}</h3>
            {kpis.map((k) => (
              <label key={k.id}>
                <input type="checkbox" checked={chosen.includes(k.id)} disabled={chosen.includes(k.id) ? chosen.length === 1 : chosen.length >= MOST_KPIS} onChange={() => toggle(k.id)} />{k.label}
              </label>
            ))}
          </div>
        ))}
        {groups.length === 0 && <p className="small faint">No figure is called that.</p>}
      </div>
    </div>
  );
}
