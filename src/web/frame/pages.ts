// The pages that exist, with their keys: the one list that navigation, search and keyboard help read.
export interface PageEntry {
  readonly to: '/' | '/kpis' | '/leads' | '/explorer' | '/imports' | '/settings';
  readonly label: string;
  /** Pressed after `g`. */
  readonly key: string;
  /** In the header; the others are reached by search, key or icon. */
  readonly inHeader: boolean;
  readonly description: string;
}

export const PAGES: readonly PageEntry[] = [
  { to: '/', label: 'Overview', key: 'o', inHeader: true, description: 'Where we stand, what moved, what needs a look' },
  { to: '/kpis', label: 'KPIs', key: 'k', inHeader: true, description: 'Every figure there is, each open to its rows' },
  { to: '/leads', label: 'Leads', key: 'l', inHeader: true, description: 'Persons and companies: where they stand, where they came from, their whole history' },
  { to: '/explorer', label: 'Explorer', key: 'e', inHeader: true, description: 'Any figures by any two dimensions and over time, as table or chart' },
  { to: '/imports', label: 'Imports', key: 'i', inHeader: true, description: 'Bring files in, see what became of them, undo' },
  { to: '/settings', label: 'Settings', key: 's', inHeader: false, description: 'Time zone, currency, country, fiscal year' },
];
