// The funnel follows the workspace's stages and asks only for what the catalogue has.
import { expect, it } from 'vitest';
import type { KpiCatalogue, KpiEntry } from '../../shared/api/figures.js';
import { existing } from './catalogue-names.js';
import { funnelSteps } from './funnel-steps.js';

const kpi = (id: string): KpiEntry => ({ id, label: id, description: '', formula: '', unit: 'count', better: 'higher', group: '', kind: 'amount', bases: ['activity'], dimensions: [] });
const catalogue = (stages: string[]): KpiCatalogue => ({
  kpis: ['visits', 'leads', 'mqls', 'visitor_to_lead_rate', 'lead_to_mql_rate'].map(kpi), dimensions: [], stages,
  families: ['lead_conversion_rate', 'time_to_convert'].map((prefix) => ({ prefix, label: prefix, description: '', example: '', each: { unit: 'rate', better: 'higher', group: '', kind: 'stage_rate', bases: ['cohort'], dimensions: [] } })),
});

it('leaves out KPIs that do not exist', () => {
  expect(existing(catalogue(['lead', 'won']), ['revenue', 'leads'])).toEqual(['leads']);
});

it('goes from visits through every stage, with the rate and time from the one before', () => {
  expect(funnelSteps(catalogue(['lead', 'mql', 'trial', 'won']))).toEqual([
    { label: 'Visits', stage: undefined, count: 'visits', rate: undefined, time: undefined, overall: undefined },
    { label: 'Leads', stage: 'lead', count: 'leads', rate: 'visitor_to_lead_rate', time: undefined, overall: undefined },
    { label: 'MQLs', stage: 'mql', count: 'mqls', rate: 'lead_to_mql_rate', time: 'time_to_convert:lead:mql', overall: undefined },
    { label: 'Trials', stage: 'trial', count: undefined, rate: 'lead_conversion_rate:mql:trial', time: 'time_to_convert:mql:trial', overall: 'lead_conversion_rate:lead:trial' },
    { label: 'Won', stage: 'won', count: undefined, rate: 'lead_conversion_rate:trial:won', time: 'time_to_convert:trial:won', overall: 'lead_conversion_rate:lead:won' },
  ]);
});
