// What a scenario can change as people name it, and in which unit it is typed.
import type { KpiEntry } from '../../../shared/api/figures.js';
import type { PlanInput } from '../../../shared/planning/reverse-funnel.js';
import type { ScenarioInput } from '../../analysis/scenario-draft.js';

interface Named {
  readonly label: string;
  readonly unit: KpiEntry['unit'];
  /** Typed as a part of what history has, in percent, not as the figure itself. */
  readonly factor?: true;
  /** The figure of history that stands beside it. */
  readonly history?: PlanInput;
}

/** Changed in all channels at once. */
export const CHANGED: Readonly<Record<ScenarioInput, Named>> = {
  leads: { label: 'Leads, of what history brings', unit: 'rate', factor: true },
  leadToMqlRate: { label: 'Leads that become MQLs', unit: 'rate', history: 'leadToMqlRate' },
  mqlToSqlRate: { label: 'MQLs that become SQLs', unit: 'rate', history: 'mqlToSqlRate' },
  closeRate: { label: 'SQLs that are won', unit: 'rate', history: 'closeRate' },
  averageDeal: { label: 'A deal', unit: 'money', history: 'averageDeal' },
  costPerLead: { label: 'A lead costs', unit: 'money', history: 'costPerLead' },
  budget: { label: 'Budget, of what history spends', unit: 'rate', factor: true },
  lag: { label: 'From lead to revenue', unit: 'days' },
};

/** Changed in one channel, in the order of the table. */
export const IN_CHANNEL = [['leads', 'Leads to come', 'count'], ['leadToMqlRate', 'become MQLs', 'rate'], ['mqlToSqlRate', 'become SQLs', 'rate'], ['closeRate', 'are won', 'rate'], ['budget', 'Budget', 'money']] as const satisfies readonly (readonly [ScenarioInput, string, KpiEntry['unit']])[];

export const TURNED: Readonly<Record<string, string>> = { leads: 'Leads', leadToMqlRate: 'Lead → MQL', mqlToSqlRate: 'MQL → SQL', closeRate: 'SQL → won', averageDeal: 'Average deal' };
