// Chooses which KPIs stand as cards, by group.
import { Popover } from '@mantine/core';
import { useMemo } from 'react';
import { groupKpis } from '../../analysis/group-kpis.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { MOST_CARDS } from './chosen-cards.js';
import styles from './overview.module.css';

export function CardChooser({ chosen, onChoose }: { readonly chosen: readonly string[]; readonly onChoose: (ids: readonly string[]) => void }) {
  const { catalogue } = useWorkspace();
  const groups = useMemo(() => groupKpis(catalogue.kpis, (k) => k), [catalogue]);
  const toggle = (id: string): void => {
    const next = chosen.includes(id) ? chosen.filter((c) => c !== id) : [...chosen, id];
    if (next.length > 0) onChoose(next);
  };
  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target><button type="button" className="link">choose figures</button></Popover.Target>
      <Popover.Dropdown p={4} aria-label="Choose figures">
        <div className={styles.choose}>
          <span className="tiny faint">{chosen.length} of at most {MOST_CARDS}</span>
          {groups.map(([group, kpis]) => (
            <div key={group}>
              <h3>{group}</h3>
              {kpis.map((k) => (
                <label key={k.id}>
                  <input type="checkbox" checked={chosen.includes(k.id)} disabled={!chosen.includes(k.id) && chosen.length >= MOST_CARDS} onChange={() => toggle(k.id)} />{k.label}
                </label>
              ))}
            </div>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
