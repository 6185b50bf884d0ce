// The frame around every page: header, search, shortcuts, and the workspace that pages rely on. Owns no figures.
import { useQueries } from '@tanstack/react-query';
import { Outlet, useLocation, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { catalogueQuery, settingsQuery, statusQuery } from '../api/queries.js';
import { HoverNote } from '../components/HoverNote.js';
import { ErrorState } from '../components/states/ErrorState.js';
import { Bone } from '../components/states/Skeleton.js';
import { addDays, dayOf } from '../../shared/period.js';
import { WorkspaceContext, type WorkspaceView } from '../view/workspace-context.js';
import styles from './AppFrame.module.css';
import { Header } from './Header.js';
import { KeyboardHelp } from './KeyboardHelp.js';
import { SearchPalette } from './SearchPalette.js';
import { unknownDimensions } from './unknown-dimensions.js';
import { UnknownFilters } from './UnknownFilters.js';
import { useShortcuts } from './use-shortcuts.js';

/** Pages that no filter concerns. */
const WITHOUT_FIGURES = /^\/(settings|imports|help|reports)(\/|$)/;

export function AppFrame() {
  const [settings, catalogue, status] = useQueries({ queries: [settingsQuery, catalogueQuery, statusQuery] });
  const [open, setOpen] = useState<'search' | 'help' | null>(null);
  useShortcuts(setOpen);
  // The board has the screen for itself; keys and search work there too.
  const { pathname } = useLocation();
  const view = useSearch({ from: '__root__' });
  const bare = pathname === '/board';

  const workspace = useMemo<WorkspaceView | null>(() => {
    if (!settings.data || !catalogue.data || !status.data) return null;
    const { extent } = status.data;
    const today = dayOf(new Date().toISOString(), settings.data.timeZone);
    // Costs may be booked for days to come; those are no figures yet.
    const lastDay = extent && (extent.to > today ? today : extent.to);
    return {
      settings: settings.data, catalogue: catalogue.data, status: status.data,
      calendar: { today, fiscalYearStart: settings.data.fiscalYearStart },
      extent: extent && lastDay !== null && extent.from <= lastDay ? { from: extent.from, to: addDays(lastDay, 1) } : null,
    };
  }, [settings.data, catalogue.data, status.data]);

  const isUnreadable = !WITHOUT_FIGURES.test(pathname) && catalogue.data !== undefined && unknownDimensions(view, catalogue.data.dimensions.map((d) => d.id)).length > 0;
  const failed = [settings, catalogue, status].find((q) => q.isError);
  return (
    <>
      <a className={styles.skip} href="#main">Skip to the page</a>
      {!bare && <Header house={settings.data?.displayName ?? ''} onSearch={() => setOpen('search')} onHelp={() => setOpen('help')} />}
      {workspace ? (
        <WorkspaceContext value={workspace}>
          {isUnreadable ? <UnknownFilters /> : <Outlet />}
          <SearchPalette opened={open === 'search'} onClose={() => setOpen(null)} />
        </WorkspaceContext>
      ) : (
        <main id="main" className={styles.main}>
          {failed ? (
            <ErrorState error={failed.error} what="The workspace" holds="Your data are untouched: this page only failed to read them." onRetry={() => void Promise.all([settings, catalogue, status].filter((q) => q.isError).map((q) => q.refetch()))} />
          ) : (
            <div role="status" aria-label="Loading"><Bone width="220px" height="26px" /></div>
          )}
        </main>
      )}
      <KeyboardHelp opened={open === 'help'} onClose={() => setOpen(null)} />
      <HoverNote />
    </>
  );
}
