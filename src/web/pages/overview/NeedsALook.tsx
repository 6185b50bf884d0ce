// What someone should look at today, from what the data can honestly tell.
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { FiguresDocument } from '../../../shared/api/figures.js';
import { findNeeds, type Need } from '../../analysis/find-needs.js';
import { connectorsQuery, figuresQuery, freshnessQuery, importsQuery } from '../../api/queries.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { useView } from '../../view/use-view.js';
import { carried, prune, withFilter } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { SPLIT } from './overview-asks.js';
import styles from './overview.module.css';

export function NeedsALook({ figures }: { readonly figures: UseQueryResult<FiguresDocument> }) {
  const { catalogue, extent } = useWorkspace();
  const { period, where, compare } = useView();
  const rateIds = catalogue.kpis.filter((k) => k.kind === 'stage_rate' && k.bases.includes('cohort')).map((k) => k.id);
  const wantsRates = compare !== 'none' && rateIds.length > 0;
  const rates = useQuery({ ...figuresQuery({ kpis: rateIds, from: period.from, to: period.to, by: [SPLIT], where, compare, basis: 'cohort', details: 'short' }), enabled: wantsRates });
  const imports = useQuery(importsQuery);
  const freshness = useQuery(freshnessQuery);
  const connectors = useQuery(connectorsQuery);
  const failed = [figures, imports, freshness].find((q) => q.isError);
  const waiting = figures.isPending || imports.isPending || freshness.isPending || (wantsRates && rates.isPending);
  const needs = figures.data && imports.data ? findNeeds({ catalogue, period, extent, dimension: SPLIT, byChannel: figures.data, rates: rates.data, imports: imports.data.imports, freshness: freshness.data, connectors: connectors.data?.connectors ?? [] }) : [];
  return (
    <Section title="Needs a look" busy={waiting}>
      {failed ? <ErrorState error={failed.error} what="This list" onRetry={() => void failed.refetch()} />
      : waiting ? <TableBones rows={4} rowHeight={34} />
      : needs.length === 0 ? <EmptyState>Nothing stands out: costs match their channels, no source is older than it should be, no rate fell beyond chance.</EmptyState>
      : (
        <ul className={styles.list}>
          {needs.map((need) => (
            <li key={need.key}>
              <span>{need.text}{need.detail !== '' && <><br /><span className="small faint">{need.detail}</span></>}</span>
              <Go need={need} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Go({ need: { go, text } }: { readonly need: Need }) {
  const { view } = useView();
  const label = `${go.label}: ${text}`;
  if (go.page === 'overview') return <Link to="/" search={prune({ ...carried(view), period: go.period })} className="link warn" aria-label={label}>{go.label}</Link>;
  if (go.page === 'imports') return <Link to="/imports" search={carried(view)} className="link warn" aria-label={label}>{go.label}</Link>;
  if (go.page === 'import') return <Link to="/imports/$id" params={{ id: go.id }} search={carried(view)} className="link warn" aria-label={label}>{go.label}</Link>;
  const search = prune({ ...(go.value === undefined ? carried(view) : withFilter(carried(view), SPLIT, [go.value])), by: go.by, basis: go.basis ?? view.basis });
  return <Link to="/kpis/$id" params={{ id: go.id }} search={search} className="link warn" aria-label={label}>{go.label}</Link>;
}
