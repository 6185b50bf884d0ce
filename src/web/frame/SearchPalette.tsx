// The search that `/` opens: type a few letters, move with the arrows, Enter opens. Pages, dashboards and figures answer at once; persons,
// companies and campaigns are asked of the server when typing pauses, and what is no longer typed is no longer waited for.
// A combobox as ARIA describes it.
import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState, type KeyboardEvent } from 'react';
import { useWorkspace } from '../view/workspace-context.js';
import { useView } from '../view/use-view.js';
import { carried, withFilter } from '../view/view-state.js';
import { dashboardsQuery, dimensionValuesQuery, namesQuery } from '../api/queries.js';
import { findEntries, foundEntries, type Entry } from './find-entries.js';
import styles from './SearchPalette.module.css';

export function SearchPalette({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  return (
    <Modal.Root opened={opened} onClose={onClose} padding={0} size="lg" yOffset="12vh">
      <Modal.Overlay />
      <Modal.Content aria-label="Find a figure, page, person or campaign"><Palette onClose={onClose} /></Modal.Content>
    </Modal.Root>
  );
}

/** The list is longer than what is seen of it. */
const inSight = (entry: HTMLElement | null): void => entry?.scrollIntoView({ block: 'nearest' });

/** Milliseconds without a further letter before the server is asked. */
const PATIENCE = 180;
/** Letters that a name is looked for by at least. */
const LEAST = 2;
const MOST_CAMPAIGNS = 6;

function Palette({ onClose }: { readonly onClose: () => void }) {
  const { catalogue } = useWorkspace();
  const { view } = useView();
  const navigate = useNavigate();
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const [asked] = useDebouncedValue(typed.trim(), PATIENCE);
  const isAsked = [...asked].length >= LEAST;
  const dashboards = useQuery(dashboardsQuery);
  const names = useQuery(namesQuery(asked));
  const campaigns = useQuery({ ...dimensionValuesQuery('campaign', asked), enabled: isAsked });
  // What was found for other letters gives way at once.
  const holds = isAsked && asked === typed.trim();
  const entries = [
    ...findEntries(catalogue, dashboards.data?.dashboards ?? [], typed, holds ? 8 : 12),
    ...(holds ? foundEntries(names.isPlaceholderData ? undefined : names.data, (campaigns.data?.values ?? []).slice(0, MOST_CAMPAIGNS).map((v) => v.value)) : []),
  ];
  const isLooking = [...typed.trim()].length >= LEAST && (!holds || names.isFetching || campaigns.isFetching);

  const go = (entry: Entry | undefined): void => {
    if (!entry) return;
    onClose();
    if (entry.kind === 'page') void navigate({ to: entry.to, search: carried(view) });
    else if (entry.kind === 'dashboard') void navigate({ to: '/dashboards/$id', params: { id: entry.id }, search: carried(view) });
    else if (entry.kind === 'person') void navigate({ to: '/leads/$id', params: { id: entry.id } });
    else if (entry.kind === 'account') void navigate({ to: '/accounts/$id', params: { id: entry.id } });
    else if (entry.kind === 'campaign') void navigate({ to: '/channels', search: withFilter(carried(view), 'campaign', [entry.id]) });
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
        className={styles.input} type="text" role="combobox" aria-label="Find a figure, page, person or campaign" aria-expanded="true" aria-controls={listId} aria-autocomplete="list"
        aria-activedescendant={entries[at] ? `${listId}-${at}` : undefined} placeholder="Find a figure, page, person, company or campaign" autoComplete="off" spellCheck={false} data-autofocus
        value={typed} onChange={(e) => { setTyped(e.currentTarget.value); setAt(0); }} onKeyDown={onKey}
      />
      <ul id={listId} role="listbox" aria-label="Found" className={styles.list}>
        {entries.map((entry, i) => (
          <li key={`${entry.kind} ${entry.kind === 'page' ? entry.to : entry.id}`} id={`${listId}-${i}`} role="option" aria-selected={i === at} ref={i === at ? inSight : undefined} className={styles.entry} onPointerMove={() => setAt(i)} onClick={() => go(entry)}>
            <bdi>{entry.label}</bdi><span className={styles.about}>{entry.about}</span>
          </li>
        ))}
      </ul>
      {isLooking && <p className={styles.looking} role="status">Looking for persons, companies and campaigns…</p>}
      {names.isError && holds && <p className={styles.none} role="alert">Persons and companies could not be searched. {names.error.message}</p>}
      {entries.length === 0 && !isLooking && <p className={styles.none} role="status">Nothing is called “{typed}”. Try a part of a figure’s name, such as “cost”, or how a name, an e-mail or a company begins.</p>}
    </>
  );
}
