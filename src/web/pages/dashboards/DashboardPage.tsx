// One dashboard at its address: read, arranged, renamed, taken along as a file.
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Dashboard, DashboardCard } from '../../../shared/api/dashboards.js';
import { compactCards } from '../../../shared/dashboards/arrange-cards.js';
import { titleOf } from '../../analysis/card-words.js';
import { ApiError, fetchDashboard, fetchDashboardFile } from '../../api/api-client.js';
import { dashboardQuery } from '../../api/queries.js';
import { FilterBar } from '../../components/filters/FilterBar.js';
import { Page } from '../../components/Page.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { Bone } from '../../components/states/Skeleton.js';
import { downloadText } from '../../components/tables/table-text.js';
import { useView } from '../../view/use-view.js';
import { carried } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { CardDialog } from './CardDialog.js';
import { DashboardGrid } from './DashboardGrid.js';
import styles from './dashboards.module.css';
import { RenameForm } from './RenameForm.js';
import { useDashboardChanges, type DashboardChanges } from './use-dashboard-changes.js';

export function DashboardPage() {
  const { id = '' } = useParams({ strict: false });
  const { view } = useView();
  const found = useQuery(dashboardQuery(id));
  if (found.data) return <Arranged key={found.data.id} loaded={found.data} />;
  const missing = found.error instanceof ApiError && found.error.code === 'not_found';
  return (
    <Page title="Dashboard" heading={found.isPending ? 'own' : 'shown'}>
      {missing ? <EmptyState action={<Link to="/dashboards" search={carried(view)} className="link">All dashboards</Link>}>There is no such dashboard. It may have been removed.</EmptyState>
      : found.isError ? <ErrorState error={found.error} what="The dashboard" onRetry={() => void found.refetch()} />
      : <div role="status" aria-label="Loading the dashboard" aria-busy="true"><h1><Bone width="260px" height="28px" /></h1><div className={styles.grid}>{[1, 4, 7, 10].map((column) => <div key={column} className={styles.card} style={{ gridColumn: `${String(column)} / span 3`, gridRow: 'span 3' }}><Bone height="120px" /></div>)}</div></div>}
    </Page>
  );
}

function Arranged({ loaded }: { readonly loaded: Dashboard }) {
  const { catalogue, extent } = useWorkspace();
  const { view } = useView();
  const changes = useDashboardChanges(loaded);
  const { name, cards } = changes.history.now;
  const [arranging, setArranging] = useState(false);
  const [renaming, setRenaming] = useState(false);
  const [open, setOpen] = useState<DashboardCard | 'new' | null>(null);
  const file = useMutation({ mutationFn: () => fetchDashboardFile(loaded.id), onSuccess: ({ fileName, yaml }) => downloadText(fileName, yaml) });
  useUndoKeys(arranging && open === null, changes);
  const remove = (card: DashboardCard): void => changes.change({ cards: compactCards(cards.filter((c) => c.id !== card.id)) }, `${titleOf(catalogue, card)} removed`);
  return (
    <Page title={name} heading="own" bar={<FilterBar withBasis />}>
      <div className={styles.head}>
        {renaming ? <RenameForm name={name} onDone={(next) => { setRenaming(false); if (next !== name) changes.change({ name: next }, `${next} named so`); }} /> : <h1><bdi>{name}</bdi></h1>}
        <div className={`${styles.tools ?? ''} no-print`}>
          <Link to="/dashboards" search={carried(view)} className="link">all dashboards</Link>
          {!renaming && <button type="button" className="link" onClick={() => setRenaming(true)}>rename</button>}
          <button type="button" className="link" disabled={file.isPending} onClick={() => file.mutate()} data-note="This dashboard as a YAML file, to keep or to bring in elsewhere">export</button>
          <button type="button" className={styles.plain} aria-pressed={arranging} onClick={() => setArranging(!arranging)}>{arranging ? 'Done' : 'Arrange'}</button>
        </div>
      </div>
      {file.isError && <ErrorState error={file.error} what="The file" />}
      {extent === null && <EmptyState action={<Link to="/imports" search={{}} className="link">Bring files in</Link>}>There are no data yet: the cards fill with the first import.</EmptyState>}
      <Failure id={loaded.id} changes={changes} />
      {(arranging || changes.history.past.length > 0 || changes.history.future.length > 0) && <Tools changes={changes} arranging={arranging} onAdd={() => setOpen('new')} />}
      {cards.length === 0 && <EmptyState action={<button type="button" className={styles.button} onClick={() => { setArranging(true); setOpen('new'); }}>Add a card</button>}>Here stand the cards of this dashboard: figures, courses, splits, the funnel, notes. None yet.</EmptyState>}
      <DashboardGrid cards={cards} arranging={arranging} onArranged={(next, label) => changes.change({ cards: next }, label)} onChange={setOpen} onRemove={remove} />
      <CardDialog open={open} cards={cards} onClose={() => setOpen(null)} onKeep={(next, label) => { setOpen(null); changes.change({ cards: next }, label); }} />
    </Page>
  );
}

/** What can be done while it is arranged; undo stays as long as there is something to undo. */
function Tools({ changes, arranging, onAdd }: { readonly changes: DashboardChanges; readonly arranging: boolean; readonly onAdd: () => void }) {
  const { history, saving, said, failure } = changes;
  const [last, next] = [history.past.at(-1), history.future[0]];
  return (
    <div className={`${styles.bar ?? ''} no-print`} role="group" aria-label="Changes">
      {arranging && <button type="button" className={styles.button} onClick={onAdd}>Add a card</button>}
      <button type="button" className={styles.plain} disabled={!last} aria-label={last ? `Undo: ${last.label}` : 'Undo'} onClick={changes.undo}>Undo</button>
      <button type="button" className={styles.plain} disabled={!next} aria-label={next ? `Redo: ${next.label}` : 'Redo'} onClick={changes.redo}>Redo</button>
      <span className="small faint" role="status">{failure !== undefined ? 'The latest change is not kept.' : saving ? 'Keeping …' : said !== '' ? `${said}. Kept.` : 'Every change is kept at once and can be undone.'}</span>
    </div>
  );
}

/** A change that was not kept: why, and the ways on. */
function Failure({ id, changes }: { readonly id: string; readonly changes: DashboardChanges }) {
  const { failure } = changes;
  const anew = useMutation({ mutationFn: () => fetchDashboard(id), onSuccess: changes.adopt });
  if (failure === undefined) return null;
  const code = failure instanceof ApiError ? failure.code : undefined;
  const meanwhile = code === 'changed_meanwhile';
  const gone = code === 'not_found';
  return (
    <div>
      <ErrorState error={failure} headline="The change was not kept." {...(!meanwhile && !gone && code !== 'invalid_input' && { onRetry: changes.retry })} />
      {!gone && <p>{meanwhile
        ? <button type="button" className={styles.plain} disabled={anew.isPending} onClick={() => anew.mutate()}>Show it as it is now</button>
        : <button type="button" className={styles.plain} onClick={changes.undo}>Take the change back</button>}</p>}
      {anew.isError && <ErrorState error={anew.error} what="The dashboard" />}
    </div>
  );
}

/** Ctrl or ⌘ with Z undoes, with Shift it does again; not where something is typed. */
function useUndoKeys(on: boolean, { undo, redo, history }: Pick<DashboardChanges, 'undo' | 'redo' | 'history'>): void {
  const [undoable, redoable] = [history.past.length > 0, history.future.length > 0];
  useEffect(() => {
    if (!on) return;
    const onKey = (event: KeyboardEvent): void => {
      const typing = event.target instanceof HTMLElement && ['INPUT', 'TEXTAREA', 'SELECT'].includes(event.target.tagName);
      if (typing || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return;
      event.preventDefault();
      // Nothing to undo is nothing done.
      if (event.shiftKey ? redoable : undoable) (event.shiftKey ? redo : undo)();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [on, undo, redo, undoable, redoable]);
}
