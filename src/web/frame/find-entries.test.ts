// The search finds by name before it finds by description.
import { expect, it } from 'vitest';
import type { KpiCatalogue, KpiEntry } from '../../shared/api/figures.js';
import { findEntries, foundEntries } from './find-entries.js';
import { PAGES } from './pages.js';

const kpi = (id: string, label: string, description: string): KpiEntry => ({ id, label, description, formula: '', unit: 'count', better: 'higher', group: 'leads', kind: 'amount', bases: ['activity'], dimensions: [] });
const catalogue: KpiCatalogue = {
  kpis: [kpi('scrub_rate', 'Scrub rate', 'Refused submissions, which cost time'), kpi('cost_per_lead', 'Cost per lead', 'All marketing cost over new leads'), kpi('leads', 'Leads', 'Persons first known')],
  families: [], dimensions: [], stages: [],
};
const labels = (typed: string): string[] => findEntries(catalogue, [], typed).map((e) => e.label);

it('puts names before descriptions', () => {
  expect(labels('cost')).toEqual(['Cost per lead', 'Channels', 'Scrub rate']);
  expect(labels('lead').slice(0, 3)).toEqual(['Leads', 'Leads', 'Cost per lead']);
  expect(findEntries(catalogue, [], 'lead').slice(0, 2).map((e) => e.kind)).toEqual(['page', 'kpi']);
});

it('finds by id, without accents, and several words in any order', () => {
  expect(labels('cost_per')).toEqual(['Cost per lead']);
  expect(labels('léad')).toContain('Leads');
  expect(labels('new marketing')).toEqual(['Cost per lead']);
});

it('offers the pages first when nothing is typed, and nothing for nonsense', () => {
  expect(labels('').slice(0, 2)).toEqual(PAGES.slice(0, 2).map((p) => p.label));
  expect(labels('zzz')).toEqual([]);
});

it('finds dashboards by their names', () => {
  const found = findEntries(catalogue, [{ id: '7', name: 'Monday’s leads' }], 'monday');
  expect(found).toEqual([{ kind: 'dashboard', label: 'Monday’s leads', about: 'Dashboard', id: '7' }]);
});

it('says what a person, a company and a campaign is, and names those without a name by what they have', () => {
  const names = { persons: [{ id: 'P-1', name: 'Ada Novák', email: 'ada@acme.example', account: 'Acme' }, { id: 'P-2', name: '', email: 'x@y.example', account: '' }], accounts: [{ id: 'A-3', name: '' }] };
  expect(foundEntries(names, ['spring', '(unmatched)']).map((e) => `${e.kind}: ${e.label}, ${e.about}`)).toEqual([
    'person: Ada Novák, Person · ada@acme.example · Acme', 'person: x@y.example, Person', 'account: A-3, Company', 'campaign: spring, Campaign',
  ]);
  expect(foundEntries(undefined, [])).toEqual([]);
});
