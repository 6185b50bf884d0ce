// The stages and figures of a plan as people name them, with their units.
import type { KpiEntry } from '../../../shared/api/figures.js';
import type { PlanInput } from '../../../shared/planning/reverse-funnel.js';
import type { WorksheetMeasure } from '../../../shared/planning/worksheet.js';
import type { FunnelStage } from '../../analysis/plan-figures.js';

interface Named {
  readonly label: string;
  readonly unit: KpiEntry['unit'];
  /** The KPI that history's figure can be looked at in. */
  readonly kpi?: string;
}

export const STAGES: Readonly<Record<FunnelStage, Named>> = {
  visitors: { label: 'Visitors', unit: 'count' }, visits: { label: 'Visits', unit: 'count' }, leads: { label: 'Leads', unit: 'count' }, mqls: { label: 'MQLs', unit: 'count' }, sqls: { label: 'SQLs', unit: 'count' },
  deals: { label: 'Deals won', unit: 'count' }, revenue: { label: 'Revenue', unit: 'money' }, budget: { label: 'Budget', unit: 'money' },
};

export const INPUTS: Readonly<Record<PlanInput, Named>> = {
  visitorToLeadRate: { label: 'become leads of the website', unit: 'rate', kpi: 'visitor_to_lead_rate' }, visitsPerLead: { label: 'visits to a lead of the website', unit: 'number', kpi: 'visits_per_lead' },
  websiteShare: { label: 'of leads come by the website', unit: 'rate' }, leadToMqlRate: { label: 'become MQLs', unit: 'rate', kpi: 'lead_to_mql_rate' }, mqlToSqlRate: { label: 'become SQLs', unit: 'rate', kpi: 'mql_to_sql_rate' },
  closeRate: { label: 'are won', unit: 'rate', kpi: 'close_rate' }, averageDeal: { label: 'a deal', unit: 'money', kpi: 'average_deal' }, costPerLead: { label: 'a lead', unit: 'money', kpi: 'cost_per_lead' },
};

/** Which figures stand beside which stage. */
export const BESIDE: Readonly<Record<FunnelStage, readonly PlanInput[]>> = {
  visitors: ['visitorToLeadRate'], visits: ['visitsPerLead'], leads: ['websiteShare', 'leadToMqlRate'], mqls: ['mqlToSqlRate'], sqls: ['closeRate'], deals: ['averageDeal'], revenue: [], budget: ['costPerLead'],
};

export const MEASURES: Readonly<Record<WorksheetMeasure, string>> = { visits: 'Visits', leads: 'Leads', mqls: 'MQLs', sqls: 'SQLs', customers: 'Customers', revenue: 'Revenue', cost: 'Cost' };

const isInput = (field: FunnelStage | PlanInput): field is PlanInput => field in INPUTS;
export const unitOf = (field: FunnelStage | PlanInput): { kind: 'stage' | 'input'; unit: KpiEntry['unit'] } => (isInput(field) ? { kind: 'input', unit: INPUTS[field].unit } : { kind: 'stage', unit: STAGES[field].unit });

/** Digits of a currency's smallest unit; 2 while there is no currency. */
export const digitsOf = (currency: string): number => (currency === '' ? 2 : new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2);
