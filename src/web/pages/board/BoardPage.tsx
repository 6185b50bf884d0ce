// The board for a wall screen: at most six figures and the funnel, large, without controls, read anew by itself.
import { previousRange, yearBefore } from '../../../shared/period.js';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ComparedRow, KpiEntry } from '../../../shared/api/figures.js';
import { shortLabel } from '../../analysis/figure-words.js';
import { findKpi } from '../../../shared/find-kpi.js';
import { funnelSteps } from '../../analysis/funnel-steps.js';
import { figuresQuery, statusQuery } from '../../api/queries.js';
import { Change } from '../../components/figures/Change.js';
import { GoalPace } from '../../components/figures/GoalPace.js';
import { PaceBar } from '../../components/figures/PaceBar.js';
import { Page } from '../../components/Page.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { Bone } from '../../components/states/Skeleton.js';
import { formatInstant, formatRange } from '../../format/format-date.js';
import { formatFigure, toNumber } from '../../format/format-figure.js';
import { useGoals, type Aim } from '../../view/use-goals.js';
import { useView } from '../../view/use-view.js';
import { carried, type View } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { useChosenCards } from '../overview/chosen-cards.js';
import styles from './board.module.css';

/** More can't be taken in from five metres. */
const MOST = 6;
const MINUTE = 60_000;
/** How often figures are read anew, and goals, whose forecasts are dear. */
const EVERY = { figures: MINUTE, goals: 10 * MINUTE };

export function BoardPage() {
  const { catalogue, settings, extent } = useWorkspace();
  const { view, period, compare, where, basis } = useView();
  const [chosen] = useChosenCards();
  const cards = chosen.slice(0, MOST);
  const steps = funnelSteps(catalogue);
  const counted = steps.flatMap((s) => [s.count ?? s.rate, s.rate]).filter((id) => id !== undefined);
  // With the status come today's date and how far the data reach: a board that stays on over night shows the new day.
  useQuery({ ...statusQuery, refetchInterval: EVERY.figures });
  const figures = useQuery({ ...figuresQuery({ kpis: [...new Set([...cards, ...counted])], from: period.from, to: period.to, where, compare, basis, intervals: 'exact' }), refetchInterval: EVERY.figures, placeholderData: (last) => last });
  const aims = useGoals(cards, { refetchEvery: EVERY.goals });
  const [full, toggleFull] = useFullScreen();
  const row = (id: string | undefined): ComparedRow | undefined => figures.data?.rows.find((r) => r.kpi === id);
  const currency = figures.data?.currency ?? '';
  return (
    <Page title="Board" heading="own">
      <div className={styles.board} aria-busy={figures.isPending}>
        <header className={styles.head}>
          <h1>{period.label ?? 'Leadline'}</h1>
          <span className={styles.range}>{formatRange(period)}{compare === 'none' ? '' : `, against ${formatRange(compare === 'previous' ? previousRange(period) : yearBefore(period))}`}</span>
          <span className={`${styles.tools ?? ''} no-print`}>
            <button type="button" className="link" onClick={toggleFull}>{full ? 'leave full screen' : 'full screen'}</button>
            <Link to="/" search={carried(view)} className="link">Overview</Link>
          </span>
        </header>
        {extent === null ? <EmptyState action={<Link to="/imports" search={{}} className="link">Bring files in</Link>}>Here stand six figures and the funnel, for all to see. There are no data yet.</EmptyState>
        : figures.isError && !figures.data ? <ErrorState error={figures.error} what="The figures" holds="They are asked for again every minute." onRetry={() => void figures.refetch()} />
        : (
          <>
            <ul className={styles.figures} data-count={cards.length}>
              {cards.map((id) => {
                const kpi = findKpi(catalogue, id);
                return kpi && <li key={id}><Big kpi={kpi} row={row(id)} view={view} currency={currency} aim={aims.get(id)} compared={compare !== 'none'} /></li>;
              })}
            </ul>
            <ol className={styles.funnel} aria-label="Funnel">
              {steps.map((step) => {
                const count = countOf(step, row);
                const rate = toNumber(row(step.rate)?.value);
                return (
                  <li key={step.label}>
                    <span className={styles.label}>{step.label}</span>
                    <strong>{figures.data ? formatFigure(count, { unit: 'count', currency, precision: 'short' }) : <Bone width="70%" height=".8em" />}</strong>
                    <span className={styles.track} aria-hidden="true">{rate !== null && <i style={{ width: `${String(Math.min(100, rate * 100))}%` }} />}</span>
                    <span className={styles.rate}>{rate === null ? '' : formatFigure(rate, { unit: 'rate', currency, digits: rate < 0.1 ? 1 : 0 })}</span>
                  </li>
                );
              })}
            </ol>
          </>
        )}
        <p className={figures.isError ? `${styles.state ?? ''} warn` : styles.state} role="status">
          {figures.dataUpdatedAt > 0 && `${figures.isError ? 'Not reached since' : 'As of'} ${formatInstant(new Date(figures.dataUpdatedAt).toISOString(), settings.timeZone)}`}
        </p>
      </div>
    </Page>
  );
}

type Step = ReturnType<typeof funnelSteps>[number];
/** Entries of a stage; without a KPI of its own what stands above the line of its rate. */
const countOf = (step: Step, row: (id: string | undefined) => ComparedRow | undefined): number | null => toNumber(step.count !== undefined ? row(step.count)?.value : row(step.rate)?.numerator);

interface BigProps {
  readonly kpi: KpiEntry;
  readonly row: ComparedRow | undefined;
  readonly view: View;
  readonly currency: string;
  readonly aim: Aim | undefined;
  readonly compared: boolean;
}

function Big({ kpi, row, view, currency, aim, compared }: BigProps) {
  const value = kpi.kind === 'times' ? row?.converted?.median ?? null : row?.value;
  return (
    <Link to="/kpis/$id" params={{ id: kpi.id }} search={carried(view)} className={styles.big}>
      <h2 className={styles.label}>{shortLabel(kpi)}</h2>
      <span className={row && row.status !== 'ok' ? `${styles.value ?? ''} faint` : styles.value}>{row ? formatFigure(value, { unit: kpi.unit, currency, precision: 'short' }) : <Bone width="60%" height=".8em" />}</span>
      <span className={styles.change}>{row?.status === 'few' ? <span className="faint">too few to judge</span> : row && compared && row.status !== 'none' ? <Change row={row} kpi={kpi} currency={currency} /> : null}</span>
      {aim && <span className={styles.aim}><GoalPace {...aim} currency={currency} />{aim.pacing && <PaceBar pacing={aim.pacing} />}</span>}
    </Link>
  );
}

/** Whether the browser shows nothing else, and the way in and out. */
function useFullScreen(): readonly [boolean, () => void] {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const read = (): void => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', read);
    return () => document.removeEventListener('fullscreenchange', read);
  }, []);
  const toggle = (): void => void (document.fullscreenElement === null ? document.documentElement.requestFullscreen() : document.exitFullscreen()).catch(() => undefined);
  return [full, toggle];
}
