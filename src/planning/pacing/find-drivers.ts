// Which step of the funnel before a KPI goes otherwise than it did: its rate in the period against the 90 days before it.
import { newcombe } from '../../analytics/statistics/newcombe.js';
import type { PacingDocument } from '../../shared/api/pacing.js';
import { addDays, type DayRange } from '../../shared/period.js';
import type { Workspace } from '../../shared/workspace.js';
import { exposedRate } from '../exposure.js';
import type { Past } from '../forecast/past.js';
import type { PlanFilters } from '../planning-context.js';
import { noAges } from '../stage-ages.js';

const DAYS_BEFORE = 90;
/** The last stage on the way to a KPI. */
const REACHES: Readonly<Record<string, string>> = { mqls: 'mql', sals: 'sal', sqls: 'sql', opportunities: 'opportunity', customers: 'won', won_deals: 'won', revenue: 'won' };

/** Steps with enough cases in both, those that differ beyond chance first. Young cases count as far as their time has run. */
export async function findDrivers(past: Past, workspace: Workspace, kpi: string, { period, where }: { period: DayRange; where: PlanFilters }): Promise<PacingDocument['drivers']> {
  const { stages, fewSample } = workspace.settings;
  const last = stages.indexOf(REACHES[kpi] ?? '');
  const before = { from: addDays(period.from, -DAYS_BEFORE), to: period.from };
  const found: PacingDocument['drivers'] = [];
  if (last < 1) return found;
  const [agesThen, agesNow] = await Promise.all([past.ages(where, before), past.ages(where, period)]);
  for (let i = 0; i < last; i += 1) {
    const [from = '', to = ''] = [stages[i], stages[i + 1]];
    const then = exposedRate(agesThen.get(from) ?? noAges());
    const now = exposedRate(agesNow.get(from) ?? noAges(), then.timing);
    if (then.rate === null || now.rate === null || then.sample < fewSample || now.sample < fewSample || now.exposure < fewSample / 2) continue;
    const bounds = newcombe({ events: now.events, sample: now.exposure }, { events: then.events, sample: then.exposure });
    if (bounds === null) continue;
    found.push({ from, to, rate: now.rate, rateBefore: then.rate, low: bounds.low, high: bounds.high, sample: now.sample, significant: bounds.low > 0 || bounds.high < 0 });
  }
  return found.sort((a, b) => Number(b.significant) - Number(a.significant) || a.rate - a.rateBefore - (b.rate - b.rateBefore));
}
