// The chosen KPIs: value, change, course and how sure each is.
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { FiguresDocument } from '../../../shared/api/figures.js';
import { findKpi } from '../../../shared/find-kpi.js';
import { figuresQuery } from '../../api/queries.js';
import { KpiCard, KpiCardBones, kpiCardNote, sparkPoints } from '../../components/figures/KpiCard.js';
import { Section } from '../../components/Section.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { formatRange } from '../../format/format-date.js';
import { stepFor } from '../../view/period-presets.js';
import { useGoals } from '../../view/use-goals.js';
import { useView } from '../../view/use-view.js';
import { carried } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { CardChooser } from './CardChooser.js';
import styles from './overview.module.css';

interface Props {
  readonly cards: readonly string[];
  readonly onChoose: (cards: readonly string[]) => void;
  readonly now: UseQueryResult<FiguresDocument>;
}

export function KpiCards({ cards, onChoose, now }: Props) {
  const { catalogue } = useWorkspace();
  const { view, period, compare, where, basis } = useView();
  const every = stepFor(period);
  const aims = useGoals(cards);
  const course = useQuery(figuresQuery({ kpis: [...cards], from: period.from, to: period.to, where, compare, basis, every, intervals: 'exact' }));
  const note = compare === 'none' || !now.data?.compared ? formatRange(period) : `${formatRange(period)}, against ${formatRange(now.data.compared)}`;
  return (
    <Section title="Figures" note={note} busy={now.isPending} actions={<CardChooser chosen={cards} onChoose={onChoose} />}>
      {now.isError ? <ErrorState error={now.error} what="The figures" holds="Your data are untouched." onRetry={() => void now.refetch()} /> : (
        <div className={styles.cards}>
          {cards.map((id) => {
            const kpi = findKpi(catalogue, id);
            const row = now.data?.rows.find((r) => r.kpi === id);
            if (!kpi || !now.data || !row) return <div key={id} className={styles.card} role="status" aria-label={`Loading ${kpi?.label ?? id}`}><KpiCardBones label={kpi?.label ?? id} /></div>;
            return (
              <Link key={id} to="/kpis/$id" params={{ id }} search={carried(view)} className={styles.card} data-note={kpiCardNote(kpi, aims.get(id))}>
                <KpiCard kpi={kpi} row={row} currency={now.data.currency} points={sparkPoints(course.data?.rows ?? [], id, every)} compared={compare !== 'none'} aim={aims.get(id)} />
              </Link>
            );
          })}
        </div>
      )}
    </Section>
  );
}
