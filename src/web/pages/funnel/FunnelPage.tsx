// From the visit to the deal: how many enter each stage, what part goes on and how fast, by whom, and what became of each month's entries.
import { useQuery } from '@tanstack/react-query';
import { funnelSteps } from '../../analysis/funnel-steps.js';
import { figuresQuery } from '../../api/queries.js';
import { FilterBar } from '../../components/filters/FilterBar.js';
import { Page } from '../../components/Page.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { CohortTable } from './CohortTable.js';
import { FunnelSplit } from './FunnelSplit.js';
import { StageTable } from './StageTable.js';
import { StepTimes } from './StepTimes.js';

export function FunnelPage() {
  const { catalogue } = useWorkspace();
  const { period, where, compare, basis } = useView();
  const steps = funnelSteps(catalogue);
  // One answer serves the stages and their times.
  const kpis = steps.flatMap((s) => [s.count, s.rate, s.overall, s.time]).filter((id) => id !== undefined);
  const figures = useQuery(figuresQuery({ kpis, from: period.from, to: period.to, where, compare, basis }));
  return (
    <Page title="Funnel" heading="hidden" bar={<FilterBar withBasis />}>
      <StageTable figures={figures} steps={steps} />
      <StepTimes figures={figures} steps={steps} />
      <FunnelSplit steps={steps} />
      <CohortTable />
    </Page>
  );
}
