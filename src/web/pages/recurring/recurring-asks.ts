// What the page of recurring revenue asks for.
import { MOVEMENTS } from '../../analysis/mrr-bridge.js';

/** The figures of the whole period, in the order they are shown. */
export const HEADLINES = ['mrr', 'arr', 'active_customers', 'net_new_mrr', 'net_revenue_retention', 'gross_mrr_churn', 'logo_churn_rate', 'customer_lifetime_value', 'clv_after_cac', 'ltv_to_cac'] as const;

/** The columns of a month, in the order of the bridge. */
export const MONTHLY: readonly { readonly id: string; readonly header: string }[] = [
  { id: 'starting_mrr', header: 'At start' }, ...MOVEMENTS.map(({ kpi, label }) => ({ id: kpi, header: label })), { id: 'mrr', header: 'At end' },
  { id: 'arr', header: 'ARR' }, { id: 'active_customers', header: 'Customers' }, { id: 'logo_churn_rate', header: 'Logo churn' }, { id: 'gross_mrr_churn', header: 'MRR churn' }, { id: 'net_revenue_retention', header: 'Net retention' },
];
