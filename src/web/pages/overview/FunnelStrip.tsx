// The funnel of the overview.
import type { UseQueryResult } from '@tanstack/react-query';
import type { FiguresDocument } from '../../../shared/api/figures.js';
import { FUNNEL_NOTES, FunnelStages } from '../../components/figures/FunnelStages.js';
import { Section } from '../../components/Section.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { useView } from '../../view/use-view.js';

export function FunnelStrip({ figures }: { readonly figures: UseQueryResult<FiguresDocument> }) {
  const { basis } = useView();
  return (
    <Section title="Funnel" note={FUNNEL_NOTES[basis]} busy={figures.isPending}>
      {figures.isError ? <ErrorState error={figures.error} what="The funnel" onRetry={() => void figures.refetch()} /> : <FunnelStages rows={figures.data?.rows} currency={figures.data?.currency ?? ''} />}
    </Section>
  );
}
