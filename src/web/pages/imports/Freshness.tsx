// How fresh each source's data is: its last day, when it was imported last, and whether that is older than it should be.
import { useQuery } from '@tanstack/react-query';
import type { SourceFreshness } from '../../../shared/api/freshness.js';
import { ageWords, freshnessReason, kindsWord } from '../../analysis/freshness-words.js';
import { connectorsQuery, freshnessQuery } from '../../api/queries.js';
import { Section } from '../../components/Section.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { DataTable, type Column } from '../../components/tables/DataTable.js';
import { formatDay, formatInstant } from '../../format/format-date.js';
import { useWorkspace } from '../../view/workspace-context.js';

export function Freshness() {
  const { settings, extent } = useWorkspace();
  const freshness = useQuery(freshnessQuery);
  const connectors = useQuery(connectorsQuery);
  // Before the first import there is nothing that could be old.
  if (extent === null && freshness.data?.sources.length === 0) return null;
  const label = (name: string): string => connectors.data?.connectors.find((c) => c.name === name)?.label ?? name;
  const columns: Column<SourceFreshness>[] = [
    { id: 'source', header: 'Source', text: (s) => label(s.source), cell: (s) => label(s.source) },
    { id: 'kind', header: 'Data', text: (s) => kindsWord(s.kind), cell: (s) => kindsWord(s.kind) },
    { id: 'lastDay', header: 'Last day', align: 'right', text: (s) => s.lastDay, cell: (s) => formatDay(s.lastDay) },
    { id: 'age', header: 'Age', align: 'right', text: (s) => String(s.ageDays), cell: (s) => ageWords(s.ageDays) },
    { id: 'received', header: 'Last import', align: 'right', text: (s) => s.receivedAt, cell: (s) => <span className="faint">{formatInstant(s.receivedAt, settings.timeZone)}</span> },
    { id: 'state', header: 'State', wide: true, text: freshnessReason, cell: (s) => <span className={s.stale ? 'warn' : 'faint'}>{freshnessReason(s)}</span> },
  ];
  return (
    <Section title="How fresh the data are" note="stale: older than twice its own rhythm and two days" busy={freshness.isPending}>
      {freshness.isError ? <ErrorState error={freshness.error} what="How fresh the data are" onRetry={() => void freshness.refetch()} />
      : !freshness.data ? <TableBones rows={4} />
      : <DataTable caption="Freshness by source, the oldest first" columns={columns} rows={freshness.data.sources} keyOf={(s) => `${s.source} ${s.kind}`} tight />}
    </Section>
  );
}
