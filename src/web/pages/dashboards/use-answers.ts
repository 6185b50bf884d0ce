// The answers to what the cards ask: one request for each different question, whatever the number of cards.
import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import type { DashboardCard } from '../../../shared/api/dashboards.js';
import type { FiguresDocument, Step } from '../../../shared/api/figures.js';
import { NOW, questionsOf, type Asked } from '../../analysis/dashboard-questions.js';
import { findKpi } from '../../../shared/find-kpi.js';
import { funnelSteps } from '../../analysis/funnel-steps.js';
import type { FiguresAsk } from '../../api/api-client.js';
import { followedFiguresQuery } from '../../api/queries.js';
import { funnelKpis } from '../../components/figures/FunnelStages.js';
import { stepFor, stepsFor } from '../../view/period-presets.js';
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';

type Answer = UseQueryResult<FiguresDocument>;

export interface Answers {
  readonly of: (key: string) => Answer | undefined;
  /** The step of courses that have none of their own, and those that can be drawn. */
  readonly usual: Step;
  readonly steps: readonly Step[];
  readonly pending: boolean;
  /** The first that failed, and the way to ask all that failed again. */
  readonly failed: Answer | undefined;
  readonly retry: () => void;
}

export function useAnswers(cards: readonly DashboardCard[]): Answers {
  const { catalogue } = useWorkspace();
  const { period, where, compare, basis } = useView();
  const asked: Asked = { funnel: funnelKpis(funnelSteps(catalogue)), usual: stepFor(period), steps: stepsFor(period), known: (id) => findKpi(catalogue, id) !== undefined };
  const questions = questionsOf(cards, asked);
  const answers: Answer[] = useQueries({
    queries: questions.map(({ key, kpis, by, top, order, every }) => {
      const ask: FiguresAsk = {
        kpis: [...kpis], from: period.from, to: period.to, where, compare, basis, ...(by !== undefined && { by: [by] }), ...(top !== undefined && { top }), ...(order !== undefined && { order }), ...(every !== undefined && { every }),
        // Only the cards say how sure each figure is; resampling every cell of every split would be dear.
        ...(key !== NOW && { intervals: 'exact' as const }),
      };
      // While cards come and go: with one more figure in a question the others stay in sight.
      return followedFiguresQuery(ask, ({ kpis: _kpis, ...frame }) => frame);
    }),
  });
  const failed = answers.filter((a) => a.isError);
  return {
    of: (key) => answers[questions.findIndex((q) => q.key === key)],
    usual: asked.usual, steps: asked.steps,
    pending: answers.some((a) => a.isPending),
    failed: failed[0],
    retry: () => { for (const answer of failed) void answer.refetch(); },
  };
}
