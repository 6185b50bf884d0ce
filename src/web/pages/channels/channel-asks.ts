// What the page of channels asks for, in the order of its columns, and the short heads that fit a wide table.

export const CHANNEL = 'channel';
export const CAMPAIGN = 'campaign';

export const CHANNEL_COLUMNS: readonly { readonly id: string; readonly header: string }[] = [
  { id: 'cost', header: 'Cost' }, { id: 'visits', header: 'Visits' }, { id: 'leads', header: 'Leads' }, { id: 'mqls', header: 'MQLs' }, { id: 'sqls', header: 'SQLs' },
  { id: 'customers', header: 'Customers' }, { id: 'revenue', header: 'Revenue' }, { id: 'cost_per_lead', header: 'Cost / lead' }, { id: 'cost_per_qualified_lead', header: 'Cost / MQL' },
  { id: 'cost_per_sql', header: 'Cost / SQL' }, { id: 'marketing_cac', header: 'Cost / customer' }, { id: 'marketing_roi', header: 'Return' },
  { id: 'attributed_revenue', header: 'Credited' }, { id: 'attributed_cac', header: 'CAC, credited' }, { id: 'return_on_ad_spend', header: 'ROAS' },
];

/** What the small multiples draw unless the address says otherwise. */
export const DEFAULT_DRAWN = 'leads';
