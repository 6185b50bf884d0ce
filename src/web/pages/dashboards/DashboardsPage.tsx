// The dashboards of the workspace by name: open, take along, remove and bring back one, begin another from a template or a file.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { DashboardEntry } from '../../../shared/api/dashboards.js';
import { fetchDashboardFile, removeDashboard, restoreDashboard } from '../../api/api-client.js';
import { dashboardsQuery } from '../../api/queries.js';
import { Page } from '../../components/Page.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { DataTable, type Column } from '../../components/tables/DataTable.js';
import { downloadText } from '../../components/tables/table-text.js';
import { formatInstant } from '../../format/format-date.js';
import { formatCount } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { carried } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import styles from './dashboards.module.css';
import { NewDashboard } from './NewDashboard.js';

export function DashboardsPage() {
  const { view } = useView();
  const { settings } = useWorkspace();
  const cache = useQueryClient();
  const all = useQuery(dashboardsQuery);
  const [removed, setRemoved] = useState<DashboardEntry | null>(null);
  const done = (): Promise<void> => cache.invalidateQueries({ queryKey: dashboardsQuery.queryKey });
  const remove = useMutation({ mutationFn: (one: DashboardEntry) => removeDashboard(one.id), onSuccess: (_, one) => { setRemoved(one); return done(); } });
  const restore = useMutation({ mutationFn: (one: DashboardEntry) => restoreDashboard(one.id), onSuccess: () => { setRemoved(null); return done(); } });
  const file = useMutation({ mutationFn: (one: DashboardEntry) => fetchDashboardFile(one.id), onSuccess: ({ fileName, yaml }) => downloadText(fileName, yaml) });
  const failed = [remove, restore, file].find((m) => m.isError);
  const columns: Column<DashboardEntry>[] = [
    { id: 'name', header: 'Name', text: (d) => d.name, cell: (d) => <Link to="/dashboards/$id" params={{ id: d.id }} search={carried(view)} className="link"><bdi>{d.name}</bdi></Link> },
    { id: 'cards', header: 'Cards', align: 'right', text: (d) => String(d.cards), cell: (d) => formatCount(d.cards) },
    { id: 'changed', header: 'Changed', text: (d) => d.changedAt, cell: (d) => <span className="nowrap">{formatInstant(d.changedAt, settings.timeZone)}</span> },
    {
      id: 'acts', header: 'What can be done', hiddenHeader: true, align: 'right', text: () => '',
      cell: (d) => (
        <span className={`${styles.tools ?? ''} no-print`}>
          <button type="button" className="link small" aria-label={`Export ${d.name}`} onClick={() => file.mutate(d)}>export</button>{' '}
          <button type="button" className="link small" aria-label={`Remove ${d.name}`} disabled={remove.isPending} onClick={() => remove.mutate(d)}>remove</button>
        </span>
      ),
    },
  ];
  return (
    <Page title="Dashboards">
      {removed && <p className="small" role="status"><bdi>{removed.name}</bdi> is removed. <button type="button" className="link" disabled={restore.isPending} onClick={() => restore.mutate(removed)}>Bring it back</button></p>}
      {failed && <ErrorState error={failed.error} headline="That was not done." />}
      <Section title="Kept in this workspace" busy={all.isPending}>
        {all.isError ? <ErrorState error={all.error} what="The dashboards" onRetry={() => void all.refetch()} />
        : !all.data ? <TableBones rows={4} />
        : all.data.dashboards.length === 0 ? <EmptyState>Here stand dashboards by name, for everybody in the workspace. Begin the first one below.</EmptyState>
        : <DataTable caption="Dashboards" columns={columns} rows={all.data.dashboards} keyOf={(d) => d.id} />}
      </Section>
      <NewDashboard taken={(all.data?.dashboards ?? []).map((d) => d.name)} />
    </Page>
  );
}
