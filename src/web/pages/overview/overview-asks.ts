// What the overview asks for: KPIs by what they are for, kept to those that the catalogue has.
import type { KpiCatalogue } from '../../../shared/api/figures.js';
import { findKpi } from '../../analysis/find-kpi.js';

export const DEFAULT_CARDS = ['revenue', 'pipeline', 'mqls_per_business_day', 'cost_per_lead'] as const;
export const CHANNEL_KPIS = ['cost', 'leads', 'cost_per_lead', 'mqls', 'customers', 'revenue', 'marketing_roi'] as const;
/** Whose changes are divided among channels. */
export const MOVERS = ['leads', 'mqls', 'cost_per_lead', 'revenue'] as const;
/** The dimension of all three. */
export const SPLIT = 'channel';

export const existing = (catalogue: KpiCatalogue, ids: readonly string[]): string[] => ids.filter((id) => findKpi(catalogue, id) !== undefined);

export interface FunnelStep {
  readonly label: string;
  /** KPI that counts the entries. */
  readonly count: string;
  /** From the step before. */
  readonly rate: string | undefined;
  readonly time: string | undefined;
}

const COUNTS: Record<string, { id: string; label: string }> = {
  lead: { id: 'leads', label: 'Leads' }, mql: { id: 'mqls', label: 'MQLs' }, sal: { id: 'sals', label: 'SALs' }, sql: { id: 'sqls', label: 'SQLs' },
  opportunity: { id: 'opportunities', label: 'Opportunities' }, won: { id: 'customers', label: 'Customers' },
};

/** The funnel from visits to won, in the workspace's order of stages; steps without a counting KPI are left out. */
export function funnelSteps(catalogue: KpiCatalogue): FunnelStep[] {
  const has = (id: string): string | undefined => existing(catalogue, [id])[0];
  const stages = catalogue.stages.filter((s) => has((COUNTS[s] ?? { id: `${s}s` }).id));
  const steps = stages.map((stage, i): FunnelStep => {
    const { id, label } = COUNTS[stage] ?? { id: `${stage}s`, label: `${stage.charAt(0).toUpperCase()}${stage.slice(1).replaceAll('_', ' ')}s` };
    const before = stages[i - 1];
    if (before === undefined) return { label, count: id, rate: has('visitor_to_lead_rate'), time: undefined };
    return { label, count: id, rate: has(`${before}_to_${stage}_rate`) ?? has(`lead_conversion_rate:${before}:${stage}`), time: has(`time_to_convert:${before}:${stage}`) };
  });
  const visits = has('visits');
  return visits ? [{ label: 'Visits', count: visits, rate: undefined, time: undefined }, ...steps] : steps;
}
