import { expect, it } from 'vitest';
import type { KpiCatalogue } from './api/figures.js';
import { findKpi } from './find-kpi.js';

const each: KpiCatalogue['families'][number]['each'] = { unit: 'days', better: 'lower', group: 'time', kind: 'times', bases: ['cohort'], dimensions: ['channel'] };
const catalogue: Pick<KpiCatalogue, 'kpis' | 'families' | 'stages'> = {
  kpis: [{ ...each, id: 'leads', label: 'Leads', description: '', formula: '', unit: 'count', kind: 'amount' }],
  families: [{ prefix: 'time_to_convert', label: 'Time to convert', description: 'Days.', example: '', each }],
  stages: ['lead', 'mql', 'trial_started', 'won'],
};

it('finds what is listed, and makes what is between two stages from its family', () => {
  expect(findKpi(catalogue, 'leads')?.label).toBe('Leads');
  expect(findKpi(catalogue, 'time_to_convert:mql:trial_started')).toEqual({ ...each, id: 'time_to_convert:mql:trial_started', label: 'Time to convert, MQL → Trial started', description: 'Days.', formula: 'MQL → Trial started' });
});

it.each(['leed', 'time_to_convert', 'time_to_convert:lead', 'time_to_convert:won:lead', 'time_to_convert:lead:lead', 'time_to_convert:lead:sql', 'time_to_convert:lead:won:won', 'rate:lead:won'])('finds no %s', (id) => {
  expect(findKpi(catalogue, id)).toBeUndefined();
});
