import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { param, sql } from '../../database/sql.js';
import { openTestStores, type TestStores } from '../../database/test-stores.js';
import { classify } from './classify.js';
import { DEFAULT_CHANNEL_RULES } from './default-rules.js';
import { listChannelRuleVersions, readChannelRules, readChannelRulesVersion, saveChannelRules } from './rule-versions.js';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
  for (const id of [201, 202]) await stores.records.execute(sql`INSERT INTO workspaces (id, name) VALUES (${param('Int32', id)}, ${param('String', `rules ${id}`)})`);
});
afterAll(() => stores.close());

describe('channel rules of a workspace', () => {
  it('are the built-in ones until it saves its own, and the latest from then on', async () => {
    const { records } = stores;
    expect(await readChannelRules(records, 201)).toBe(DEFAULT_CHANNEL_RULES);
    const own = { ...DEFAULT_CHANNEL_RULES, ownDomains: ['acme.test'] };
    const first = await saveChannelRules(records, 201, own, 'our own domain');
    const second = await saveChannelRules(records, 201, { ...own, channels: own.channels.map((c) => (c.name === 'Partner' ? { ...c, words: [...c.words, 'Gold dealer'] } : c)) }, '');
    expect([first.version, second.version]).toEqual([1001, 1002]);
    const now = await readChannelRules(records, 201);
    expect(now).toEqual(second);
    expect(classify({ source: 'gold-dealer' }, now, 'record')).toMatchObject({ channel: 'Partner', rulesVersion: 1002 });
    expect(await readChannelRulesVersion(records, 201, 1001)).toEqual(first);
    expect(await readChannelRulesVersion(records, 201, 1)).toBe(DEFAULT_CHANNEL_RULES);
    expect((await listChannelRuleVersions(records, 201)).map((v) => [v.version, v.note])).toEqual([[1002, ''], [1001, 'our own domain']]);
    expect(await readChannelRules(records, 202)).toBe(DEFAULT_CHANNEL_RULES);
    await expect(readChannelRulesVersion(records, 202, 1001)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('take numbers one after the other when two people save at once', async () => {
    const saved = await Promise.all([1, 2, 3].map((n) => saveChannelRules(stores.records, 202, DEFAULT_CHANNEL_RULES, `save ${n}`)));
    expect(saved.map((r) => r.version).sort((a, b) => a - b)).toEqual([1001, 1002, 1003]);
  });

  it.each([
    ['a channel nobody lists', { ...DEFAULT_CHANNEL_RULES, rules: [{ channel: 'Skywriting', when: [{ medium: ['sky'] }] }] }, '"Skywriting" is used but not listed under channels'],
    ['a category nobody lists', { ...DEFAULT_CHANNEL_RULES, rules: [{ channel: 'Display', when: [{ category: 'sky' }] }] }, '"sky" is used but not listed under categories'],
    ['a broken pattern', { ...DEFAULT_CHANNEL_RULES, paidMedium: '(' }, 'paidMedium: a regular expression'],
    ['a rule without a condition', { ...DEFAULT_CHANNEL_RULES, rules: [{ channel: 'Display', when: [{}] }] }, 'rules.0.when.0: at least one condition'],
    ['no rules at all', 'nothing', 'channels: '],
  ])('are refused with %s', async (_, rules, reason) => {
    await expect(saveChannelRules(stores.records, 201, rules, '')).rejects.toMatchObject({ code: 'invalid_input', details: { reason: expect.stringContaining(reason) as string } });
  });
});
