import { expect, it } from 'vitest';
import type { DashboardCard } from '../../shared/api/dashboards.js';
import { questionsOf, type Asked } from './dashboard-questions.js';

const place = { column: 1, row: 1, width: 3, height: 3 };
const asked: Asked = { funnel: ['visits', 'leads', 'lead_to_mql_rate'], usual: 'week', steps: ['day', 'week', 'month'], known: (id) => id !== 'gone' };
const kpi = (id: string): DashboardCard => ({ id, kind: 'kpi', kpi: id, ...place });
const trend = (id: string, every?: 'day' | 'year'): DashboardCard => ({ id: `t-${id}`, kind: 'trend', kpi: id, ...(every && { every }), ...place });
const split = (by: string, ...kpis: string[]): DashboardCard => ({ id: `${by}${kpis.join('')}`, kind: 'breakdown', by, kpis, shown: 'table', most: 10, ...place });

it('asks once for all cards of one question', () => {
  const cards = [kpi('revenue'), kpi('leads'), trend('leads'), trend('cost', 'day'), trend('mqls', 'year'), split('channel', 'cost'), split('channel', 'gone', 'cost', 'leads'), split('channel', 'leads', 'cost'), split('country', 'leads'), { id: 'f', kind: 'funnel', ...place } as const, { id: 'n', kind: 'note', text: 'Hi', ...place } as const];
  expect(questionsOf(cards, asked)).toEqual([
    { key: 'now', kpis: ['lead_to_mql_rate', 'leads', 'revenue', 'visits'] },
    { key: 'every week', kpis: ['leads', 'mqls', 'revenue'], every: 'week' },
    { key: 'every day', kpis: ['cost'], every: 'day' },
    { key: 'by channel, first cost', kpis: ['cost', 'leads'], by: 'channel', top: 10, order: '-cost' },
    { key: 'by channel, first leads', kpis: ['cost', 'leads'], by: 'channel', top: 10, order: '-leads' },
    { key: 'by country, first leads', kpis: ['leads'], by: 'country', top: 10, order: '-leads' },
  ]);
  const key = (q: { readonly key: string }): string => q.key;
  const sorted = (of: readonly DashboardCard[]) => [...questionsOf(of, asked)].sort((a, b) => key(a).localeCompare(key(b)));
  expect(sorted([...cards].reverse())).toEqual(sorted(cards));
});

it('asks nothing for notes, an empty dashboard, and figures that are gone', () => {
  expect(questionsOf([], asked)).toEqual([]);
  expect(questionsOf([kpi('gone'), split('channel', 'gone'), { id: 'n', kind: 'note', text: 'Hi', ...place }], asked)).toEqual([]);
  expect(questionsOf([kpi('gone'), kpi('leads')], asked)[0]?.kpis).toEqual(['leads']);
});
