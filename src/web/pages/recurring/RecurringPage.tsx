// Revenue that comes again: what it is at the end of the period, how it moved month by month, how it is kept, what a customer brings.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { daysBetween } from '../../../shared/period.js';
import { cohortRange } from '../../analysis/cohorts.js';
import { existing } from '../../analysis/catalogue-names.js';
import { figuresQuery } from '../../api/queries.js';
import { FilterBar } from '../../components/filters/FilterBar.js';
import { Page } from '../../components/Page.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { toNumber } from '../../format/format-figure.js';
import { useView } from '../../view/use-view.js';
import { carried } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { Movements } from './Movements.js';
import { RecurringFigures } from './RecurringFigures.js';
import { HEADLINES, MONTHLY } from './recurring-asks.js';

/** Beyond three years of months, quarters. */
const MOST_DAYS = 1100;

export function RecurringPage() {
  const { catalogue, extent } = useWorkspace();
  const { view, period, where, compare, change } = useView();
  const range = cohortRange(period, extent);
  const every = daysBetween(range.from, range.to) > MOST_DAYS ? 'quarter' : 'month';
  const whole = useQuery(figuresQuery({ kpis: existing(catalogue, HEADLINES), from: period.from, to: period.to, where, compare }));
  const monthly = useQuery(figuresQuery({ kpis: existing(catalogue, MONTHLY.map((m) => m.id)), ...range, every, where, intervals: 'exact' }));
  const nothing = monthly.data?.rows.every((r) => (toNumber(r.value) ?? 0) === 0) === true && whole.data?.rows.every((r) => (toNumber(r.value) ?? 0) === 0) === true;
  const refused = monthly.data?.rows.find((r) => r.kpi === 'mrr' && r.status === 'unsplittable')?.remark;
  return (
    <Page title="Recurring revenue" heading="hidden" bar={<FilterBar />}>
      {nothing ? (
        <Section title="Recurring revenue">
          {where.length > 0 ? <EmptyState action={<button type="button" className="link" onClick={() => change({ filters: undefined })}>Remove the filters</button>}>{refused ?? 'No recurring revenue matches these filters, in this period or the year before it.'}</EmptyState>
          : <EmptyState action={<Link to="/imports" search={carried(view)} className="link">Import subscriptions</Link>}>Here stand MRR, its movements, churn and lifetime value, once subscriptions are imported. In this period and the year before it there are none.</EmptyState>}
        </Section>
      ) : (
        <>
          <RecurringFigures figures={whole} />
          <Movements figures={monthly} every={every} />
        </>
      )}
    </Page>
  );
}
