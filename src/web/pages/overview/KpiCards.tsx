// The chosen KPIs: value, change, course and how sure each is.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ComparedRow, KpiEntry } from '../../../shared/api/figures.js';
import { rangeWords, standing, type Benchmark } from '../../analysis/benchmark-words.js';
import { sureness } from '../../analysis/figure-words.js';
import { findKpi } from '../../analysis/find-kpi.js';
import { figuresQuery } from '../../api/queries.js';
import { Change } from '../../components/figures/Change.js';
import { GoalPace } from '../../components/figures/GoalPace.js';
import { Sparkline, type SparkPoint } from '../../components/figures/Sparkline.js';
import { Section } from '../../components/Section.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { Bone } from '../../components/states/Skeleton.js';
import { formatRange } from '../../format/format-date.js';
import { formatFigure, toNumber } from '../../format/format-figure.js';
import { isPartial, stepFor } from '../../view/period-presets.js';
import { useGoals, type Aim } from '../../view/use-goals.js';
import { useView } from '../../view/use-view.js';
import { carried } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { CardChooser } from './CardChooser.js';
import { useChosenCards } from './chosen-cards.js';
import styles from './overview.module.css';

export function KpiCards() {
  const { catalogue } = useWorkspace();
  const { view, period, compare, where, basis } = useView();
  const [cards, choose] = useChosenCards();
  const every = stepFor(period);
  const aims = useGoals(cards);
  const ask = { kpis: cards, from: period.from, to: period.to, where, compare, basis };
  const now = useQuery(figuresQuery(ask));
  const course = useQuery(figuresQuery({ ...ask, every, intervals: 'exact' }));
  const note = compare === 'none' || !now.data?.compared ? formatRange(period) : `${formatRange(period)}, against ${formatRange(now.data.compared)}`;
  return (
    <Section title="Figures" note={note} busy={now.isPending} actions={<CardChooser chosen={cards} onChoose={choose} />}>
      {now.isError ? <ErrorState error={now.error} what="The figures" holds="Your data are untouched." onRetry={() => void now.refetch()} /> : (
        <div className={styles.cards}>
          {cards.map((id) => {
            const kpi = findKpi(catalogue, id);
            const row = now.data?.rows.find((r) => r.kpi === id);
            if (!kpi || !now.data || !row) return <CardBones key={id} label={kpi?.label ?? id} />;
            const points = course.data?.rows.filter((r) => r.kpi === id).map((r): SparkPoint => ({ now: toNumber(r.value), before: toNumber(r.before?.value), partial: r.period !== undefined && isPartial(r.period, every) }));
            return (
              <Link key={id} to="/kpis/$id" params={{ id }} search={carried(view)} className={styles.card} data-note={[kpi.description, kpi.benchmark && `Benchmark: ${kpi.benchmark.source}.`, aimWords(aims.get(id))].filter(Boolean).join('\n')}>
                <Card kpi={kpi} row={row} currency={now.data.currency} points={points ?? []} compared={compare !== 'none'} aim={aims.get(id)} />
              </Link>
            );
          })}
        </div>
      )}
    </Section>
  );
}

interface CardProps {
  readonly kpi: KpiEntry;
  readonly row: ComparedRow;
  readonly currency: string;
  readonly points: readonly SparkPoint[];
  readonly compared: boolean;
  readonly aim: Aim | undefined;
}

/** The goal of a card in words: its period, and how it stands. */
const aimWords = (aim: Aim | undefined): string => (aim ? `Goal “${aim.goal.name}”, ${formatRange(aim.goal)}${aim.pacing ? `: ${aim.pacing.reason}` : ''}` : '');

/** `benchmark 2 % – 5 %: below`; its source stands on the figure's own page and in the note. */
const benchmarkWords = (benchmark: Benchmark, { unit }: KpiEntry, row: ComparedRow, currency: string): string =>
  [`benchmark ${rangeWords(benchmark, unit, currency)}`, standing(benchmark, row)].filter(Boolean).join(': ');

function Card({ kpi, row, currency, points, compared, aim }: CardProps) {
  const value = kpi.kind === 'times' ? row.converted?.median ?? null : row.value;
  return (
    <>
      <h3>{kpi.label}</h3>
      <span className={row.status === 'ok' ? styles.value : `${styles.value} ${styles.few}`}>{formatFigure(value, { unit: kpi.unit, currency, precision: 'short' })}</span>
      <span className={styles.delta}>{compared && row.status !== 'none' && <Change row={row} kpi={kpi} currency={currency} />}</span>
      <Sparkline points={points} fromZero={kpi.kind === 'amount'} />
      <span className={styles.foot}>{sureness(row, kpi, currency)}</span>
      {kpi.benchmark && <span className={styles.aim}>{benchmarkWords(kpi.benchmark, kpi, row, currency)}</span>}
      {aim && <span className={styles.aim}><GoalPace {...aim} currency={currency} /></span>}
    </>
  );
}

const CardBones = ({ label }: { readonly label: string }) => (
  <div className={styles.card} role="status" aria-label={`Loading ${label}`}>
    <h3>{label}</h3><span className={styles.value}><Bone width="110px" height="24px" /></span><span className={styles.delta}><Bone width="80px" height="11px" /></span>
    <Bone height="40px" /><span className={styles.foot}><Bone width="120px" height="10px" /></span>
  </div>
);
