// The watched folder, where there is one: whether it can be looked into, and what became of each file in it.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { WatchedFile, WatchedOutcome } from '../../../shared/api/watched-folder.js';
import { watchedFolderQuery } from '../../api/queries.js';
import { forgetFigures } from '../../api/query-client.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { DataTable, type Column } from '../../components/tables/DataTable.js';
import { formatInstant } from '../../format/format-date.js';
import { formatBytes } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { carried } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';

const WORDS: Readonly<Record<WatchedOutcome, string>> = { imported: 'imported', known: 'known already', unpacked: 'unpacked', left_out: 'left out', failed: 'failed' };
const TONE: Partial<Record<WatchedOutcome, string>> = { known: 'faint', unpacked: 'faint', left_out: 'warn', failed: 'worse' };

/** Milliseconds from one look at what has arrived to the next, while the page is open. */
const LOOK_EVERY = 5_000;

export function WatchedFolder() {
  const { settings } = useWorkspace();
  const { view } = useView();
  const watched = useQuery({ ...watchedFolderQuery, refetchInterval: (q) => (q.state.data?.folder == null ? false : LOOK_EVERY) });
  const newest = watched.data?.files[0]?.decidedAt;
  const seen = useRef(newest);
  // What came in by itself changes the history, the freshness and every figure.
  useEffect(() => {
    if (newest !== undefined && seen.current !== undefined && newest > seen.current) void forgetFigures();
    seen.current = newest ?? seen.current;
  }, [newest]);
  if (watched.isError) return <Section title="Watched folder"><ErrorState error={watched.error} what="The watched folder" onRetry={() => void watched.refetch()} /></Section>;
  if (!watched.data || watched.data.folder === null) return null;
  const { folder, files, problem, lookedAt } = watched.data;
  const columns: Column<WatchedFile>[] = [
    { id: 'file', header: 'File', text: (f) => f.file, cell: (f) => <bdi data-note={formatBytes(f.size)}>{f.importId === null ? f.file : <Link to="/imports/$id" params={{ id: f.importId }} search={carried(view)} className="link">{f.file}</Link>}</bdi> },
    { id: 'outcome', header: 'State', text: (f) => WORDS[f.outcome], cell: (f) => <span className={TONE[f.outcome]}>{WORDS[f.outcome]}</span> },
    { id: 'reason', header: 'Why', wide: true, text: (f) => f.reason ?? '', cell: (f) => <span className="small muted">{f.reason ?? ''}</span> },
    { id: 'when', header: 'Decided', align: 'right', text: (f) => f.decidedAt, cell: (f) => <span className="faint">{formatInstant(f.decidedAt, settings.timeZone)}</span> },
  ];
  return (
    <Section title="Watched folder" note={<><bdi>{folder}</bdi>{lookedAt !== null && `, looked into ${formatInstant(lookedAt, settings.timeZone)}`}</>}>
      {problem !== null && <p className="small" role="alert"><strong className="worse">It can’t be looked into:</strong> {problem}. It is tried again every half minute.</p>}
      {files.length === 0 ? <EmptyState>Files that are put into this folder are imported by themselves, and listed here with what became of them. None yet.</EmptyState>
      : <DataTable caption="Files of the watched folder, the newest first" columns={columns} rows={files} keyOf={(f) => f.file} />}
    </Section>
  );
}
