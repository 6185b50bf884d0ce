// The dashboard while it is arranged: every change is shown at once, kept one after the other from the state that was looked at,
// and can be undone. What could not be kept waits for its reader to decide.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Dashboard, DashboardCard } from '../../../shared/api/dashboards.js';
import { beginHistory, edit, redo, undo, type EditHistory } from '../../analysis/edit-history.js';
import { changeDashboard } from '../../api/api-client.js';
import { dashboardQuery, dashboardsQuery } from '../../api/queries.js';

export interface DashboardState {
  readonly name: string;
  readonly cards: readonly DashboardCard[];
}

export interface DashboardChanges {
  readonly history: EditHistory<DashboardState>;
  readonly saving: boolean;
  /** What was done last, in words; '' at first. */
  readonly said: string;
  /** Why the latest change is not kept. */
  readonly failure: unknown;
  /** @param label what was done, for undoing it: `Leads moved` */
  readonly change: (patch: Partial<DashboardState>, label: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Tries to keep the latest state again. */
  readonly retry: () => void;
  /** Gives up what is not kept and takes this state for the present one. */
  readonly adopt: (dashboard: Dashboard) => void;
}

const stateOf = ({ name, cards }: Dashboard): DashboardState => ({ name, cards });

/** @param loaded as the server has it; a newer one is taken while nothing was changed here */
export function useDashboardChanges(loaded: Dashboard): DashboardChanges {
  const cache = useQueryClient();
  const [history, setHistory] = useState(() => beginHistory(stateOf(loaded)));
  const [saving, setSaving] = useState(false);
  const [said, say] = useState('');
  const [failure, setFailure] = useState<unknown>(undefined);
  // What goes on between two pictures: the state to be kept, the one that is, and its version.
  const keeping = useRef({ wanted: history.now, kept: history.now, version: loaded.version, busy: false });

  const keep = useCallback(async (wanted: DashboardState): Promise<void> => {
    const at = keeping.current;
    at.wanted = wanted;
    if (at.busy) return;
    at.busy = true;
    setSaving(true);
    setFailure(undefined);
    try {
      while (at.wanted !== at.kept) {
        const next = at.wanted;
        const answer = await changeDashboard(loaded.id, { version: at.version, name: next.name, cards: [...next.cards] });
        [at.version, at.kept] = [answer.version, next];
        cache.setQueryData(dashboardQuery(loaded.id).queryKey, answer);
        void cache.invalidateQueries({ queryKey: dashboardsQuery.queryKey, exact: true });
      }
    } catch (error) {
      setFailure(error);
    }
    at.busy = false;
    setSaving(false);
  }, [cache, loaded.id]);

  const go = useCallback((next: EditHistory<DashboardState>, done: string): void => {
    setHistory(next);
    say(done);
    void keep(next.now);
  }, [keep]);

  const adopt = useCallback((dashboard: Dashboard): void => {
    const state = stateOf(dashboard);
    Object.assign(keeping.current, { wanted: state, kept: state, version: dashboard.version });
    setHistory(beginHistory(state));
    say('');
    setFailure(undefined);
  }, []);
  const untouched = history.past.length === 0 && history.future.length === 0;
  useEffect(() => {
    if (untouched && loaded.version > keeping.current.version) adopt(loaded);
  }, [untouched, loaded, adopt]);

  return {
    history, saving, said, failure, adopt,
    change: (patch, label) => go(edit(history, { ...history.now, ...patch }, label), label),
    undo: () => go(undo(history), `Undone: ${history.past.at(-1)?.label ?? ''}`),
    redo: () => go(redo(history), `Done again: ${history.future[0]?.label ?? ''}`),
    retry: () => void keep(history.now),
  };
}
