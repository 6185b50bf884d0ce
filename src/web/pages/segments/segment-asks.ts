// What the page of personas and segments asks for: groups of people and companies, and what is asked of each.

/** The dimensions of the page, in the order of its switch. */
export const GROUPINGS = ['persona', 'segment', 'company_size', 'industry'] as const;

export const SEGMENT_COLUMNS: readonly { readonly id: string; readonly header: string }[] = [
  { id: 'leads', header: 'Leads' }, { id: 'mqls', header: 'MQLs' }, { id: 'lead_to_mql_rate', header: 'Lead to MQL' }, { id: 'sqls', header: 'SQLs' }, { id: 'mql_to_sql_rate', header: 'MQL to SQL' },
  { id: 'opportunities', header: 'Opportunities' }, { id: 'customers', header: 'Customers' }, { id: 'lead_to_customer_rate', header: 'Lead to customer' },
  { id: 'revenue', header: 'Revenue' }, { id: 'average_deal', header: 'Average deal' },
];

/** What is drawn unless the address says otherwise. */
export const DEFAULT_DRAWN = 'mqls';
/** Columns are sorted by this, and the first groups chosen by it, unless the address says otherwise. */
export const DEFAULT_SORT = '-revenue';
