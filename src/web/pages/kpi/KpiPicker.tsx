// The title of the page, which is also the way to another figure.
import { Popover } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { KpiEntry } from '../../../shared/api/figures.js';
import { groupKpis } from '../../analysis/group-kpis.js';
import { Icon } from '../../frame/Icon.js';
import { useView } from '../../view/use-view.js';
import { carried } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import styles from './KpiPicker.module.css';

export function KpiPicker({ kpi }: { readonly kpi: KpiEntry }) {
  const { catalogue } = useWorkspace();
  const { view } = useView();
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState('');
  const query = typed.trim().toLowerCase();
  const groups = groupKpis(catalogue.kpis.filter((k) => `${k.label} ${k.id}`.toLowerCase().includes(query)), (k) => k);
  return (
    <h1 className={styles.title}>
      <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus>
        <Popover.Target>
          <button type="button" className={styles.button} onClick={() => setOpened(!opened)} data-note="Choose another figure" data-prints="true">{kpi.label}<Icon name="down" size={15} /></button>
        </Popover.Target>
        <Popover.Dropdown p={6} aria-label="Choose another figure">
          <div className={styles.panel}>
            <input type="search" className={styles.input} placeholder="Find a figure" aria-label="Find a figure" data-autofocus value={typed} onChange={(e) => setTyped(e.currentTarget.value)} />
            <div className={styles.list}>
              {groups.map(([group, kpis]) => (
                <div key={group}>
                  <h3>{group}</h3>
                  {kpis.map((k) => <Link key={k.id} to="/kpis/$id" params={{ id: k.id }} search={carried(view)} onClick={() => setOpened(false)} aria-current={k.id === kpi.id ? 'page' : undefined}>{k.label}</Link>)}
                </div>
              ))}
              {groups.length === 0 && <p className="small faint">No figure is called that.</p>}
            </div>
          </div>
        </Popover.Dropdown>
      </Popover>
    </h1>
  );
}
