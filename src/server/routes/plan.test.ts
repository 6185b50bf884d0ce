// Plans and goals over HTTP: the worked examples, and refusals at their field.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestServer, type TestServer } from '../../../test/server/open-server.js';
import { applyDocument, goalList, goalsFile, goalWithHistory } from '../../shared/api/goals.js';
import { pacingList } from '../../shared/api/pacing.js';
import { compareMonthsDocument, reverseDocument, targetDocument, worksheetDocument } from '../../shared/api/planning.js';
import { errorDocument } from '../declare-route.js';

let test: TestServer;
beforeAll(async () => { test = await openTestServer(); });
afterAll(async () => { await test.close(); });

const send = (path: string, body: unknown, method = 'POST'): Promise<Response> => test.ask(`/api/v1${path}`, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
const refusal = async (response: Promise<Response>): Promise<unknown[]> => {
  const answer = await response;
  const { error } = errorDocument.parse(await answer.json());
  return [answer.status, error.code, error.details?.['where']];
};

describe('/api/v1/plan', () => {
  it('works back from revenue', async () => {
    const plan = reverseDocument.parse(await (await send('/plan/reverse', { revenue: 10_000_000, averageDeal: 30_000, closeRate: 0.25, mqlToSqlRate: 0.2, leadToMqlRate: 0.5, costPerLead: '84' })).json());
    expect(plan.stages.map((s) => [s.stage, s.needed])).toEqual([['leads', 13_334], ['mqls', 6667], ['sqls', 1334], ['deals', 334], ['revenue', '10000000.00'], ['budget', '1120000.00']]);
  });

  it('sets a target and spreads it exactly', async () => {
    const target = targetDocument.parse(await (await send('/plan/target', { history: [800, 880, 990, 1108.8], every: 'quarter', shares: [1, 1, 1, 1] })).json());
    expect([target.target, target.growth, target.parts?.map((p) => p.target)]).toEqual(['1291.752', 0.165, ['322.94', '322.94', '322.94', '322.93']]);
  });

  it('compares months', async () => {
    expect(compareMonthsDocument.parse(await (await send('/plan/compare-months', { from: '2018-01', to: '2018-02' })).json())).toMatchObject({ uplift: 0.15, from: { businessDays: 23 }, to: { businessDays: 20 } });
  });

  it('checks a worksheet', async () => {
    const sheet = worksheetDocument.parse(await (await send('/plan/worksheet', { rows: [{ channel: 'Events', leads: '30', cost: '3000' }], goal: { leads: '40' } })).json());
    expect([sheet.rows[0]?.costPerLead, sheet.checks[0]?.state, sheet.checks[0]?.difference]).toEqual(['100.00', 'under', '-10']);
  });

  it.each([
    ['/plan/reverse', { revenue: 1, closeRate: 1.5 }, [400, 'invalid_input', 'closeRate']], ['/plan/reverse', { revenue: 1, closRate: 1 }, [400, 'invalid_input', 'closRate']],
    ['/plan/reverse', { revenue: 1 }, [422, 'history_too_short', 'averageDeal']], ['/plan/target', {}, [422, 'history_too_short', 'history']], ['/plan/scenario', { target: 5 }, [422, 'history_too_short', 'leadToMqlRate']],
    ['/plan/compare-months', { from: '2018-1', to: '2018-02' }, [400, 'invalid_input', 'from']], ['/plan/compare-months', { from: '2018-01', to: '2018-02', country: 'XX' }, [400, 'invalid_input', 'country']],
    ['/plan/change', { kpi: 'leeds', by: 'channel', from: '2026-01-01', to: '2026-02-01' }, [400, 'unknown_kpi', undefined]],
  ])('%s refuses %j', async (path, body, expected) => {
    expect(await refusal(send(path, body))).toEqual(expected);
  });
});

describe('/api/v1/goals', () => {
  const goal = { id: 'next-leads', name: 'Leads', kpi: 'leads', from: '2199-01-01', to: '2199-02-01', target: 40 };

  it('sets, paces, exports, applies and removes', async () => {
    expect(goalWithHistory.parse(await (await send('/goals/next-leads', { goal, note: 'first' }, 'PUT')).json()).goal).toMatchObject({ target: '40', version: 1 });
    expect(pacingList.parse(await (await test.ask('/api/v1/goals/pacing')).json()).goals).toMatchObject([{ goal: 'next-leads', status: 'notStarted' }]);
    const { yaml } = goalsFile.parse(await (await test.ask('/api/v1/goals/export')).json());
    expect(applyDocument.parse(await (await send('/goals/apply', { yaml: yaml.replace('"40"', '55') })).json())).toMatchObject({ changed: ['next-leads'] });
    expect(goalWithHistory.parse(await (await test.ask('/api/v1/goals/next-leads')).json()).history.map((v) => v.goal?.target)).toEqual(['40', '55']);
    expect(goalList.parse(await (await test.ask('/api/v1/goals/next-leads', { method: 'DELETE' })).json()).goals).toEqual([]);
    expect(await refusal(test.ask('/api/v1/goals/next-leads'))).toEqual([404, 'not_found', undefined]);
  });

  it('refuses at the field', async () => {
    expect(await refusal(send('/goals/other', { goal }, 'PUT'))).toEqual([400, 'invalid_input', 'id']);
    expect(await refusal(send('/goals/next-leads', { goal: { ...goal, from: '2020-01-01', to: '2020-02-01' } }, 'PUT'))).toEqual([400, 'invalid_input', 'to']);
    expect(await refusal(send('/goals/pacing', { goal: { ...goal, id: 'pacing' } }, 'PUT'))).toEqual([400, 'invalid_input', 'goal.id']);
  });
});
