import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOST, LOCAL, NO_IMPORTS, openTestServer, PUBLIC_URL, SECRET, type TestServer } from '../../../test/server/open-server.js';
import { createAnalytics } from '../../analytics/create-analytics.js';
import { createAttribution } from '../../attribution/create-attribution.js';
import { createDashboards } from '../../dashboards/dashboards.js';
import { createCreditSource } from '../../attribution/create-credit-source.js';
import { openTestRecords } from '../../database/test-stores.js';
import { createPlanning } from '../../planning/create-planning.js';
import { parseSettings } from '../../access/parse-settings.js';
import { ChannelClassifier } from '../../identity/channel-rules/classify.js';
import { readChannelRules } from '../../identity/channel-rules/rule-versions.js';
import { channelRulesDocument, type ChannelRulesDocument } from '../../shared/api/channel-rules.js';
import { settingChoices, type SettingChoices } from '../../shared/api/setting-choices.js';
import { DEFAULT_SETTINGS, settings } from '../../shared/api/settings.js';
import { healthDocument, statusDocument } from '../../shared/api/status.js';
import { createResolver } from '../../identity/resolver.js';
import { createJournal } from '../../journal/create-journal.js';
import { createReporting } from '../../reporting/create-reporting.js';
import { createServer } from '../create-server.js';
import { errorDocument } from '../declare-route.js';

let test: TestServer;
beforeAll(async () => { test = await openTestServer(); });
afterAll(async () => { await test.close(); });

const patch = (body: unknown): RequestInit => ({ method: 'PATCH', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });

describe('/api/v1/settings', () => {
  it('answers the defaults at first', async () => {
    expect(settings.parse(await (await test.ask('/api/v1/settings')).json())).toEqual(DEFAULT_SETTINGS);
  });

  it('changes what is named, in JSON or as text, and answers all', async () => {
    const changed = settings.parse(await (await test.ask('/api/v1/settings', patch({ timeZone: 'europe/prague', stages: 'lead,mql,trial,won', fewSample: 5 }))).json());
    expect(changed).toEqual({ ...DEFAULT_SETTINGS, timeZone: 'Europe/Prague', stages: ['lead', 'mql', 'trial', 'won'], fewSample: 5 });
    expect(await (await test.ask('/api/v1/settings')).json()).toEqual(changed);
  });

  it('takes effect on the next answer', async () => {
    await test.ask('/api/v1/settings', patch({ timeZone: 'Asia/Tokyo' }));
    expect(await (await test.ask('/api/v1/kpis?kpi=leads&from=2026-01-01&to=2026-02-01')).json()).toMatchObject({ timeZone: 'Asia/Tokyo' });
  });

  it.each([
    [{ timezone: 'UTC' }, 'unknown_setting'], [{ timeZone: 'Mars/Olympus' }, 'unknown_time_zone'], [{ currency: 'EURO' }, 'unknown_currency'], [{ fiscalYearStart: 13 }, 'invalid_input'], [{ __proto__: { a: 1 }, stages: [] }, 'invalid_input'],
  ])('refuses %j', async (body, code) => {
    const response = await test.ask('/api/v1/settings', patch(body));
    expect([response.status, errorDocument.parse(await response.json()).error.code]).toEqual([400, code]);
  });
});

describe('/api/v1/settings/choices', () => {
  const choices = async (query = ''): Promise<SettingChoices> => settingChoices.parse(await (await test.ask(`/api/v1/settings/choices${query}`)).json());

  it('offers what the parser of settings takes: every country, a country\'s regions by name, every channel group', async () => {
    const { countries, regions, channelGroups } = await choices('?country=DE');
    expect([countries.length > 150, countries.includes('CZ'), regions.find((r) => r.value === 'BY')?.label, channelGroups.includes('Events')]).toEqual([true, true, 'Bayern', true]);
    for (const { value } of regions) expect(parseSettings({ country: 'DE', region: value }, DEFAULT_SETTINGS)).toEqual({ country: 'DE', region: value });
    expect(parseSettings({ nonMarketingGroups: channelGroups }, DEFAULT_SETTINGS)).toEqual({ nonMarketingGroups: channelGroups });
    expect([(await choices('?country=CZ')).regions, (await choices('?country=ZZ')).regions, (await choices()).regions]).toEqual([[], [], []]);
  });
});

describe('/api/v1/channel-rules', () => {
  const look = async (): Promise<ChannelRulesDocument> => channelRulesDocument.parse(await (await test.ask('/api/v1/channel-rules')).json());
  const put = (body: unknown): Promise<Response> => test.ask('/api/v1/channel-rules/own', { method: 'PUT', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  const community = { channel: 'Partner', when: [{ source: ['ally'], medium: ['referral'] }] };
  const spelledAlike = { channel: 'Email', when: [{ source: ['email'] }, { medium: ['email'] }] };

  it('shows the program\'s rules, takes own ones before them as a new version, and classifies by them from then on', async () => {
    const first = await look();
    expect([first.version, first.own, first.versions, first.others.length > 20, first.channels.some((c) => c.name === 'Webinar' && c.group === 'Events')]).toEqual([1, [], [], true, true]);
    const next = channelRulesDocument.parse(await (await put({ basedOn: 1, own: [community, spelledAlike], note: 'ally.example is a partner' })).json());
    expect([next.version, next.own, next.others, next.versions.map((v) => [v.version, v.note])]).toEqual([1001, [community, spelledAlike], first.others, [[1001, 'ally.example is a partner']]]);
    const { id } = await test.workspaces.open();
    expect(new ChannelClassifier(await readChannelRules(test.records, id)).classify({ source: 'Ally', medium: 'referral' }, 'visit')).toMatchObject({ channel: 'Partner', channelGroup: 'Partner', rulesVersion: 1001 });
    expect((await put({ basedOn: 1001, own: [] })).status).toBe(200);
    expect(await look()).toMatchObject({ version: 1002, own: [], others: first.others });
  });

  it.each([
    [{ basedOn: 1, own: [] }, 409, 'changed_meanwhile'], [{ basedOn: 1002, own: [{ channel: 'Partners', when: [{ source: ['a'] }] }] }, 400, 'invalid_input'],
    [{ basedOn: 1002, own: [{ channel: 'Partner', when: [{}] }] }, 400, 'invalid_input'], [{ basedOn: 1002, own: [{ channel: 'Partner', when: [{ campaignMatches: '(' }] }] }, 400, 'invalid_input'],
  ])('refuses %j', async (body, status, code) => {
    const response = await put(body);
    expect([response.status, errorDocument.parse(await response.json()).error.code]).toEqual([status, code]);
    expect((await look()).version).toBe(1002);
  });
});

describe('/api/v1/status', () => {
  it('says what is served, and that there is no data yet', async () => {
    const status = statusDocument.parse(await (await test.ask('/api/v1/status')).json());
    expect(status).toMatchObject({ version: '0.0.0-test', workspace: 'default', extent: null, lastImport: null, engines: { facts: 'chdb', records: test.records.engine } });
  });
});

describe('/api/v1/doctor', () => {
  it('is no route of a server that has no doctor', async () => {
    expect((await test.ask('/api/v1/doctor')).status).toBe(404);
  });
});

describe('/healthz', () => {
  it('names both stores while they answer', async () => {
    const health = healthDocument.parse(await (await test.ask('/healthz')).json());
    expect(health.facts).toMatch(/^chdb \d+/);
    expect(health.records).toMatch(new RegExp(`^${test.records.engine} \\d+`));
  });

  it('says which store does not answer', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'leadline-health-'));
    const records = await openTestRecords();
    const { facts, workspaces } = test;
    const analytics = await createAnalytics({ facts, records, credits: await createCreditSource() });
    const planning = createPlanning({ facts, records, analytics });
    const log = pino({ level: 'silent' });
    const merges = createResolver({ facts, records });
    const server = await createServer({
      facts, records, workspaces, imports: NO_IMPORTS, analytics, attribution: await createAttribution({ facts, records, analytics }), dashboards: createDashboards({ records, analytics }), planning,
      reporting: createReporting({ records, workspaces, analytics, planning, log, secret: SECRET, mail: { smtpUrl: undefined, mailFrom: undefined, publicUrl: PUBLIC_URL } }),
      merges, journal: createJournal({ facts, records, analytics, merges }), log, webFolder: folder, version: '0',
    });
    await records.close();
    const response = await server.app.request(`http://${HOST}/healthz`, { headers: { host: HOST } }, LOCAL);
    expect(response.status).toBe(503);
    expect(errorDocument.parse(await response.json()).error).toMatchObject({ code: 'store_unavailable', details: { store: 'records' } });
    await rm(folder, { recursive: true });
  });
});
