// What the overview asks for: KPIs by what they are for, kept to those that the catalogue has.
import type { KpiCatalogue } from '../../../shared/api/figures.js';
import { stagePlural } from '../../analysis/figure-words.js';
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
  /** KPI that counts the entries; without one they are what stands above the line of the rate. */
  readonly count: string | undefined;
  /** From the step before. */
  readonly rate: string | undefined;
  readonly time: string | undefined;
}

const COUNTS: Record<string, { id: string; label: string }> = {
  lead: { id: 'leads', label: 'Leads' }, mql: { id: 'mqls', label: 'MQLs' }, sal: { id: 'sals', label: 'SALs' }, sql: { id: 'sqls', label: 'SQLs' },
  opportunity: { id: 'opportunities', label: 'Opportunities' },
};
const LAST = 'won';

/** The funnel from visits to won, in the workspace's order of stages: persons of each stage, so that a rate is what its two neighbours give. */
export function funnelSteps(catalogue: KpiCatalogue): FunnelStep[] {
  const has = (id: string): string | undefined => existing(catalogue, [id])[0];
  const steps = catalogue.stages.map((stage, i): FunnelStep => {
    const known = COUNTS[stage];
    const label = known?.label ?? (stage === LAST ? 'Won' : capital(stagePlural(stage)));
    const count = known ? has(known.id) : undefined;
    const before = catalogue.stages[i - 1];
    if (before === undefined) return { label, count, rate: has('visitor_to_lead_rate'), time: undefined };
    return { label, count, rate: has(`${before}_to_${stage}_rate`) ?? has(`lead_conversion_rate:${before}:${stage}`), time: has(`time_to_convert:${before}:${stage}`) };
  });
  const visits = has('visits');
  return visits ? [{ label: 'Visits', count: visits, rate: undefined, time: undefined }, ...steps] : steps;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
