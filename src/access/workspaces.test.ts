import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { FactsStore } from '../database/facts-store.js';
import type { RecordsStore } from '../database/records-store.js';
import { param, sql } from '../database/sql.js';
import { openTestStores, type TestStores } from '../database/test-stores.js';
import { DEFAULT_CHANNEL_RULES } from '../identity/channel-rules/default-rules.js';
import { DEFAULT_SETTINGS } from '../shared/api/settings.js';
import { AppError } from '../shared/errors.js';
import { parseAssignments } from '../shared/parse-assignments.js';
import { createWorkspaces, type Workspaces } from './workspaces.js';

let stores: TestStores;
let records: RecordsStore;
let facts: FactsStore;
let workspaces: Workspaces;

beforeAll(async () => {
  stores = await openTestStores();
  ({ records, facts } = stores);
  workspaces = createWorkspaces(records, facts);
});
afterAll(async () => { await stores.close(); });

async function refusal(patch: Record<string, unknown>): Promise<AppError> {
  try {
    await workspaces.set(await workspaces.open(), patch);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

describe('workspaces', () => {
  it('makes the default workspace once and finds it by id', async () => {
    const [first, second] = await Promise.all([workspaces.open(), workspaces.open('default')]);
    expect(first).toEqual(second);
    expect(first.settings).toEqual(DEFAULT_SETTINGS);
    expect(await workspaces.byId(first.id)).toEqual(first);
  });

  it('knows no other workspace', async () => {
    await expect(workspaces.open("o'; DROP TABLE settings")).rejects.toMatchObject({ code: 'not_found' });
    await expect(workspaces.byId(4711)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('takes text as the command line gives it', async () => {
    const text = parseAssignments(['timeZone=europe/prague', 'currency=czk', 'country=de', 'region=BY', 'fiscalYearStart=4', 'stages=lead, mql,trial,won', 'nonMarketingGroups=', 'fewSample=0']);
    const changed = await workspaces.set(await workspaces.open(), text);
    expect(changed.settings).toEqual({
      ...DEFAULT_SETTINGS, timeZone: 'Europe/Prague', currency: 'CZK', country: 'DE', region: 'BY', fiscalYearStart: 4, stages: ['lead', 'mql', 'trial', 'won'], nonMarketingGroups: [], fewSample: 0,
    });
    expect((await workspaces.open()).settings).toEqual(changed.settings);
  });

  it('takes values as JSON gives them', async () => {
    const changed = await workspaces.set(await workspaces.open(), { fiscalYearStart: 7, stages: ['lead', 'mql', 'won'], country: '', region: '' });
    expect(changed.settings).toMatchObject({ fiscalYearStart: 7, stages: ['lead', 'mql', 'won'], country: '', region: '', currency: 'CZK' });
    expect(await workspaces.get(changed)).toEqual(changed.settings);
  });

  it('takes the channel groups that count as marketing, or those that do not', async () => {
    const workspace = await workspaces.open();
    const all = DEFAULT_CHANNEL_RULES.channels.map((channel) => channel.group);
    const named = await workspaces.set(workspace, { marketingChannels: 'paid,Email' });
    expect(named.settings.nonMarketingGroups).toEqual([...new Set(all)].filter((group) => group !== 'Paid' && group !== 'Email'));
    expect((await workspaces.set(workspace, { nonMarketingGroups: ['direct'] })).settings.nonMarketingGroups).toEqual(['Direct']);
    expect((await refusal({ marketingChannels: 'Paid,Emial' })).details).toMatchObject({ where: 'marketingChannels', nearest: 'Email' });
    expect((await refusal({ nonMarketingGroups: ['Partners'] })).details).toMatchObject({ where: 'nonMarketingGroups', nearest: 'Partner' });
    expect((await refusal({ marketingChannels: 3 })).details).toMatchObject({ where: 'marketingChannels' });
  });

  it('takes ranges to compare with, of KPIs that there are', async () => {
    const workspace = await workspaces.open();
    const text = 'lead_to_customer_rate:0.02..0.05, cost_per_lead:..80,time_to_convert:lead:mql:-1..';
    const ranges = { lead_to_customer_rate: { low: 0.02, high: 0.05 }, cost_per_lead: { high: 80 }, 'time_to_convert:lead:mql': { low: -1 } };
    expect((await workspaces.set(workspace, { benchmarks: text })).settings.benchmarks).toEqual(ranges);
    const asked: string[] = [];
    const strict = createWorkspaces(records, facts, {
      checkKpi: (_, id) => {
        asked.push(id);
        return Promise.reject(new AppError('unknown_kpi', { id }));
      },
    });
    await expect(strict.set(workspace, { benchmarks: { ...ranges, cost_per_laed: { high: 1 } } })).rejects.toMatchObject({ code: 'unknown_kpi', details: { id: 'cost_per_laed' } });
    expect(asked).toEqual(['cost_per_laed']);
    expect((await strict.set(workspace, { benchmarks: '' })).settings.benchmarks).toEqual({});
    expect((await workspaces.set(workspace, { displayName: ' Acme  ' })).settings.displayName).toBe('Acme');
    expect((await workspaces.set(workspace, { displayName: 'שלום <b>עולם</b>' })).settings.displayName).toBe('שלום <b>עולם</b>');
  });

  it('changes all settings or none', async () => {
    const before = (await workspaces.open()).settings;
    expect((await refusal({ fewSample: 12, fiscalYearStart: 13 })).details).toMatchObject({ where: 'fiscalYearStart' });
    expect((await workspaces.open()).settings).toEqual(before);
  });

  it.each([
    [{ timezone: 'UTC' }, 'unknown_setting', { id: 'timezone', nearest: 'timeZone' }],
    [{ constructor: 'x' }, 'unknown_setting', { id: 'constructor' }],
    [{ timeZone: 'Europe/Praha' }, 'unknown_time_zone', { nearest: 'Europe/Prague' }],
    [{ timeZone: '+02:00' }, 'unknown_time_zone', { id: '+02:00' }],
    [{ timeZone: '' }, 'unknown_time_zone', {}],
    [{ currency: 'EURO' }, 'unknown_currency', { nearest: 'EUR' }],
    [{ country: 'XX' }, 'invalid_input', { where: 'country' }],
    [{ country: 'CZ', region: 'BY' }, 'invalid_input', { where: 'region' }],
    [{ country: '', region: 'BY' }, 'invalid_input', { where: 'region' }],
    [{ stages: 'mql,lead,won' }, 'invalid_input', { where: 'stages' }],
    [{ stages: 'lead,lost,won' }, 'invalid_input', { where: 'stages' }],
    [{ stages: 7 }, 'invalid_input', { where: 'stages' }],
    [{ fiscalYearStart: 'April' }, 'invalid_input', { where: 'fiscalYearStart' }],
    [{ fewSample: '-1' }, 'invalid_input', { where: 'fewSample' }],
    [{ fewSample: null }, 'invalid_input', { where: 'fewSample' }],
    [{ costAllocation: 'clicks' }, 'invalid_input', { where: 'costAllocation' }],
    [{ benchmarks: 'cost_per_lead:80' }, 'invalid_input', { where: 'benchmarks' }],
    [{ benchmarks: 'cost_per_lead:90..80' }, 'invalid_input', { where: 'benchmarks' }],
    [{ benchmarks: 'cost_per_lead:..' }, 'invalid_input', { where: 'benchmarks' }],
    [{ benchmarks: { cost_per_lead: { low: '1' } } }, 'invalid_input', { where: 'benchmarks' }],
    [{ displayName: 'a\nb' }, 'invalid_input', { where: 'displayName' }],
    [{ displayName: 'a\u2028b' }, 'invalid_input', { where: 'displayName' }],
    [{ displayName: '\u200b' }, 'invalid_input', { where: 'displayName' }],
    [{ displayName: 'Acme\u202emca' }, 'invalid_input', { where: 'displayName' }],
    [{ displayName: '\ud800' }, 'invalid_input', { where: 'displayName' }],
    [{ stages: ['lead', ...Array.from({ length: 49 }, (_, i) => `s${i}`), 'won'] }, 'invalid_input', { where: 'stages' }],
  ])('refuses %j', async (patch, code, details) => {
    const error = await refusal(patch);
    expect(error.code).toBe(code);
    expect(error.details).toMatchObject(details);
  });

  it('refuses text that is no assignment, and a setting given twice', () => {
    expect(() => parseAssignments(['timeZone'])).toThrow('names no setting');
    expect(() => parseAssignments(['currency=EUR', 'currency=CZK'])).toThrow('more than once');
    expect(parseAssignments(['region=a=b'])).toEqual({ region: 'a=b' });
  });

  it('takes a time zone by any name that both JavaScript and the facts store know', async () => {
    const workspace = await workspaces.open();
    expect((await workspaces.set(workspace, { timeZone: 'asia/kolkata' })).settings.timeZone).toBe('Asia/Kolkata');
    expect((await workspaces.set(workspace, { timeZone: 'us/eastern' })).settings.timeZone).toBe('US/Eastern');
    const unknownToFacts = await facts.query(z.object({ n: z.string() }), sql`SELECT count() AS n FROM system.time_zones WHERE time_zone = 'America/Coyhaique'`);
    expect(unknownToFacts).toEqual([{ n: '0' }]);
    expect((await refusal({ timeZone: 'America/Coyhaique' })).code).toBe('unknown_time_zone');
  });

  it('takes an alias for the zone it stands for where the facts store is not asked', async () => {
    const alone = createWorkspaces(records);
    expect((await alone.set(await alone.open(), { timeZone: 'asia/kolkata' })).settings.timeZone).toBe('Asia/Calcutta');
  });

  it('takes a model that figures can be credited by, any where none are said', async () => {
    const choosing = createWorkspaces(records, facts, { models: ['linear', 'last_non_direct'] });
    const workspace = await choosing.open();
    expect((await choosing.set(workspace, { attributionModel: 'linear' })).settings.attributionModel).toBe('linear');
    await expect(choosing.set(workspace, { attributionModel: 'liner' })).rejects.toMatchObject({ code: 'unknown_model', details: { nearest: 'linear' } });
    await expect(choosing.set(workspace, { attributionModel: 'By hand' })).rejects.toMatchObject({ code: 'invalid_input', details: { where: 'attributionModel' } });
    expect((await workspaces.set(workspace, { attributionModel: 'last_non_direct' })).settings.attributionModel).toBe('last_non_direct');
  });

  it('leaves a setting of a newer version alone and names one that it can not read', async () => {
    const { id } = await workspaces.open();
    await records.execute(sql`INSERT INTO settings (workspace_id, key, value) VALUES (${param('Int32', id)}, 'ofTomorrow', '1')`);
    await expect(workspaces.open()).resolves.toMatchObject({ id });
    await records.execute(sql`UPDATE settings SET value = '"July"' WHERE workspace_id = ${param('Int32', id)} AND key = 'fiscalYearStart'`);
    await expect(workspaces.open()).rejects.toMatchObject({ code: 'config_invalid', message: expect.stringContaining('fiscalYearStart') as string });
  });
});
