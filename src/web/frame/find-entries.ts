// What the search offers for a few typed letters: pages, dashboards and KPIs whose name, id or description holds them, names first;
// then persons, companies and campaigns that the server found.
import type { KpiCatalogue } from '../../shared/api/figures.js';
import type { DashboardEntry } from '../../shared/api/dashboards.js';
import type { FoundNames } from '../../shared/api/search.js';
import { UNMATCHED } from '../analysis/find-needs.js';
import { PAGES, type PageEntry } from './pages.js';

export type Entry =
  | { readonly kind: 'page'; readonly label: string; readonly about: string; readonly to: PageEntry['to'] }
  | { readonly kind: 'dashboard'; readonly label: string; readonly about: string; readonly id: string }
  | { readonly kind: 'kpi'; readonly label: string; readonly about: string; readonly id: string }
  | { readonly kind: 'person' | 'account'; readonly label: string; readonly about: string; readonly id: string }
  | { readonly kind: 'campaign'; readonly label: string; readonly about: string; readonly id: string };

const plain = (text: string): string => text.toLowerCase().normalize('NFKD').replace(/[\u0300-\u036f]/g, '').replace(/[_:]/g, ' ');

/** 0 no match; higher is better: the name begins with it, a word of the name does, the name holds it, the description does. */
function score(query: string, label: string, id: string, about: string): number {
  const name = plain(label);
  if (name.startsWith(query)) return 4;
  if (` ${name}`.includes(` ${query}`) || ` ${plain(id)}`.includes(` ${query}`)) return 3;
  if (name.includes(query) || plain(id).includes(query)) return 2;
  return query.split(/\s+/).every((word) => plain(`${label} ${about}`).includes(word)) ? 1 : 0;
}

/** Entries for what was typed, best first; with nothing typed, pages, dashboards and then KPIs in the catalogue's order. */
export function findEntries(catalogue: KpiCatalogue, dashboards: readonly Pick<DashboardEntry, 'id' | 'name'>[], typed: string, most = 12): Entry[] {
  const query = plain(typed.trim());
  const all: { entry: Entry; id: string }[] = [
    ...PAGES.map((p) => ({ entry: { kind: 'page' as const, label: p.label, about: p.description, to: p.to }, id: p.to })),
    ...dashboards.map((d) => ({ entry: { kind: 'dashboard' as const, label: d.name, about: 'Dashboard', id: d.id }, id: '' })),
    ...catalogue.kpis.map((k) => ({ entry: { kind: 'kpi' as const, label: k.label, about: k.description, id: k.id }, id: k.id })),
  ];
  return all
    .map(({ entry, id }, order) => ({ entry, order, score: query === '' ? 1 : score(query, entry.label, id, entry.about) }))
    .filter((e) => e.score > 0)
    .sort((a, b) => b.score - a.score || a.order - b.order)
    .slice(0, most)
    .map((e) => e.entry);
}

/** Persons, companies and campaigns as entries, in this order. */
export const foundEntries = (names: FoundNames | undefined, campaigns: readonly string[]): Entry[] => [
  ...(names?.persons ?? []).map((p): Entry => ({ kind: 'person', id: p.id, label: p.name || p.email || p.id, about: ['Person', p.name === '' ? '' : p.email, p.account].filter((part) => part !== '').join(' · ') })),
  ...(names?.accounts ?? []).map((a): Entry => ({ kind: 'account', id: a.id, label: a.name || a.id, about: 'Company' })),
  ...campaigns.filter((name) => name !== UNMATCHED).map((name): Entry => ({ kind: 'campaign', id: name, label: name, about: 'Campaign' })),
];
