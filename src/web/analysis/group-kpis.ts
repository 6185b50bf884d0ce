// KPIs by group, in the order in which money is made: from the visit to recurring revenue.
import type { KpiEntry } from '../../shared/api/figures.js';
import { groupBy } from './group-by.js';

/** A group that is not named here comes last. */
const ORDER = ['traffic', 'leads', 'funnel', 'cost', 'sales', 'revenue', 'attribution', 'recurring', 'time', 'email'];
const placeOf = (group: string): number => (ORDER.includes(group) ? ORDER.indexOf(group) : ORDER.length);

/** Groups with their members, each in the order given. */
export const groupKpis = <T>(all: readonly T[], kpiOf: (one: T) => Pick<KpiEntry, 'group'>): [string, T[]][] =>
  [...groupBy(all, (one) => kpiOf(one).group)].sort(([a], [b]) => placeOf(a) - placeOf(b));
