// The figures of recurring revenue over the whole period: value, change and how sure each is.
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { FiguresDocument } from '../../../shared/api/figures.js';
import { sureness } from '../../analysis/figure-words.js';
import { existing } from '../../analysis/catalogue-names.js';
import { findKpi } from '../../../shared/find-kpi.js';
import { Change } from '../../components/figures/Change.js';
import { Section } from '../../components/Section.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { Bone } from '../../components/states/Skeleton.js';
import { formatRange } from '../../format/format-date.js';
import { formatFigure } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { carried } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { HEADLINES } from './recurring-asks.js';
import styles from './recurring.module.css';

export function RecurringFigures({ figures: { data, isError, error, isPending, refetch } }: { readonly figures: UseQueryResult<FiguresDocument> }) {
  const { catalogue } = useWorkspace();
  const { view, period } = useView();
  const note = data?.compared ? `${formatRange(period)}, against ${formatRange(data.compared)}` : formatRange(period);
  return (
    <Section title="Figures" note={note} busy={isPending}>
      {isError ? <ErrorState error={error} what="The figures" onRetry={() => void refetch()} /> : (
        <div className={styles.cards}>
          {existing(catalogue, HEADLINES).map((id) => {
            const [kpi, row] = [findKpi(catalogue, id), data?.rows.find((r) => r.kpi === id)];
            if (!kpi || !row || !data) return <div key={id} className={styles.card} role="status" aria-label={`Loading ${kpi?.label ?? id}`}><h3>{kpi?.label ?? id}</h3><Bone width="90px" height="22px" /><Bone width="70px" height="11px" /></div>;
            return (
              <Link key={id} to="/kpis/$id" params={{ id }} search={carried(view)} className={styles.card} data-note={[kpi.description, row.remark].filter(Boolean).join('\n')}>
                <h3>{kpi.label}</h3>
                <span className={row.status === 'ok' ? styles.value : `${styles.value ?? ''} faint`}>{formatFigure(row.value, { unit: kpi.unit, currency: data.currency, precision: 'short' })}</span>
                <span className="small">{data.compared && row.status !== 'none' && <Change row={row} kpi={kpi} currency={data.currency} />}</span>
                <span className="tiny faint">{sureness(row, kpi, data.currency)}</span>
              </Link>
            );
          })}
        </div>
      )}
    </Section>
  );
}
