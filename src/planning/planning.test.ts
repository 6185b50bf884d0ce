// Plans, scenarios and goals on the engines: from a history that was put there to what is planned from it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, moment, openPlainStores, type PlainStores, type PlainWorkspace } from '../../test/support/plain-facts.js';
import type { ScenarioDocument, ScenarioRequest } from '../shared/api/planning.js';
import { AppError } from '../shared/errors.js';
import { createPlanning } from './create-planning.js';
import type { Planning } from './planning.js';

const NOW = '2026-07-15T12:00:00.000Z';
let stores: PlainStores;
let empty: PlainWorkspace;
let filled: PlainWorkspace;
let planning: Planning;

const planningOf = (workspace: PlainWorkspace): Planning => createPlanning({ ...stores.stores, analytics: workspace.analytics, now: () => NOW });
const day = (month: number, date: number): string => `2026-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;

async function refusal(work: Promise<unknown>): Promise<AppError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** 240 leads from January to May: half become MQL after 5 days, half of these SQL after 10, half of these are won after 20, at 1,000 to 5,000. */
async function fill(workspace: PlainWorkspace): Promise<void> {
  const touches: Record<string, unknown>[] = [];
  const changes: Record<string, unknown>[] = [];
  const submissions: Record<string, unknown>[] = [];
  const deals: Record<string, unknown>[] = [];
  for (let i = 0; i < 240; i += 1) {
    const [month, date, person] = [1 + Math.floor(i / 48), 1 + (i % 24), i + 1];
    const plus = (days: number): string => new Date(Date.parse(`${day(month, date)}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
    const channel = i % 3 === 0 ? 'Events' : 'Paid Search';
    touches.push({ person_id: person, kind: 'ad_click', grade: 'human', channel_group: channel, channel, ...moment(day(month, date)) });
    submissions.push({ person_id: person, account_id: person, form: 'Demo', outcome: 'accepted', ...moment(day(month, date)) });
    if (i % 2 === 0) changes.push({ person_id: person, stage: 'mql', ...moment(plus(5)) });
    if (i % 4 === 0) changes.push({ person_id: person, stage: 'sql', ...moment(plus(15)) });
    if (i % 8 === 0) deals.push({ person_id: person, account_id: person, created_at: at(plus(15)), created_date_only: true, closed_at: at(plus(35)), closed_date_only: true, status: 'won', type: 'new', amount: String(1000 + (i % 5) * 1000), currency: 'EUR' });
  }
  await workspace.add('touches', touches);
  await workspace.add('submissions', submissions);
  await workspace.add('stage_changes', changes);
  await workspace.add('deals', deals);
  await workspace.add('costs', [{ from_day: '2026-01-01', until_day: '2026-06-30', kind: 'media', channel_group: 'Paid Search', channel: 'Paid Search', amount: '24000.00', currency: 'EUR' }]);
}

beforeAll(async () => {
  stores = await openPlainStores();
  [empty, filled] = [await stores.workspace({ currency: 'EUR' }, NOW), await stores.workspace({ currency: 'EUR' }, NOW)];
  await fill(filled);
  planning = planningOf(filled);
});
afterAll(() => stores.close());

describe('a plan from history', () => {
  it('takes rates, prices and lags that are not typed', async () => {
    const plan = await planning.reverse(filled.workspace, { revenue: '90000', target: { from: '2026-11-01', to: '2026-12-01' } });
    const input = Object.fromEntries(plan.inputs.map((i) => [i.input, i]));
    expect(input['leadToMqlRate']).toMatchObject({ numerator: 120, sample: 240, origin: 'history', lagDays: 5 });
    expect(input['mqlToSqlRate']).toMatchObject({ numerator: 60, lagDays: 10 });
    expect(input['closeRate']).toMatchObject({ numerator: 30, lagDays: 20 });
    expect(input['costPerLead']).toMatchObject({ value: '100.00' });
    expect(input['averageDeal']).toMatchObject({ numerator: '90000.00', denominator: 30 });
    const stages = Object.fromEntries(plan.stages.map((s) => [s.stage, s]));
    expect(stages['deals']).toMatchObject({ needed: 30, neededBy: { from: '2026-11-01', to: '2026-12-01' } });
    expect(stages['leads']?.neededBy).toEqual({ from: '2026-09-27', to: '2026-10-27' });
    expect(stages['leads']?.needed).toBeLessThanOrEqual(240);
  });

  it('filters that history, and splits it', async () => {
    const of = await planning.inputs(filled.workspace, { by: 'channel' });
    expect(of.rows.map((row) => row.value)).toEqual([null, 'Events', 'Paid Search']);
    const [all, events] = of.rows.map((row) => row.inputs.find((i) => i.input === 'leadToMqlRate'));
    expect([all?.sample, events?.sample]).toEqual([240, 80]);
    expect((await planning.reverse(filled.workspace, { revenue: 1000, mqlToSqlRate: 0.5, closeRate: 0.5, averageDeal: 10, where: [{ dimension: 'channel', values: ['Events'] }] })).inputs.find((i) => i.input === 'leadToMqlRate')?.sample).toBe(80);
  });

  it('says what history lacks, with what would be enough', async () => {
    const error = await refusal(planningOf(empty).reverse(empty.workspace, { revenue: 1000, averageDeal: 10, mqlToSqlRate: 0.5 }));
    expect(error).toMatchObject({ code: 'history_too_short', status: 422, details: { where: 'closeRate', enough: '30 sqls of which 5 became won' } });
    const typed = await planningOf(empty).reverse(empty.workspace, { revenue: '10000000', averageDeal: '30000', closeRate: '0.25', mqlToSqlRate: '0.2' });
    expect(typed.stages.map((s) => [s.stage, s.needed])).toEqual([['mqls', 6667], ['sqls', 1334], ['deals', 334], ['revenue', '10000000.00']]);
    expect(typed.missing.map((m) => m.input)).toContain('leadToMqlRate');
    const nobody = await refusal(planning.reverse(filled.workspace, { revenue: 1000, where: [{ dimension: 'channel', values: ['Nowhere'] }] }));
    expect(nobody.message).toContain('has no value');
  });

  it.each([
    [{ revenue: 1000, closeRate: 0 }, 'closeRate'], [{ revenue: -5 }, 'revenue'], [{ revenue: 1, anchor: { stage: 'leads' as const, amount: 3 } }, 'anchor'], [{ revenue: 1000, target: { from: '2026-01-01', to: '2026-02-01' } }, 'target'],
  ])('refuses %j at its field', async (request, where) => {
    expect(await refusal(planning.reverse(filled.workspace, request))).toMatchObject({ code: 'invalid_input', details: { where } });
  });

  it('compares months by business day, stage by stage', async () => {
    const months = await planning.compareMonths(filled.workspace, { from: '2026-01', to: '2026-02' });
    expect([months.from.businessDays, months.to.businessDays, months.uplift]).toEqual([22, 20, 0.1]);
    expect(months.stages.find((s) => s.kpi === 'leads')).toMatchObject({ from: { value: 48, perBusinessDay: 48 / 22 }, to: { value: 48, perBusinessDay: 2.4 } });
    expect(await planning.compareMonths(filled.workspace, { from: '2018-01', to: '2018-02', country: 'US' })).toMatchObject({ from: { businessDays: 21 }, to: { businessDays: 19 } });
    expect(await refusal(planning.compareMonths(filled.workspace, { from: '2018-13', to: '2018-02' }))).toMatchObject({ code: 'invalid_input', details: { where: 'from' } });
  });

  it('starts a worksheet from history and checks it against the goal', async () => {
    const sheet = await planning.worksheet(filled.workspace, { goal: { leads: '300' } });
    expect(sheet.rows.map((row) => [row.channel, row.leads])).toEqual([['Paid Search', '160'], ['Events', '80']]);
    expect(sheet.checks).toEqual([{ measure: 'leads', planned: '240', goal: '300', difference: '-60', state: 'under' }]);
    expect((await planning.worksheet(filled.workspace, { text: sheet.text })).totals).toEqual(sheet.totals);
  });
});

describe('a scenario', () => {
  const ask = { from: '2026-10-01', to: '2027-01-01', target: 30_000, draws: 4000 };

  it('gives ranges around what history makes likely, the same each time', async () => {
    const one = await planning.scenario(filled.workspace, ask);
    expect(await planning.scenario(filled.workspace, ask)).toEqual(one);
    const { leads, deals, revenue } = one.outcomes;
    expect(one.lagDays).toBe(35);
    expect(leads.mean).toBeGreaterThan(30);
    expect(deals.mean / leads.mean).toBeCloseTo(0.125, 1);
    expect([revenue.p10 < revenue.p50, revenue.p50 < revenue.p90]).toEqual([true, true]);
    expect(one.probability).toBeGreaterThan(0);
    expect(one.tornado.map((bar) => bar.high - bar.low)).toEqual(one.tornado.map((bar) => bar.high - bar.low).sort((a, b) => b - a));
  });

  it('answers changes: twice the price, a certain close rate, no leads from a channel', async () => {
    const [asIs, price, closing, none] = [
      await planning.scenario(filled.workspace, ask), await planning.scenario(filled.workspace, { ...ask, changes: [{ input: 'averageDeal', factor: 2 }] }),
      await planning.scenario(filled.workspace, { ...ask, changes: [{ input: 'closeRate', value: 1 }] }), await planning.scenario(filled.workspace, { ...ask, changes: [{ input: 'leads', channel: 'Events', value: 0 }] }),
    ];
    expect(price.outcomes.revenue.mean / asIs.outcomes.revenue.mean).toBeCloseTo(2, 6);
    expect(closing.outcomes.deals).toEqual(closing.outcomes.sqls);
    expect(none.channels.find((c) => c.channel === 'Events')?.revenue.mean).toBe(0);
    expect(price.probability).toBeGreaterThan(asIs.probability ?? 1);
  });

  it.each([
    [[{ input: 'closeRate' as const, value: 1.5 }], 'invalid_input'], [[{ input: 'closeRate' as const, factor: 0 }], 'invalid_input'], [[{ input: 'closeRate' as const }], 'invalid_input'],
    [[{ input: 'leads' as const, channel: 'Evnts', factor: 2 }], 'invalid_input'], [[{ input: 'budget' as const, channel: 'Paid Search', factor: 2 }], 'history_too_short'],
  ])('refuses %j with %s', async (changes, code) => {
    expect((await refusal(planning.scenario(filled.workspace, { ...ask, changes }))).code).toBe(code);
  });

  it.each([
    ['lag', { changes: [{ input: 'lag' as const, value: 100_000 }] }, 'changes, lag'], ['lag beyond the calendar', { changes: [{ input: 'lag' as const, value: '1e9' }] }, 'changes, lag'],
    ['factor', { changes: [{ input: 'leads' as const, factor: '1e400' }] }, 'changes 1, leads'], ['price', { changes: [{ input: 'averageDeal' as const, value: '1e308' }] }, 'changes 1, averageDeal'],
    ['target', { target: '1e400' }, 'target'], ['period of centuries', { from: '2026-10-01', to: '2226-10-01' }, 'to'], ['period before there are days', { from: '0001-01-01', to: '9999-12-31' }, 'from'],
    ['history before there are days', { history: { from: '0001-01-01', to: '2026-01-01' } }, 'from'],
  ])('refuses an absurd %s at its field', async (_, absurd, where) => {
    expect(await refusal(planning.scenario(filled.workspace, { ...ask, ...absurd }))).toMatchObject({ code: 'invalid_input', details: { where } });
  });

  it('shifts budget between channels along what each month has shown: with diminishing returns, at the same cost as a whole', async () => {
    const own = await stores.workspace({ currency: 'EUR' }, NOW);
    const rows = { touches: [] as Record<string, unknown>[], submissions: [] as Record<string, unknown>[], stage_changes: [] as Record<string, unknown>[], deals: [] as Record<string, unknown>[], costs: [] as Record<string, unknown>[] };
    let person = 0;
    // Two years: leads of search grow as the root of its cost, those of social as its cost itself.
    for (let month = 0; month < 24; month += 1) {
      const first = new Date(Date.UTC(2024, 6 + month, 1)).toISOString().slice(0, 10);
      for (const [channel, cost, leads] of [['Search', 500 * 2 ** (month % 4), Math.round(Math.sqrt(500 * 2 ** (month % 4)))], ['Social', 500 * 2 ** ((month + 1) % 4), 0.01 * 500 * 2 ** ((month + 1) % 4)]] as const) {
        rows.costs.push({ from_day: first, until_day: first, kind: 'media', channel_group: channel, channel, amount: `${String(cost)}.00`, currency: 'EUR' });
        for (let n = 0; n < leads; n += 1) {
          person += 1;
          rows.touches.push({ person_id: person, kind: 'ad_click', grade: 'human', channel_group: channel, channel, ...moment(first) });
          rows.submissions.push({ person_id: person, account_id: person, form: 'Demo', outcome: 'accepted', ...moment(first) });
          if (person % 2 === 0) rows.stage_changes.push({ person_id: person, stage: 'mql', ...moment(first) }, { person_id: person, stage: 'sql', ...moment(first) });
          if (person % 4 === 0) rows.deals.push({ person_id: person, account_id: person, created_at: at(first), created_date_only: true, closed_at: at(first), closed_date_only: true, status: 'won', type: 'new', amount: '1000.00', currency: 'EUR' });
        }
      }
    }
    for (const [table, some] of Object.entries(rows)) await own.add(table, some);
    const play = (changes: ScenarioRequest['changes'] = []) => planningOf(own).scenario(own.workspace, { ...ask, draws: 1000, changes });
    const leadsOf = ({ channels }: ScenarioDocument, channel: string): number => channels.find((c) => c.channel === channel)?.leads ?? Number.NaN;
    const asIs = await play();
    const cost = (channel: string): number => asIs.channels.find((c) => c.channel === channel)?.cost ?? Number.NaN;

    const shifted = await play([{ input: 'budget', channel: 'Search', value: cost('Search') * 0.64 }, { input: 'budget', channel: 'Social', value: cost('Social') + cost('Search') * 0.36 }]);
    expect(Object.fromEntries(shifted.curves.map((curve) => [curve.channel, curve.months]))).toEqual({ Search: 24, Social: 24 });
    for (const [channel, elasticity] of [['Search', 0.5], ['Social', 1]] as const) expect(shifted.curves.find((curve) => curve.channel === channel)?.elasticity).toBeCloseTo(elasticity, 1);
    expect(shifted.outcomes.cost.mean).toBeCloseTo(asIs.outcomes.cost.mean, 6);
    // 64 % of the cost leave 80 % of the leads of search; those of social grow as its cost does.
    expect(leadsOf(shifted, 'Search') / leadsOf(asIs, 'Search')).toBeCloseTo(0.8, 1);
    expect(leadsOf(shifted, 'Social') / leadsOf(asIs, 'Social')).toBeCloseTo(1 + (0.36 * cost('Search')) / cost('Social'), 1);
    const doubled = await play([{ input: 'budget', channel: 'Search', factor: 2 }]);
    expect(leadsOf(doubled, 'Search') / leadsOf(asIs, 'Search')).toBeCloseTo(Math.SQRT2, 1);
    // Ten times as much as usual was never spent in a month.
    expect((await play([{ input: 'budget', channel: 'Search', factor: 10 }])).remarks.join(' ')).toMatch(/Search: about \d+ a month lies outside of the 500 to 4000 that were ever spent/);
  });

  it('lets others have their turn while it draws', async () => {
    let turns = 0;
    const others = setInterval(() => { turns += 1; }, 1);
    await planning.scenario(filled.workspace, { ...ask, draws: 100_000 });
    clearInterval(others);
    expect(turns).toBeGreaterThan(2);
  });

  it('is kept by name and compared', async () => {
    await planning.saveScenario(filled.workspace, 'As is', ask);
    await planning.saveScenario(filled.workspace, 'Dearer', { ...ask, changes: [{ input: 'averageDeal', factor: 2 }] });
    expect((await planning.scenarios(filled.workspace)).scenarios.map((s) => s.name)).toEqual(['As is', 'Dearer']);
    const { scenarios: [asIs, dearer] } = await planning.compareScenarios(filled.workspace, ['As is', 'Dearer']);
    expect(dearer?.outcomes.revenue.mean).toBeGreaterThan(asIs?.outcomes.revenue.mean ?? Infinity);
    await planning.removeScenario(filled.workspace, 'Dearer');
    expect(await refusal(planning.compareScenarios(filled.workspace, ['Dearer']))).toMatchObject({ code: 'not_found' });
  });
});

describe('goals', () => {
  const GOAL = { id: 'h2-leads', name: 'Leads of the second half', kpi: 'leads', from: '2026-07-01', to: '2027-01-01', target: 400, owner: 'Jana' };
  let goals: PlainWorkspace;
  beforeAll(async () => { goals = await stores.workspace({ currency: 'EUR' }, NOW); });

  it('keep their past when they change', async () => {
    await planning.setGoal(goals.workspace, { goal: GOAL });
    const changed = await planning.setGoal(goals.workspace, { goal: { ...GOAL, target: '450' }, note: 'two more fairs' });
    expect(changed.goal).toMatchObject({ target: '450', version: 2, unit: 'count', direction: 'atLeast' });
    expect(changed.history.map((v) => [v.version, v.goal?.target, v.changed, v.note])).toEqual([[1, '400', [], ''], [2, '450', ['target'], 'two more fairs']]);
    const same = await planning.setGoal(goals.workspace, { goal: { ...GOAL, target: '450' } });
    expect(same.history).toHaveLength(2);
  });

  it('stand in a tree, and are not removed from under others', async () => {
    for (const [id, target] of [['h2-leads-a', 200], ['h2-leads-b', 230]] as const) await planning.setGoal(goals.workspace, { goal: { ...GOAL, id, name: id, target, parent: 'h2-leads' } });
    const { goals: all } = await planning.goals(goals.workspace);
    expect(all.find((g) => g.id === 'h2-leads')).toMatchObject({ children: ['h2-leads-a', 'h2-leads-b'], childrenTarget: '430' });
    expect((await refusal(planning.removeGoal(goals.workspace, 'h2-leads'))).message).toContain('h2-leads-a');
    expect((await planning.removeGoal(goals.workspace, 'h2-leads-b')).goals).toHaveLength(2);
  });

  it.each([
    [{ kpi: 'leeds' }, 'unknown_kpi', undefined], [{ to: '2026-07-01' }, 'invalid_range', undefined], [{ from: '2026-01-01', to: '2026-07-01' }, 'invalid_input', 'to'],
    [{ target: 'many' }, 'invalid_input', 'target'], [{ target: 0 }, 'invalid_input', 'target'], [{ kpi: 'mql_to_sql_rate', target: 25 }, 'invalid_input', 'target'], [{ kpi: 'mql_to_sql_rate', target: 0 }, 'invalid_input', 'target'],
    [{ kpi: 'revenue', currency: 'USD' }, 'invalid_input', 'currency'], [{ currency: 'EUR' }, 'invalid_input', 'currency'], [{ where: [{ dimension: 'product', values: ['x'] }] }, 'invalid_input', 'where'],
    [{ parent: 'none' }, 'invalid_input', 'odd, parent'], [{ parent: 'odd' }, 'invalid_input', 'parent'], [{ kpi: 'sales_cycle' }, 'invalid_input', 'kpi'], [{ id: 'Nö' }, 'invalid_input', 'goal.id'],
  ])('refuse %j with %s', async (change, code, where) => {
    const error = await refusal(planning.setGoal(goals.workspace, { goal: { ...GOAL, id: 'odd', ...change } }));
    expect(error.code).toBe(code);
    if (where !== undefined) expect(error.details['where']).toBe(where);
  });

  it('refuse circular parents', async () => {
    const error = await refusal(planning.setGoal(goals.workspace, { goal: { ...GOAL, target: 450, parent: 'h2-leads-a' } }));
    expect(error.message).toContain('circle');
  });

  it('are kept as a file: applied whole or not at all, again without change', async () => {
    const own = await stores.workspace({ currency: 'EUR' }, NOW);
    const yaml = 'goals:\n  - id: team\n    name: Team\n    kpi: revenue\n    from: 2026-07-01\n    to: 2027-01-01\n    target: 50000.50\n    parent: company\n    activities:\n      - what: Two webinars\n        who: Jana\n        by: 2026-09-01\n  - {id: company, name: Company, kpi: revenue, from: 2026-07-01, to: 2027-01-01, target: 90000, currency: EUR}\n';
    expect(await planning.applyGoals(own.workspace, { yaml, dryRun: true })).toMatchObject({ added: ['team', 'company'], dryRun: true });
    expect((await planning.goals(own.workspace)).goals).toEqual([]);
    expect(await planning.applyGoals(own.workspace, { yaml })).toMatchObject({ added: ['team', 'company'] });
    expect(await planning.applyGoals(own.workspace, { yaml })).toMatchObject({ added: [], changed: [], unchanged: ['team', 'company'] });
    const exported = await planning.exportGoals(own.workspace);
    expect(await planning.applyGoals(own.workspace, exported)).toMatchObject({ changed: [], unchanged: ['company', 'team'] });
    const bad = await refusal(planning.applyGoals(own.workspace, { yaml: yaml.replace('target: 90000', 'target: 1').replace('kpi: revenue', 'kpi: revenu') }));
    expect(bad.code).toBe('unknown_kpi');
    expect((await planning.goals(own.workspace)).goals.find((g) => g.id === 'company')?.target).toBe('90000');
    expect(await planning.applyGoals(own.workspace, { yaml: 'goals: []', prune: true })).toMatchObject({ removed: ['company', 'team'] });
    expect((await refusal(planning.applyGoals(own.workspace, { yaml: 'goals:\n  - id: [' }))).message).toMatch(/line \d/);
    expect((await refusal(planning.applyGoals(own.workspace, { yaml: 'goals:\n  - {id: a, nam: x}' }))).details['where']).toContain('goals.0');
  });
});
