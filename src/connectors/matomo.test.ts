import { expect, test } from 'vitest';
import { fixture, readImport } from '../../test/read-import.js';
import matomo from './matomo.js';

test('visits by day are read from UTF-16, bounces from their rate', async () => {
  expect((await readImport(matomo, await fixture('matomo/visits-utf16.csv'))).of('traffic')).toMatchObject([
    { day: '2026-07-01', split: '', visits: 120, visitors: 100, bounces: 30, engagedVisits: 90, pageviews: undefined }, { day: '2026-07-02', visits: 80, bounces: 40 },
  ]);
});

test('channel types are channels, also with the API\'s names', async () => {
  expect((await readImport(matomo, await fixture('matomo/channel-types-raw.csv'))).of('traffic')).toMatchObject([
    { split: 'channel', origin: { channel: 'Organic Search' }, visits: 70, visitors: 60, bounces: 20 }, { origin: { channel: 'Direct' }, visits: 50 },
  ]);
});

test('labels that are no channel types are refused, with what to do instead', async () => {
  await expect(readImport(matomo, 'date,label,nb_visits\n2026-07-01,/pricing,5\n')).rejects.toMatchObject({ code: 'wrong_file', message: expect.stringContaining('/pricing'), hint: expect.stringContaining('csv') });
});

test('recognition is sure of its own files and of nothing else', async () => {
  for (const own of ['visits-utf16', 'channel-types-raw']) expect((await matomo.recognise(await fixture(`matomo/${own}.csv`))).confidence).toBeGreaterThanOrEqual(0.9);
  for (const other of ['ga4/days.csv', 'plausible/imported_visitors_20260701_20260702.csv', 'plausible/imported_sources_20260701_20260702.csv', 'costs.csv', 'zoho-leads.csv']) expect((await matomo.recognise(await fixture(other))).confidence).toBeLessThan(0.5);
});
