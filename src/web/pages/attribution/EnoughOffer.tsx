// Where a period has too few conversions of a kind to judge by: which other kinds have enough, and a longer period, one click away.
import { useQuery, type QueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ModelCatalogue } from '../../../shared/api/attribution.js';
import { daysBetween } from '../../../shared/period.js';
import { stageName } from '../../../shared/stages.js';
import type { CreditChoice } from '../../analysis/credit-choice.js';
import type { CreditAsk } from '../../api/credit-query.js';
import { creditQuery } from '../../api/queries.js';
import { formatCount } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { prune } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import styles from './attribution.module.css';

/** Kinds that are offered, the later in the funnel first. */
const OFFERED = ['won', 'opportunity', 'sql', 'sal', 'mql', 'lead'];
/** How many conversions there are is the same by any model. */
const COUNTED_BY = 'last';
const LONG = 365;
const MOST_OFFERS = 2;

interface Offer {
  readonly kind: string;
  readonly conversions: number;
}

/** The first kinds that have enough, as attribution itself counts them: one is asked after the other, and no more than are offered. */
async function enoughOf(client: QueryClient, ask: CreditAsk, kinds: readonly string[], enough: number): Promise<Offer[]> {
  const offers: Offer[] = [];
  for (const kind of kinds) {
    if (offers.length === MOST_OFFERS) break;
    const { conversions } = await client.fetchQuery(creditQuery({ ...ask, conversion: kind, models: [COUNTED_BY] }));
    if (conversions >= enough) offers.push({ kind, conversions });
  }
  return offers;
}

export function EnoughOffer({ choice: { ask, conversion }, catalogue }: { readonly choice: CreditChoice; readonly catalogue: ModelCatalogue }) {
  const { view, period } = useView();
  const { settings: { fewSample } } = useWorkspace();
  const kinds = OFFERED.filter((kind) => kind !== conversion && catalogue.conversions.includes(kind));
  const { data: offers = [] } = useQuery({ queryKey: ['enough', ask, kinds, fewSample], queryFn: ({ client }) => enoughOf(client, ask, kinds, fewSample) });
  const longer = daysBetween(period.from, period.to) < LONG;
  if (offers.length === 0 && !longer) return null;
  return (
    <p className={`${styles.enough ?? ''} small no-print`}>
      Too few to judge by.
      {offers.length > 0 && <> There are enough of another kind: {offers.map(({ kind, conversions }, i) => <span key={kind}>{i > 0 && ' or '}<Link to="/attribution" search={prune({ ...view, conversion: kind, skip: undefined })} className="link">{stageName(kind)} ({formatCount(conversions)})</Link></span>)}.</>}
      {longer && <> A longer period may have more: <Link to="/attribution" search={prune({ ...view, period: `${LONG}d`, skip: undefined })} className="link">the last {LONG} days</Link>.</>}
    </p>
  );
}
