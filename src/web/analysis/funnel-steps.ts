// The funnel from visits to won as steps: which KPI counts a stage, which is the rate and which the time from the stage before.
import type { KpiCatalogue } from '../../shared/api/figures.js';
import { stagePlural } from './figure-words.js';
import { existing } from './catalogue-names.js';

export interface FunnelStep {
  readonly label: string;
  /** Its id; undefined for visits. */
  readonly stage: string | undefined;
  /** KPI that counts the entries; without one they are what stands above the line of the rate. */
  readonly count: string | undefined;
  /** From the step before. */
  readonly rate: string | undefined;
  readonly time: string | undefined;
  /** From the first stage, where that is not the step before. */
  readonly overall: string | undefined;
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
    if (before === undefined) return { label, stage, count, rate: has('visitor_to_lead_rate'), time: undefined, overall: undefined };
    return {
      label, stage, count, rate: has(`${before}_to_${stage}_rate`) ?? has(`lead_conversion_rate:${before}:${stage}`), time: has(`time_to_convert:${before}:${stage}`),
      overall: i > 1 ? has(`lead_conversion_rate:${catalogue.stages[0] ?? ''}:${stage}`) : undefined,
    };
  });
  const visits = has('visits');
  return visits ? [{ label: 'Visits', stage: undefined, count: visits, rate: undefined, time: undefined, overall: undefined }, ...steps] : steps;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
