// What a company at work has kept: goals, a scenario, a saved answer, a dashboard, people with odd names.
import { bringOddPeople } from './bring-odd-people.js';
import type { Demo } from './open-demo.js';

/** Keeps one of each, so that pages are looked at with their lists filled. */
export async function keepThings(demo: Demo): Promise<void> {
  await bringOddPeople(demo);
  const now = new Date();
  const month = (n: number): string => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + n, 1)).toISOString().slice(0, 10);
  const days = { from: month(0), to: month(1) };
  await demo.call('PUT', '/goals/close-rate', { goal: { id: 'close-rate', name: 'Close rate', kpi: 'close_rate', ...days, target: 0.2, owner: 'Sales' } });
  await demo.call('PUT', '/goals/leads', { goal: { id: 'leads', name: 'Leads', kpi: 'leads', ...days, target: 12_000, owner: 'Marketing', parent: 'close-rate' } });
  await demo.call('PUT', '/plan/scenarios/Close%20more', { target: '300000', changes: [{ input: 'closeRate', value: '0.6' }] });
  await demo.call('POST', `/attribution/results?conversion=lead&model=linear,last&from=${month(-11)}&to=${month(1)}`, { name: 'Leads of a year' });
  await demo.call('POST', '/dashboards', { name: 'Mine', cards: [{ id: 'leads', kind: 'kpi', kpi: 'leads', column: 1, row: 1, width: 3, height: 3 }, { id: 'note', kind: 'note', text: '<b>Look</b> at this', column: 4, row: 1, width: 3, height: 3 }] });
}
