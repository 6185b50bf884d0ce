import { describe, expect, test } from 'vitest';
import { fixture, readImport } from '../../test/read-import.js';
import microsoftAds from './microsoft-ads.js';

describe('a performance report', () => {
  test('is read from below its preamble, without total and footer', async () => {
    const { of, skipped, problems } = await readImport(microsoftAds, await fixture('microsoft-ads/campaigns-by-day.csv'));
    expect(of('cost')[0]).toMatchObject({
      key: '2026-07-01/campaign:330011', from: '2026-07-01', amount: '61.20', currency: 'EUR', impressions: 1200, clicks: 80,
      origin: { source: 'bing', medium: 'cpc', campaign: 'Brand' }, adReport: { level: 'campaign', account: 'North Light', campaignId: '330011' },
    });
    expect(of('cost').map((c) => [c.from, c.amount])).toEqual([['2026-07-01', '61.20'], ['2026-07-01', '18.90'], ['2026-07-13', '1058.00']]);
    expect([skipped.includes('total'), skipped.includes('footer'), problems]).toEqual([true, true, []]);
  });

  test('of ad groups is summed to campaigns, also with the API\'s names', async () => {
    const { of } = await readImport(microsoftAds, await fixture('microsoft-ads/ad-groups-api.tsv'));
    expect(of('cost')).toMatchObject([{ key: '2026-07-01/campaign/North Light/Brand', amount: '61.2', impressions: 1200, clicks: 80 }]);
  });

  test('is read in German, with days first, and in French', async () => {
    const german = await readImport(microsoftAds, await fixture('microsoft-ads/ad-groups-de.csv'));
    expect(german.of('cost')).toMatchObject([{ from: '2026-07-01', amount: '1080.1', impressions: 1500, origin: { campaign: 'Marke' } }]);
    const french = await readImport(microsoftAds, await fixture('microsoft-ads/campaigns-fr.csv'));
    expect(french.of('cost')).toMatchObject([{ amount: '61.20', impressions: 1200, clicks: 80 }]);
  });

  test('by month is totals over ranges', async () => {
    const file = await fixture('microsoft-ads/months-es.csv');
    await expect(readImport(microsoftAds, file)).rejects.toMatchObject({ code: 'wrong_file', hint: expect.stringContaining('spread: true') });
    expect((await readImport(microsoftAds, file, { spread: true })).of('cost')).toMatchObject([{ from: '2026-06-01', until: '2026-06-30', amount: '300.00' }, { from: '2026-07-01', until: '2026-07-31' }]);
  });

  test('by week begins on the day it names', async () => {
    const rows = 'Week,Campaign,Spend,Impr.,Clicks\n2026-07-06,Brand,70,7,1\n';
    expect((await readImport(microsoftAds, rows, { spread: true, currency: 'EUR' })).of('cost')).toMatchObject([{ from: '2026-07-06', until: '2026-07-12' }]);
  });

  test('refuses rows that name no campaign, as they may be totals', async () => {
    const rows = 'Gregorian date,Campaign name,Currency code,Spend\n2026-07-01,Brand,EUR,1\n2026-07-01,,EUR,1\n';
    expect((await readImport(microsoftAds, rows)).problems).toMatchObject([{ line: 3, column: 'Campaign name', reason: expect.stringContaining('total') }]);
  });
});

test('recognition is sure of its own reports and of nothing else', async () => {
  for (const own of ['campaigns-by-day.csv', 'ad-groups-api.tsv', 'ad-groups-de.csv', 'campaigns-fr.csv']) expect((await microsoftAds.recognise(await fixture(`microsoft-ads/${own}`))).confidence).toBeGreaterThanOrEqual(0.9);
  for (const other of ['google-ads-daily-en.csv', 'google-ads-daily-de.csv', 'zoho-campaigns.csv', 'costs.csv', 'meta-ads/campaigns-by-day.csv', 'linkedin-ads/campaigns-utf16.csv', 'linkedin-ads/api.csv']) expect((await microsoftAds.recognise(await fixture(other))).confidence).toBeLessThan(0.5);
});
