// The funnel of the overview.
import { useQuery } from '@tanstack/react-query';
import { funnelSteps } from '../../analysis/funnel-steps.js';
import { figuresQuery } from '../../api/queries.js';
import { FUNNEL_NOTES, funnelKpis, FunnelStages } from '../../components/figures/FunnelStages.js';
import { Section } from '../../components/Section.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';

export function FunnelStrip() {
  const { catalogue } = useWorkspace();
  const { period, where, basis } = useView();
  const figures = useQuery(figuresQuery({ kpis: funnelKpis(funnelSteps(catalogue)), from: period.from, to: period.to, where, basis }));
  return (
    <Section title="Funnel" note={FUNNEL_NOTES[basis]} busy={figures.isPending}>
      {figures.isError ? <ErrorState error={figures.error} what="The funnel" onRetry={() => void figures.refetch()} /> : <FunnelStages rows={figures.data?.rows} currency={figures.data?.currency ?? ''} />}
    </Section>
  );
}
