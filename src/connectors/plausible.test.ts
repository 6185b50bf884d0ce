import { expect, test } from 'vitest';
import { fixture, readImport } from '../../test/read-import.js';
import plausible from './plausible.js';

const visitors = 'plausible/imported_visitors_20260701_20260702.csv';
const sources = 'plausible/imported_sources_20260701_20260702.csv';

test('visitors are the days\' totals', async () => {
  expect((await readImport(plausible, await fixture(visitors))).of('traffic')).toMatchObject([
    { day: '2026-07-01', split: '', visits: 120, visitors: 100, pageviews: 240, bounces: 40, engagedVisits: 80 }, { day: '2026-07-02', visits: 90 },
  ]);
});

test('sources keep their tags, and direct visits have none', async () => {
  const { of } = await readImport(plausible, await fixture(sources), { site: 'northlight.example' });
  // Without a tag the source is the one that Plausible saw.
  expect(of('traffic').map((t) => [t.day, t.origin.source, t.origin.medium, t.origin.campaign, t.visits])).toEqual([
    ['2026-07-01', 'Google', undefined, undefined, 70], ['2026-07-01', undefined, undefined, undefined, 36], ['2026-07-01', 'newsletter', 'email', 'july', 14], ['2026-07-02', 'Google', undefined, undefined, 90],
  ]);
  expect(of('traffic')[0]).toMatchObject({ site: 'northlight.example', split: 'source,medium,campaign,content' });
});

test('pages are refused, as a visit is in the rows of all its pages', async () => {
  await expect(readImport(plausible, await fixture('plausible/imported_pages_20260701_20260702.csv'))).rejects.toMatchObject({ code: 'wrong_file', message: expect.stringContaining('pages') });
});

test('recognition is sure of its own files and of nothing else', async () => {
  for (const own of [visitors, sources]) expect((await plausible.recognise(await fixture(own))).confidence).toBeGreaterThanOrEqual(0.9);
  for (const other of ['ga4/days.csv', 'matomo/visits-utf16.csv', 'costs.csv', 'zoho-leads.csv']) expect((await plausible.recognise(await fixture(other))).confidence).toBeLessThan(0.5);
});
