// All imports so far, the newest first, each with what became of it and what can be done with it.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ImportDocument } from '../../../shared/api/imports.js';
import { addDays } from '../../../shared/period.js';
import { rejectsUrl } from '../../api/api-client.js';
import { connectorsQuery, importsQuery } from '../../api/queries.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { DataTable, type Column } from '../../components/tables/DataTable.js';
import { formatInstant, formatRange } from '../../format/format-date.js';
import { formatBytes, formatCount, formatFigure } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { carried } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { isEnded, STATE_WORDS } from './import-words.js';

const TONE: Partial<Record<ImportDocument['state'], string>> = { failed: 'worse', interrupted: 'warn', undone: 'faint', cancelled: 'faint' };

export function ImportHistory() {
  const { settings } = useWorkspace();
  const { view } = useView();
  const imports = useQuery({ ...importsQuery, refetchInterval: (q) => (q.state.data?.imports.some((i) => !isEnded(i)) ? 2000 : false) });
  const connectors = useQuery(connectorsQuery);
  const product = (name: string): string => connectors.data?.connectors.find((c) => c.name === name)?.label ?? name;
  const count = (id: 'accepted' | 'duplicates' | 'rejected', header: string): Column<ImportDocument> => ({ id, header, align: 'right', text: (i) => String(i[id]), cell: (i) => (i[id] === 0 ? <span className="faint">0</span> : id === 'rejected' ? <a className="link" href={rejectsUrl(i.id)} download aria-label={`${formatCount(i.rejected)} refused rows of ${i.file} as CSV`}>{formatCount(i.rejected)}</a> : formatCount(i[id])) });
  const columns: Column<ImportDocument>[] = [
    { id: 'file', header: 'File', text: (i) => i.file, cell: (i) => <Link to="/imports/$id" params={{ id: i.id }} search={carried(view)} className="link" data-note={formatBytes(i.size)}>{i.file}</Link> },
    { id: 'product', header: 'Product', text: (i) => product(i.connector), cell: (i) => product(i.connector) },
    { id: 'state', header: 'State', text: (i) => STATE_WORDS[i.state], cell: (i) => <span className={TONE[i.state]}>{STATE_WORDS[i.state]}{(i.state === 'running' || i.state === 'interrupted') && ` at ${formatFigure(i.progress, { unit: 'rate', currency: '', digits: 0 })}`}</span> },
    count('accepted', 'New rows'), count('duplicates', 'Known already'), count('rejected', 'Refused'),
    { id: 'days', header: 'Days', text: (i) => (i.firstDay !== null && i.lastDay !== null ? `${i.firstDay}..${i.lastDay}` : ''), cell: (i) => (i.firstDay !== null && i.lastDay !== null ? <span className="nowrap">{formatRange({ from: i.firstDay, to: addDays(i.lastDay, 1) })}</span> : <span className="faint">–</span>) },
    { id: 'when', header: 'Imported', align: 'right', text: (i) => i.startedAt, cell: (i) => <span className="faint">{formatInstant(i.startedAt, settings.timeZone)}</span> },
  ];
  const shown = imports.data?.imports.filter((i) => !i.dryRun) ?? [];
  return (
    <Section title="History" busy={imports.isPending}>
      {imports.isError ? <ErrorState error={imports.error} what="The history" onRetry={() => void imports.refetch()} />
      : !imports.data ? <TableBones rows={4} />
      : shown.length === 0 ? <EmptyState>Here stand all imports, each with its counts, its refused rows and a way to undo it. None yet.</EmptyState>
      : <DataTable caption="Imports so far" columns={columns} rows={shown} keyOf={(i) => i.id} />}
    </Section>
  );
}
