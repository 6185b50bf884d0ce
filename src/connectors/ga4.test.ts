import { describe, expect, test } from 'vitest';
import { fixture, readImport } from '../../test/read-import.js';
import ga4 from './ga4.js';

describe('a report by day and source', () => {
  test('gives a fact for each day and origin, without comments, totals and further tables', async () => {
    const { of, skipped, problems } = await readImport(ga4, await fixture('ga4/source-medium-by-day.csv'));
    expect(of('traffic')[0]).toMatchObject({
      day: '2026-07-01', site: 'northlight.example', split: 'source,medium', origin: { source: 'google', medium: 'organic' },
      visits: 100, visitors: 90, pageviews: 250, engagedVisits: 60, bounces: 40,
    });
    expect(of('traffic').map((t) => [t.day, t.origin.channel, t.origin.source, t.origin.medium, t.visits])).toEqual([
      ['2026-07-01', undefined, 'google', 'organic', 100], ['2026-07-01', undefined, undefined, undefined, 50], ['2026-07-01', undefined, 'google', 'cpc', 10],
      ['2026-07-02', undefined, 'google', 'organic', 70], ['2026-07-02', 'Unassigned', undefined, undefined, 30],
    ]);
    expect([skipped.filter((s) => s === 'total').length, skipped.includes('second table'), problems]).toEqual([1, true, []]);
  });

  test('says the same of a day whatever the order of its rows, and another thing when one is gone', async () => {
    const header = 'Date,Session source / medium,Sessions\n';
    const statements = async (...rows: string[]): Promise<(string | undefined)[]> => [...new Set((await readImport(ga4, `${header}${rows.join('\n')}\n`)).of('traffic').map((t) => t.statement))];
    const [a, b] = ['20260701,google / organic,10', '20260701,bing / organic,2'];
    const both = await statements(a, b);
    expect(both).toHaveLength(1);
    expect(await statements(b, a)).toEqual(both);
    expect(await statements(a)).not.toEqual(both);
  });

  test('sums rows that only a column it does not know tells apart; how many visitors they were is not known', async () => {
    const rows = 'Date,Session source / medium,Browser,Sessions,Total users\n20260701,google / organic,Firefox,10,9\n20260701,google / organic,Chrome,5,4\n';
    expect((await readImport(ga4, rows)).of('traffic')).toMatchObject([{ visits: 15, visitors: undefined }]);
  });
});

describe('other reports', () => {
  test('by day alone are the day\'s total', async () => {
    expect((await readImport(ga4, await fixture('ga4/days.csv'))).of('traffic')).toMatchObject([{ day: '2026-07-01', split: '', visits: 160, visitors: 125 }, { day: '2026-07-02', visits: 100, bounces: 38 }]);
  });

  test('are read in German, French and Spanish', async () => {
    const german = await readImport(ga4, await fixture('ga4/channels-de.csv'));
    expect(german.of('traffic')).toMatchObject([{ split: 'channel', origin: { channel: 'Organic Search' }, visits: 1100, visitors: 90, pageviews: 250, engagedVisits: 60 }, { origin: { channel: 'Direct' } }]);
    expect(german.skipped).toContain('total');
    const french = await readImport(ga4, await fixture('ga4/campaigns-fr.csv'));
    expect(french.of('traffic')).toMatchObject([{ split: 'campaign', origin: { campaign: 'Printemps' }, visits: 10, engagedVisits: 8, bounces: 2, visitors: 9 }, { origin: { campaign: undefined }, bounces: 3 }]);
    expect((await readImport(ga4, await fixture('ga4/source-medium-es.csv'))).of('traffic')).toMatchObject([{ visits: 10, bounces: 2, engagedVisits: 8 }]);
  });

  test('of totals over a range are refused, unless they may be spread over its days', async () => {
    const file = await fixture('ga4/channels-range.csv');
    await expect(readImport(ga4, file)).rejects.toMatchObject({ code: 'wrong_file', message: expect.stringContaining('2026-07-01 to 2026-07-03'), hint: expect.stringContaining('spread: true') });
    const { of } = await readImport(ga4, file, { spread: true });
    const search = of('traffic').filter((t) => t.origin.channel === 'Organic Search');
    expect(search.map((t) => [t.day, t.visits, t.engagedVisits, t.visitors, t.covers])).toEqual([
      ['2026-07-01', 57, 35, undefined, '2026-07-01 to 2026-07-03'], ['2026-07-02', 56, 35, undefined, '2026-07-01 to 2026-07-03'], ['2026-07-03', 57, 35, undefined, '2026-07-01 to 2026-07-03'],
    ]);
    expect(of('traffic')).toHaveLength(6);
  });

  test('of one day are that day\'s', async () => {
    const rows = '# Start date: 20260701\n# End date: 20260701\nSession primary channel group (Default Channel Group),Sessions\nDirect,5\n';
    expect((await readImport(ga4, rows)).of('traffic')).toMatchObject([{ day: '2026-07-01', visits: 5 }]);
  });

  test('with cells that are no numbers or days are refused row by row', async () => {
    const { problems } = await readImport(ga4, 'Date,Sessions\n20260701,many\nsoon,5\n20260703,5\n');
    expect(problems.map((p) => [p.line, p.column])).toEqual([[2, 'Sessions'], [3, 'Date']]);
  });
});

test('recognition is sure of its own reports and of nothing else', async () => {
  for (const own of ['source-medium-by-day', 'days', 'channels-range', 'channels-de', 'campaigns-fr', 'source-medium-es']) expect((await ga4.recognise(await fixture(`ga4/${own}.csv`))).confidence).toBeGreaterThanOrEqual(0.9);
  for (const other of ['google-ads-daily-en.csv', 'costs.csv', 'zoho-leads.csv', 'plausible/imported_visitors_20260701_20260702.csv', 'matomo/visits-utf16.csv', 'matomo/channel-types-raw.csv']) expect((await ga4.recognise(await fixture(other))).confidence).toBeLessThan(0.5);
});
