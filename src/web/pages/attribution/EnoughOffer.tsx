// Where a period has too few conversions of a kind to judge by: which other kinds have enough, and a longer period, one click away.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { stageName } from '../../../shared/stages.js';
import type { CreditChoice } from '../../analysis/credit-choice.js';
import { figuresQuery } from '../../api/queries.js';
import { formatCount } from '../../format/format-figure.js';
import { daysBetween } from '../../../shared/period.js';
import { useView } from '../../view/use-view.js';
import { prune } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import styles from './attribution.module.css';

/** Kinds of conversion that a KPI counts, the later in the funnel first. */
const COUNTED_BY = { won: 'won_deals', opportunity: 'opportunities', sql: 'sqls', sal: 'sals', mql: 'mqls', lead: 'leads' } as const;
const LONG = 365;
const MOST_OFFERS = 2;

export function EnoughOffer({ choice, kinds }: { readonly choice: CreditChoice; readonly kinds: readonly string[] }) {
  const { view, period } = useView();
  const { settings } = useWorkspace();
  const others = Object.entries(COUNTED_BY).filter(([kind]) => kind !== choice.conversion && kinds.includes(kind));
  const counts = useQuery({ ...figuresQuery({ kpis: others.map(([, kpi]) => kpi), from: period.from, to: period.to, intervals: 'exact' }), enabled: others.length > 0 });
  const offers = others.flatMap(([kind, kpi]) => {
    const count = Number(counts.data?.rows.find((r) => r.kpi === kpi)?.value ?? 0);
    return count >= settings.fewSample ? [{ kind, count }] : [];
  }).slice(0, MOST_OFFERS);
  const longer = daysBetween(period.from, period.to) < LONG;
  if (offers.length === 0 && !longer) return null;
  return (
    <p className={`${styles.enough ?? ''} small no-print`}>
      Too few to judge by.
      {offers.length > 0 && <> There are enough of another kind: {offers.map(({ kind, count }, i) => <span key={kind}>{i > 0 && ' or '}<Link to="/attribution" search={prune({ ...view, conversion: kind, skip: undefined })} className="link">{stageName(kind)} ({formatCount(count)})</Link></span>)}.</>}
      {longer && <> A longer period may have more: <Link to="/attribution" search={prune({ ...view, period: `${LONG}d`, skip: undefined })} className="link">the last {LONG} days</Link>.</>}
    </p>
  );
}
