// The search that `/` opens: type a few letters, move with the arrows, Enter opens. A combobox as ARIA describes it.
import { Modal } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState, type KeyboardEvent } from 'react';
import { useWorkspace } from '../view/workspace-context.js';
import { useView } from '../view/use-view.js';
import { carried } from '../view/view-state.js';
import { findEntries, type Entry } from './find-entries.js';
import styles from './SearchPalette.module.css';

export function SearchPalette({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  return (
    <Modal.Root opened={opened} onClose={onClose} padding={0} size="lg" yOffset="12vh">
      <Modal.Overlay />
      <Modal.Content aria-label="Find a figure or page"><Palette onClose={onClose} /></Modal.Content>
    </Modal.Root>
  );
}

function Palette({ onClose }: { readonly onClose: () => void }) {
  const { catalogue } = useWorkspace();
  const { view } = useView();
  const navigate = useNavigate();
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const entries = findEntries(catalogue, typed);

  const go = (entry: Entry | undefined): void => {
    if (!entry) return;
    onClose();
    if (entry.kind === 'page') void navigate({ to: entry.to, search: carried(view) });
    else void navigate({ to: '/kpis/$id', params: { id: entry.id }, search: carried(view) });
  };
  const onKey = (event: KeyboardEvent): void => {
    const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (move !== 0 && entries.length > 0) {
      event.preventDefault();
      setAt((at + move + entries.length) % entries.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      go(entries[at]);
    }
  };
  return (
    <>
      <input
        className={styles.input} type="text" role="combobox" aria-label="Find a figure or page" aria-expanded="true" aria-controls={listId} aria-autocomplete="list"
        aria-activedescendant={entries[at] ? `${listId}-${at}` : undefined} placeholder="Find a figure or page" autoComplete="off" spellCheck={false} data-autofocus
        value={typed} onChange={(e) => { setTyped(e.currentTarget.value); setAt(0); }} onKeyDown={onKey}
      />
      <ul id={listId} role="listbox" aria-label="Found" className={styles.list}>
        {entries.map((entry, i) => (
          <li key={entry.kind === 'page' ? entry.to : entry.id} id={`${listId}-${i}`} role="option" aria-selected={i === at} className={styles.entry} onPointerMove={() => setAt(i)} onClick={() => go(entry)}>
            <span>{entry.label}</span><span className={styles.about}>{entry.about}</span>
          </li>
        ))}
      </ul>
      {entries.length === 0 && <p className={styles.none} role="status">Nothing is called “{typed}”. Try a part of a figure’s name, such as “cost” or “rate”.</p>}
    </>
  );
}
