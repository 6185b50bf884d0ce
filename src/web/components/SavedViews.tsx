// Views of a page kept under a name for everybody of the workspace: open one, keep the present one, keep it in an old one's
// place, remove one and bring it back.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { SavedView, ViewPage } from '../../shared/api/saved-views.js';
import { changeView, removeView, restoreView, saveView } from '../api/api-client.js';
import { savedViewsQuery } from '../api/queries.js';
import { ChipMenu } from './filters/ChipMenu.js';
import { ErrorState } from './states/ErrorState.js';
import { Bone } from './states/Skeleton.js';
import { useView } from '../view/use-view.js';
import { parseView, printView } from '../view/view-state.js';
import styles from './SavedViews.module.css';

/** Where a view of a page opens. */
const ADDRESS_OF = { explorer: '/explorer', attribution: '/attribution', journeys: '/attribution/journeys' } as const satisfies Record<ViewPage, string>;

export const SavedViews = ({ page = 'explorer' }: { readonly page?: ViewPage }) => <ChipMenu ghost name="Saved views" label="saved views">{(close) => <Panel page={page} onClose={close} />}</ChipMenu>;

function Panel({ page, onClose }: { readonly page: ViewPage; readonly onClose: () => void }) {
  const { view } = useView();
  const cache = useQueryClient();
  const views = useQuery(savedViewsQuery);
  const [name, setName] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const [removed, setRemoved] = useState<SavedView | null>(null);
  const query = printView(view).slice(1);
  const done = (): Promise<void> => cache.invalidateQueries({ queryKey: savedViewsQuery.queryKey });
  const kept = views.data?.views.filter((v) => v.page === page);
  const same = kept?.find((v) => v.name.toLowerCase() === name.trim().toLowerCase());
  const save = useMutation({ mutationFn: () => (same ? changeView(same.id, { query }) : saveView(page, name.trim(), query)), onSuccess: () => { setName(''); field.current?.focus(); return done(); } });
  const remove = useMutation({ mutationFn: (one: SavedView) => removeView(one.id), onSuccess: (_, one) => { setRemoved(one); return done(); } });
  const restore = useMutation({ mutationFn: (one: SavedView) => restoreView(one.id), onSuccess: () => { setRemoved(null); return done(); } });
  const failed = [save, remove, restore].find((m) => m.isError);
  return (
    <div className={styles.saved}>
      {views.isError ? <ErrorState error={views.error} what="The saved views" onRetry={() => void views.refetch()} /> : !kept ? <p role="status" aria-label="Loading"><Bone width="60%" /></p> : (
        <ul aria-label="Saved views">
          {kept.map((one) => (
            <li key={one.id}>
              <Link to={ADDRESS_OF[page]} search={parseView(one.query)} className="door" aria-current={one.query === query ? 'page' : undefined} onClick={onClose}><bdi>{one.name}</bdi></Link>
              <button type="button" className="link small" aria-label={`Remove ${one.name}`} disabled={remove.isPending} onClick={() => remove.mutate(one)}>remove</button>
            </li>
          ))}
          {kept.length === 0 && <li className="small faint">Here stand views that are kept under a name. None yet.</li>}
        </ul>
      )}
      {removed && <p className="small" role="status"><bdi>{removed.name}</bdi> is removed. <button type="button" className="link" onClick={() => restore.mutate(removed)}>Bring it back</button></p>}
      {failed && <ErrorState error={failed.error} headline="That was not kept." />}
      <form onSubmit={(e) => { e.preventDefault(); save.mutate(); }}>
        <input ref={field} aria-label="Name of this view" placeholder="Name of this view" value={name} maxLength={100} onChange={(e) => setName(e.currentTarget.value)} data-autofocus />
        <button type="submit" disabled={name.trim() === '' || save.isPending}>{same ? 'Replace' : 'Save'}</button>
      </form>
    </div>
  );
}
