// One figure in full: what it means, how large and how sure, its course, its parts, the rows behind it and how it is computed.
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { findKpi } from '../../../shared/find-kpi.js';
import { figuresQuery } from '../../api/queries.js';
import { CreditModel } from '../../components/filters/CreditModel.js';
import { FilterBar } from '../../components/filters/FilterBar.js';
import { Page } from '../../components/Page.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { useView } from '../../view/use-view.js';
import { carried } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { nearest } from '../../../shared/nearest.js';
import { Breakdown } from './Breakdown.js';
import { Headline } from './Headline.js';
import { Incidence } from './Incidence.js';
import styles from './kpi.module.css';
import { RowsBehind } from './RowsBehind.js';
import { Trend } from './Trend.js';

export function KpiPage() {
  const { id } = useParams({ from: '/kpis/$id' });
  const { catalogue } = useWorkspace();
  const { view, period, where, compare, basis, credit } = useView();
  const kpi = findKpi(catalogue, id);
  const figure = useQuery({ ...figuresQuery({ kpis: [id], from: period.from, to: period.to, where, compare, basis, ...credit }), enabled: kpi !== undefined });
  if (!kpi) {
    const near = nearest(id, catalogue.kpis.map((k) => k.id));
    return (
      <Page title="No such figure">
        <EmptyState action={<Link to="/kpis" search={carried(view)} className="link">All figures</Link>}>
          There is no KPI “{id}”.{near !== undefined && <> Did you mean <Link to="/kpis/$id" params={{ id: near }} search={carried(view)} className="link">{findKpi(catalogue, near)?.label ?? near}</Link>?</>}
        </EmptyState>
      </Page>
    );
  }
  const times = kpi.kind === 'times';
  const row = figure.data?.rows[0];
  return (
    <Page title={kpi.label} heading="own" bar={<FilterBar withBasis={kpi.bases.length > 1}>{kpi.credited === true && <CreditModel />}</FilterBar>}>
      <div className={styles.top}>
        {figure.isError ? <div><h1>{kpi.label}</h1><ErrorState error={figure.error} what={kpi.label} onRetry={() => void figure.refetch()} /></div> : <Headline kpi={kpi} figures={figure.data} />}
        {times && row?.incidence ? <Incidence row={row} incidence={row.incidence} /> : <Trend kpi={kpi} />}
      </div>
      {times && <Trend kpi={kpi} />}
      <Breakdown kpi={kpi} />
      <RowsBehind kpi={kpi} />
    </Page>
  );
}
