// What people say brought them: which answer counts, what it is taken for, and the table of it against what was tracked.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { moment, at, openPlainStores, type PlainRow, type PlainStores, type PlainWorkspace } from '../../test/support/plain-facts.js';
import { folded, saidChannel } from '../analytics/read-models/person-answers.js';
import { createAnalytics } from '../analytics/create-analytics.js';
import { param, sql } from '../database/sql.js';
import { attributionQuery, type AttributionDocument } from '../shared/api/attribution.js';
import { foldAnswer } from '../shared/fold-answer.js';
import { SELF_REPORTED_SYNONYMS } from '../shared/self-reported-synonyms.js';
import { DEFAULT_CHANNEL_RULES } from '../identity/channel-rules/default-rules.js';
import type { Workspace } from '../shared/workspace.js';
import { createAttribution } from './create-attribution.js';

const NOW = '2026-07-01T00:00:00.000Z';
let stores: PlainStores;
beforeAll(async () => { stores = await openPlainStores(); });
afterAll(async () => { await stores.close(); });

const query = (more: Record<string, unknown>) => attributionQuery.parse({ conversion: 'won', from: '2026-01-01', to: '2026-07-01', by: ['channel', 'self_reported'], models: ['linear'], ...more });

/** @param under the workspace as other rules have it */
async function ask(plain: PlainWorkspace, more: Record<string, unknown> = {}, under: Workspace = plain.workspace): Promise<AttributionDocument> {
  const analytics = await createAnalytics({ facts: stores.stores.facts, records: stores.stores.records, registries: stores.registries, now: () => NOW });
  const attribution = await createAttribution({ ...stores.stores, analytics, now: () => NOW });
  return attribution.attribute(under, query(more));
}

const cells = (document: AttributionDocument): Record<string, readonly [number, string]> => Object.fromEntries(document.rows.map((r) => [document.by.map((d) => r.dims[d]).join(' × '), [r.credit, r.value] as const]));

const touch = (person: number, when: string, channel: string, more: PlainRow = {}): PlainRow => ({
  person_id: person, kind: 'page_view', grade: 'human', ...moment(when), visitor_id: `v${person}`, visit_id: `${person} ${when}`, channel_group: 'g', channel, direction: 'inbound', source: channel, medium: 'm', campaign: `${channel} ${when}`, ...more,
});
const answer = (person: number, when: string, said: string, more: PlainRow = {}): PlainRow => ({ person_id: person, kind: 'form_view', grade: 'suspect', ...moment(when), self_reported: said, ...more });
const enquiry = (person: number, when: string, said = '', more: PlainRow = {}): PlainRow => ({ person_id: person, ...moment(when), outcome: 'accepted', form: `form ${when}`, self_reported: said, ...more });
const deal = (person: number, closed: string, amount: string): PlainRow => ({
  event_id: `deal ${person} ${closed}`, person_id: person, created_at: at('2026-02-01'), created_date_only: true, closed_at: at(closed), closed_date_only: true, status: 'won', stage: 'won', type: 'new', amount, currency: 'EUR',
});

describe('words', () => {
  it('are folded alike here and in the engine', async () => {
    const texts = ['  Größe: Café! ', 'Łódź', 'İstanbul ı', 'ﬁne Œuvre', 'don’t  remember', 'Ὀδυσσεύς', 'ÄRGER—über', '12 % ½', 'Straße', '', '!?', 'मार्ग', '電話', ...fc.sample(fc.string({ unit: 'grapheme', maxLength: 20 }), { numRuns: 200, seed: 7 })];
    const rows = await stores.stores.facts.query(z.object({ plain: z.string() }), sql`SELECT ${folded(sql`t`)} AS plain FROM (SELECT arrayJoin(${param('Array(String)', texts.map((t) => t.replaceAll('\u0000', '')))}) AS t)`);
    expect(rows.map((r) => r.plain)).toEqual(texts.map((t) => foldAnswer(t.replaceAll('\u0000', ''))));
  });

  const CASES: readonly (readonly [string, string])[] = [
    ['Google', 'Organic Search'], ['I GOOGLED you', 'Organic Search'], ['a Google ad', 'Paid Search'], ['habe gegoogelt', 'Organic Search'], ['ChatGPT', 'AI Assistant'], ['Chat-GPT told me', 'AI Assistant'], ['a colleague', 'External Referral'], ['word of mouth', 'External Referral'],
    ['von einer Kollegin', 'External Referral'], ['EMPFEHLUNG', 'External Referral'], ['LinkedIn', 'Organic Social'], ['LinkedIn ads', 'Paid Social'], ['podcast', 'Audio'], ['trade fair', 'Events'], ['Hannover-Messe', 'Events'], ['don’t remember', '(unknown)'], ["don't remember", '(unknown)'],
    ['weiß ich nicht mehr', '(unknown)'], ['keine Ahnung', '(unknown)'], ['künstliche Intelligenz', 'AI Assistant'], ['kuenstlich', '(other)'], ['been a reader for years', '(other)'], ['Kiel', '(other)'], ['Google or a friend', 'External Referral'], ['', ''], ['!?', ''],
  ];
  it('stand for channels, the first rule that holds decides, whole words whatever their letters', async () => {
    const rows = await stores.stores.facts.query(z.object({ said: z.string() }), sql`SELECT ${saidChannel(SELF_REPORTED_SYNONYMS, sql`t`)} AS said FROM (SELECT arrayJoin(${param('Array(String)', CASES.map(([text]) => text))}) AS t)`);
    expect(rows.map((r, i) => [CASES[i]?.[0], r.said])).toEqual(CASES.map(([text, said]) => [text, said]));
  });

  it('that come with the program name channels that come with it, and no word is out of reach of its rule', () => {
    const channels = new Set(['(unknown)', ...DEFAULT_CHANNEL_RULES.channels.map((c) => c.name)]);
    expect(SELF_REPORTED_SYNONYMS.flatMap((r) => [r.channel, ...r.alike]).filter((name) => !channels.has(name))).toEqual([]);
    const reached = (word: string): string | undefined => SELF_REPORTED_SYNONYMS.find((r) => r.words.some((w) => ` ${foldAnswer(word)} `.includes(` ${foldAnswer(w)} `)))?.channel;
    expect(SELF_REPORTED_SYNONYMS.flatMap((r) => r.words.flatMap((w) => (reached(w) === r.channel ? [] : [`${w}: ${String(reached(w))}`])))).toEqual([]);
  });
});

describe('the answer of a person', () => {
  it('is the first that was given up to becoming a lead; a record’s stands in where there is none', async () => {
    const w = await stores.workspace({ currency: 'EUR' }, NOW);
    await w.add('submissions', [
      enquiry(1, '2026-01-10T10:00Z', 'Google'), enquiry(1, '2026-01-20T10:00Z', 'podcast'),
      enquiry(2, '2026-01-10T10:00Z'), enquiry(2, '2026-01-20T10:00Z', 'podcast'),
      enquiry(3, '2026-01-10T10:00Z'), enquiry(4, '2026-01-10'), enquiry(5, '2026-01-10T10:00Z', '  trade   fair '), enquiry(6, '2026-01-10T10:00Z', '–'), enquiry(7, '2026-01-10T10:00Z', 'ChatGPT', { outcome: 'scrubbed', reason: 'bot' }), enquiry(7, '2026-01-11T10:00Z'),
      enquiry(10, '2026-01-10T10:00Z'),
    ]);
    await w.add('touches', [
      answer(3, '2026-01-09T10:00Z', 'a colleague', { grade: 'human' }), answer(3, '2026-01-08T10:00Z', 'Google', { grade: 'bot' }),
      // The day of becoming a lead ends when the day ends.
      answer(4, '2026-01-10T22:00Z', 'LinkedIn', { grade: 'human' }),
      // Given before the visitor was known.
      answer(0, '2026-01-05T10:00Z', 'webinar', { grade: 'human', visitor_id: 'v8' }),
    ]);
    await w.add('submissions', [enquiry(8, '2026-01-10T10:00Z', 'Google', { visitor_id: 'v8' })]);
    await stores.stores.facts.insert('identities', ['workspace_id', 'kind', 'visitor_id', 'from_person', 'person_id', 'version', 'removed', 'received_at'], [[w.workspace.id, 'visitor', 'v8', 0, 8, 1, false, '2026-01-10 00:00:00.000']]);
    // Corrected in the CRM.
    await w.add('persons', [{ event_id: 'record', person_id: 10, ...moment('2026-01-10'), self_reported: 'Goggle', received_at: '2026-01-11 00:00:00.000' }, { event_id: 'record', person_id: 10, ...moment('2026-01-10'), self_reported: 'Google', received_at: '2026-02-01 00:00:00.000' }]);
    await w.add('persons', [
      { person_id: 2, ...moment('2026-06-01'), self_reported: 'Facebook' }, { person_id: 1, ...moment('2026-01-01'), self_reported: 'Facebook' }, { person_id: 9, ...moment('2026-06-01'), self_reported: 'Facebook' },
    ]);
    const document = await w.figures({ kpis: ['leads'], from: '2026-01-01', to: '2026-07-01', by: ['self_reported_answer'] });
    expect(Object.fromEntries(document.rows.map((r) => [r.dims?.['self_reported_answer'], r.value]))).toEqual({ Google: 2, Facebook: 1, 'a colleague': 1, LinkedIn: 1, 'trade fair': 1, webinar: 1, '(unmatched)': 2 });
    expect((await w.analytics.previewAnswers(w.workspace, [{ channel: 'Events', alike: [], words: ['trade fair', 'webinar'] }]))).toMatchObject({
      persons: 8, different: 6, changed: 7, answers: expect.arrayContaining([{ answer: 'Facebook', persons: 2, before: 'Organic Social', after: '(other)' }, { answer: 'webinar', persons: 1, before: 'Webinar', after: 'Events' }]) as unknown,
    });
  });
});

describe('what people say, against what was tracked', () => {
  let w: PlainWorkspace;
  beforeAll(async () => {
    w = await stores.workspace({ currency: 'EUR' }, NOW);
    await w.add('touches', [
      // 1 says Google: half of 100.01 on search, half on a display ad. 2 says Google, an ad of a search engine was tracked. 3 a colleague, and came from Google.
      touch(1, '2026-01-05T10:00Z', 'Organic Search'), touch(1, '2026-01-06T10:00Z', 'Display'), touch(2, '2026-01-05T10:00Z', 'Paid Search'), touch(3, '2026-01-05T10:00Z', 'Organic Search'),
      // 4 doesn't know, 5 says what no rule knows, 6 gave no answer; 7 answered and has no touch; 8 answered only afterwards.
      touch(4, '2026-01-05T10:00Z', 'Email'), touch(5, '2026-01-05T10:00Z', 'Email'), touch(6, '2026-01-05T10:00Z', 'Email'), touch(8, '2026-01-05T10:00Z', 'Email'),
    ]);
    const said = ['google', 'Google!', 'A colleague', 'no idea', 'been a reader for years', '', 'Podcast', ''];
    await w.add('submissions', said.map((text, i) => enquiry(i + 1, '2026-01-10T10:00Z', text)));
    await w.add('submissions', [enquiry(8, '2026-01-12T10:00Z', 'Google')]);
    await w.add('deals', ['100.01', '200.00', '50.00', '10.00', '20.00', '30.00', '40.00', '5.00'].map((amount, i) => deal(i + 1, '2026-03-10', amount)));
  });

  it('is a table that adds up, each conversion under the answer of its person', async () => {
    const document = await ask(w);
    expect(cells(document)).toEqual({
      'Organic Search × Organic Search': [0.5, '50.01'], 'Display × Organic Search': [0.5, '50.00'], 'Paid Search × Organic Search': [1, '200.00'], 'Organic Search × External Referral': [1, '50.00'],
      'Email × (unknown)': [1, '10.00'], 'Email × (other)': [1, '20.00'], 'Email × (unmatched)': [2, '35.00'], '(none) × Audio': [1, '40.00'],
    });
    // Compared: 1, 2 and 3, whose answers and touches name channels; agreeing: half of 1, and 2, since who says Google may mean an ad.
    expect(document).toMatchObject({
      conversions: 8, value: '455.01', totals: [{ model: 'linear', credit: 8, value: '455.01' }],
      selfReported: { rulesVersion: 0, answered: { conversions: 6, value: '420.01' }, unknown: 1, other: 1, agreement: [{ model: 'linear', compared: 3, agreeing: 1.5, rate: 0.5 }] },
    });
    expect(document.selfReported?.alike?.['Organic Search']).toContain('Paid Search');
  });

  it('narrows to a cell, whose ledger adds up to it, and splits all models alike', async () => {
    const where = [{ dimension: 'channel', values: ['Display'] }, { dimension: 'self_reported', values: ['Organic Search'] }];
    expect(cells(await ask(w, { where }))).toEqual({ 'Display × Organic Search': [0.5, '50.00'] });
    const attribution = await createAttribution({ ...stores.stores, analytics: w.analytics, now: () => NOW });
    const ledger = await attribution.ledger(w.workspace, query({ where }), { rows: 10, offset: 0 });
    expect(ledger.rows.map((r) => [r.conversion.person, r.touch?.dims['channel'], r.credit, r.value])).toEqual([['P-1', 'Display', 0.5, '50.00']]);
    const all = await ask(w, { models: [], by: ['self_reported'] });
    for (const model of all.models) expect(Object.fromEntries(all.rows.filter((r) => r.model === model).map((r) => [r.dims['self_reported'], r.value]))).toEqual({ '(other)': '20.00', '(unknown)': '10.00', '(unmatched)': '35.00', Audio: '40.00', 'External Referral': '50.00', 'Organic Search': '300.01' });
    expect(all.selfReported).not.toHaveProperty('agreement');
    expect(await ask(w, { by: ['channel'] })).not.toHaveProperty('selfReported');
  });

  it('follows other rules, and says so in what identifies its input', async () => {
    const under: Workspace = { ...w.workspace, selfReported: { version: 3, rules: [{ channel: 'Display', alike: [], words: ['google'] }] } };
    const [before, after] = [await ask(w), await ask(w, {}, under)];
    expect(after.selfReported).toEqual({ rulesVersion: 3, answered: { conversions: 6, value: '420.01' }, unknown: 0, other: 4, alike: { Display: ['Display'] }, agreement: [{ model: 'linear', compared: 2, agreeing: 0.5, rate: 0.25 }] });
    expect(after.inputHash).not.toBe(before.inputHash);
  });

  it('adds up to the conversions and the cent, whatever people said', async () => {
    const many = await stores.workspace({ currency: 'EUR' }, NOW);
    const [channels, said] = [['Organic Search', 'Email', 'Display', ''], ['Google', 'mail', 'no idea', 'a ship', '', 'ÄÖ', '🙂 podcast']];
    const people = fc.sample(fc.record({ touches: fc.array(fc.constantFrom(...channels), { maxLength: 5 }), said: fc.constantFrom(...said), late: fc.boolean(), cents: fc.integer({ min: 1, max: 99_999 }) }), { numRuns: 300, seed: 11 });
    await many.add('touches', people.flatMap((p, i) => p.touches.map((channel, at) => touch(i + 1, `2026-01-0${String(at + 1)}T10:00Z`, channel))));
    await many.add('submissions', people.flatMap((p, i) => [enquiry(i + 1, '2026-01-10T10:00Z', p.late ? '' : p.said), ...(p.late ? [enquiry(i + 1, '2026-01-13T10:00Z', p.said)] : [])]));
    await many.add('deals', people.map((p, i) => deal(i + 1, '2026-03-10', (p.cents / 100).toFixed(2))));
    const document = await ask(many, { models: [] });
    const cents = (text: string): number => Math.round(Number(text) * 100);
    const whole = people.reduce((n, p) => n + p.cents, 0);
    const spoke = people.filter((p) => !p.late && p.said !== '');
    expect(document.selfReported?.answered).toEqual({ conversions: spoke.length, value: (spoke.reduce((n, p) => n + p.cents, 0) / 100).toFixed(2) });
    for (const model of document.models) {
      const rows = document.rows.filter((r) => r.model === model);
      expect(rows.reduce((n, r) => n + cents(r.value), 0)).toBe(whole);
      expect(rows.reduce((n, r) => n + r.credit, 0)).toBeCloseTo(300, 6);
      expect(rows.filter((r) => r.dims['self_reported'] !== '(unmatched)').reduce((n, r) => n + cents(r.value), 0)).toBe(spoke.reduce((n, p) => n + p.cents, 0));
      const { compared = 0, agreeing = -1, rate = -1 } = document.selfReported?.agreement?.find((a) => a.model === model) ?? {};
      expect(agreeing).toBeLessThanOrEqual(compared);
      expect(rate).toBeCloseTo(agreeing / compared, 8);
    }
  });
});
