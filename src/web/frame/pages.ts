// The pages that exist, with their keys: the one list that navigation, search and keyboard help read.
export interface PageEntry {
  readonly to: '/' | '/funnel' | '/channels' | '/attribution' | '/attribution/ledger' | '/attribution/journeys' | '/segments' | '/recurring' | '/kpis' | '/leads' | '/explorer' | '/imports' | '/settings' | '/help' | '/goals' | '/plan' | '/scenarios' | '/board' | '/reports' | '/dashboards';
  readonly label: string;
  /** Pressed after `g`. */
  readonly key: string;
  /** In the header; the others are reached by search, key or icon. */
  readonly inHeader: boolean;
  readonly description: string;
}

export const PAGES: readonly PageEntry[] = [
  { to: '/', label: 'Overview', key: 'o', inHeader: true, description: 'Where we stand, what moved, what needs a look' },
  { to: '/funnel', label: 'Funnel', key: 'f', inHeader: true, description: 'Stages, conversion and time between, by anything, and cohorts' },
  { to: '/channels', label: 'Channels', key: 'c', inHeader: true, description: 'What each channel and campaign costs and brings' },
  { to: '/attribution', label: 'Attribution', key: 'a', inHeader: true, description: 'What each channel and campaign earned of the conversions, by any model' },
  { to: '/attribution/ledger', label: 'Credit ledger', key: 'd', inHeader: false, description: 'Each touch’s part in each conversion, row by row' },
  { to: '/attribution/journeys', label: 'Journeys', key: 'j', inHeader: false, description: 'Paths to conversion, their length and duration' },
  { to: '/segments', label: 'Segments', key: 'p', inHeader: true, description: 'MQLs by persona, segment, company size and industry over time' },
  { to: '/recurring', label: 'Recurring', key: 'r', inHeader: true, description: 'Recurring revenue: MRR movements, ARR, churn, retention, lifetime value' },
  { to: '/kpis', label: 'KPIs', key: 'k', inHeader: true, description: 'Every figure there is, each open to its rows' },
  { to: '/goals', label: 'Goals', key: 'g', inHeader: true, description: 'What is to be reached by when, how far it is, how it will likely end and why' },
  { to: '/plan', label: 'Plan', key: 'n', inHeader: false, description: 'From a revenue goal to leads, visits and budget, and the worksheet by channel' },
  { to: '/scenarios', label: 'Scenarios', key: 'w', inHeader: false, description: 'What if: any rate, price, budget or lag changed, as ranges with the chance of the goal, side by side' },
  { to: '/board', label: 'Board', key: 'b', inHeader: false, description: 'Six figures and the funnel for a wall screen, read anew by itself' },
  { to: '/reports', label: 'Report', key: 't', inHeader: false, description: 'One page for leadership, as page, PDF or picture, and the links that share it' },
  { to: '/leads', label: 'Leads', key: 'l', inHeader: true, description: 'Persons and companies: where they stand, where they came from, their whole history' },
  { to: '/explorer', label: 'Explorer', key: 'e', inHeader: true, description: 'Any figures by any two dimensions and over time, as table or chart' },
  { to: '/dashboards', label: 'Dashboards', key: 'm', inHeader: true, description: 'Cards and charts arranged as their reader wants them, from templates or a file' },
  { to: '/imports', label: 'Imports', key: 'i', inHeader: true, description: 'Bring files in, see what became of them, undo' },
  { to: '/help', label: 'Help', key: 'h', inHeader: false, description: 'What to export from each product, how figures are computed, how to run it' },
  { to: '/settings', label: 'Settings', key: 's', inHeader: false, description: 'Time zone, currency, country, fiscal year' },
];
