import { expect, it } from 'vitest';
import type { KpiCatalogue } from '../../shared/api/figures.js';
import { existing } from './catalogue-names.js';

const each: KpiCatalogue['families'][number]['each'] = { unit: 'count', better: 'higher', group: 'leads', kind: 'amount', bases: ['activity'], dimensions: [] };
const kpis = ['leads', 'mqls'].map((id) => ({ ...each, id, label: id, description: '', formula: '' }));
const catalogue: KpiCatalogue = { kpis, families: [], dimensions: [], stages: [] };

it('keeps what the catalogue has, each once, in the order given', () => {
  expect(existing(catalogue, ['mqls', 'leads', 'nothing', 'mqls'])).toEqual(['mqls', 'leads']);
});
