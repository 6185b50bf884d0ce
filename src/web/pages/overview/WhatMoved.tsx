// Who made the change: each figure's change against the compared period, and the channels it came from.
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { FiguresDocument, KpiEntry } from '../../../shared/api/figures.js';
import { leading, ratioContributions, sumContributions, type Contribution } from '../../analysis/contributions.js';
import { shortLabel } from '../../analysis/figure-words.js';
import { existing } from '../../analysis/catalogue-names.js';
import { findKpi } from '../../../shared/find-kpi.js';
import { Change } from '../../components/figures/Change.js';
import { FigureLink } from '../../components/figures/FigureLink.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { formatRange } from '../../format/format-date.js';
import { formatChange, toNumber } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { carried, withFilter } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { MOVERS, SPLIT } from './overview-asks.js';
import styles from './overview.module.css';

export function WhatMoved({ figures }: { readonly figures: UseQueryResult<FiguresDocument> }) {
  const { compare, change } = useView();
  const { data, isError, error, isPending, refetch } = figures;
  return (
    <Section title="What moved" note={data?.compared && `against ${formatRange(data.compared)}, by ${SPLIT}`} busy={isPending}>
      {compare === 'none' ? (
        <EmptyState action={<button type="button" className="link" onClick={() => change({ compare: undefined })}>Compare with the period before</button>}>Here stands which channels made each change, once the period is compared with another.</EmptyState>
      ) : isError ? <ErrorState error={error} what="What moved" onRetry={() => void refetch()} />
      : !data ? <TableBones rows={4} rowHeight={34} />
      : <Movers figures={data} />}
    </Section>
  );
}

function Movers({ figures }: { readonly figures: FiguresDocument }) {
  const { catalogue } = useWorkspace();
  const { view } = useView();
  const moved = existing(catalogue, MOVERS).flatMap((id) => {
    const [kpi, total] = [findKpi(catalogue, id), figures.totals?.find((r) => r.kpi === id)];
    const rows = figures.rows.filter((r) => r.kpi === id);
    if (!kpi || !total || toNumber(total.change) === null || toNumber(total.change) === 0) return [];
    const parts = kpi.kind === 'ratio' ? ratioContributions(rows, total, SPLIT) : sumContributions(rows, SPLIT);
    return [{ kpi, total, parts: leading(parts ?? []) }];
  });
  if (moved.length === 0) return <EmptyState>Nothing moved between the two periods, or one of them holds no data.</EmptyState>;
  return (
    <ul className={styles.list}>
      {moved.map(({ kpi, total, parts }) => (
        <li key={kpi.id}>
          <span>
            <FigureLink row={{ ...total, dims: {} }} kpi={kpi} view={view} currency={figures.currency}><b>{shortLabel(kpi)}</b> {formatChange(total.change, { unit: kpi.unit, currency: figures.currency, precision: 'short' })}</FigureLink>{' '}
            <span className={styles.parts}>{parts.map((part) => <span key={part.label}><Part kpi={kpi} part={part} currency={figures.currency} /></span>)}</span>
          </span>
          <Change row={total} kpi={kpi} currency={figures.currency} />
        </li>
      ))}
    </ul>
  );
}

function Part({ kpi, part, currency }: { readonly kpi: KpiEntry; readonly part: Contribution; readonly currency: string }) {
  const { view } = useView();
  // Shares of a ratio's change are finer than the ratio itself is read.
  const digits = kpi.unit === 'money' && kpi.kind === 'ratio' ? { digits: 2 } : {};
  return <Link to="/kpis/$id" params={{ id: kpi.id }} search={withFilter(carried(view), SPLIT, [part.label])} className="door">{part.label} <span className="nowrap">{formatChange(part.amount, { unit: kpi.unit, currency, precision: 'short', ...digits })}</span></Link>;
}
