// What a card shows, by its kind.
import { Link } from '@tanstack/react-router';
import type { DashboardCard } from '../../../shared/api/dashboards.js';
import { NOW, courseKey } from '../../analysis/dashboard-questions.js';
import { findKpi } from '../../../shared/find-kpi.js';
import { titleOf } from '../../analysis/card-words.js';
import { FunnelStages } from '../../components/figures/FunnelStages.js';
import { KpiCard, KpiCardBones, kpiCardNote, sparkPoints } from '../../components/figures/KpiCard.js';
import { ScrollRegion } from '../../components/tables/ScrollRegion.js';
import { useView } from '../../view/use-view.js';
import { carried } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { BreakdownCard } from './BreakdownCard.js';
import { CardFrame, Gone, Waiting } from './CardFrame.js';
import type { CardProps } from './card-props.js';
import styles from './dashboards.module.css';
import { TrendCard } from './TrendCard.js';

export function CardBody({ card, answers, aims }: CardProps) {
  switch (card.kind) {
    case 'kpi': return <OneFigure card={card} answers={answers} aims={aims} />;
    case 'trend': return <TrendCard card={card} answers={answers} aims={aims} />;
    case 'breakdown': return <BreakdownCard card={card} answers={answers} aims={aims} />;
    case 'funnel': return <Funnel card={card} answers={answers} aims={aims} />;
    case 'note': return <Note card={card} />;
  }
}

function OneFigure({ card, answers, aims }: CardProps<'kpi'>) {
  const { catalogue } = useWorkspace();
  const { view, compare } = useView();
  const kpi = findKpi(catalogue, card.kpi);
  const title = titleOf(catalogue, card);
  const [now, course] = [answers.of(NOW), answers.of(courseKey(answers.usual))];
  const row = now?.data?.rows.find((r) => r.kpi === card.kpi);
  if (!kpi) return <CardFrame title={title}><Gone what={card.kpi} /></CardFrame>;
  if (now?.isError) return <CardFrame title={title}><Waiting failed height={80} /></CardFrame>;
  if (!now?.data || !row) return <div className={styles.figure} role="status" aria-label={`Loading ${title}`}><KpiCardBones label={title} heading="h2" /></div>;
  const aim = aims.get(card.kpi);
  return (
    <Link to="/kpis/$id" params={{ id: card.kpi }} search={carried(view)} className={styles.figure} data-note={kpiCardNote(kpi, aim)}>
      <KpiCard kpi={kpi} row={row} currency={now.data.currency} points={sparkPoints(course?.data?.rows ?? [], card.kpi, answers.usual)} compared={compare !== 'none'} aim={aim} heading="h2" title={card.title} />
    </Link>
  );
}

function Funnel({ card, answers }: CardProps<'funnel'>) {
  const { catalogue } = useWorkspace();
  const { view } = useView();
  const now = answers.of(NOW);
  const title = titleOf(catalogue, card);
  return (
    <CardFrame title={<Link to="/funnel" search={carried(view)} className="door">{title}</Link>}>
      {now?.isError ? <Waiting failed height={80} /> : <ScrollRegion className={styles.body} label={title}><FunnelStages rows={now?.data?.rows} currency={now?.data?.currency ?? ''} /></ScrollRegion>}
    </CardFrame>
  );
}

/** A note without a title of its own has no heading: its text is all there is. */
const Note = ({ card }: { readonly card: Extract<DashboardCard, { kind: 'note' }> }) => (
  <CardFrame title={card.title}><ScrollRegion className={`${styles.body ?? ''} ${styles.note ?? ''}`} label="Note"><p dir="auto">{card.text}</p></ScrollRegion></CardFrame>
);
