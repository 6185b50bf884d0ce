import { describe, expect, test } from 'vitest';
import { fixture, readImport } from '../../test/read-import.js';
import linkedinAds from './linkedin-ads.js';

describe('a campaign performance report', () => {
  test('is read from UTF-16 with tabs, account and currency from above the header', async () => {
    const { of, problems, skipped } = await readImport(linkedinAds, await fixture('linkedin-ads/campaigns-utf16.csv'));
    expect(of('cost')[0]).toMatchObject({
      key: '2026-01-05/campaign:7001', from: '2026-01-05', until: '2026-01-05', amount: '1100.50', currency: 'USD', impressions: 20100, clicks: 101,
      origin: { source: 'linkedin', medium: 'paid_social', campaign: 'Decision makers' }, adReport: { level: 'campaign', account: '508123', campaignId: '7001' },
    });
    expect(of('cost').map((c) => [c.from, c.amount])).toEqual([['2026-01-05', '1100.50'], ['2026-01-06', '99.50'], ['2026-01-06', '40'], ['2026-01-20', '12.25']]);
    expect([problems, skipped]).toEqual([[], []]);
  });

  test('of ads comes to the same lines, also where ads have no name', async () => {
    const { of, problems } = await readImport(linkedinAds, await fixture('linkedin-ads/ads-utf16.csv'));
    expect(of('cost').map((c) => [c.key, c.amount, c.impressions])).toEqual([['2026-01-05/campaign:7001', '1100.5', 20100], ['2026-01-20/campaign:7002', '12.25', 300]]);
    expect(problems).toEqual([]);
  });

  test('is read in German, French and Spanish', async () => {
    const german = await readImport(linkedinAds, await fixture('linkedin-ads/campaigns-de.csv'));
    expect(german.of('cost')).toMatchObject([{ from: '2026-01-05', amount: '1100.50', currency: 'EUR', impressions: 20100, adReport: { account: '508123' } }, { from: '2026-01-06' }]);
    const french = await readImport(linkedinAds, await fixture('linkedin-ads/campaigns-fr.csv'));
    expect(french.of('cost')).toMatchObject([{ from: '2026-01-05', amount: '1100.50', currency: 'EUR' }, { from: '2026-01-26' }]);
    const spanish = await readImport(linkedinAds, await fixture('linkedin-ads/campaigns-es.csv'), { currency: 'EUR' });
    expect(spanish.of('cost')).toMatchObject([{ amount: '1100.50', origin: { campaign: 'Decisores' } }]);
  });

  test('asks which way its dates stand when both are possible', async () => {
    const rows = 'Campaign Performance Report\nDate Range: 1/5/2026 - 7/5/2026\nCurrency: USD\n\nStart Date (in UTC),Campaign Name,Total Spent\n1/5/2026,Webinar,5\n7/5/2026,Webinar,6\n';
    await expect(readImport(linkedinAds, rows)).rejects.toMatchObject({ code: 'ambiguous_dates' });
    expect((await readImport(linkedinAds, rows, { dateOrder: 'dmy' })).of('cost').map((c) => c.from)).toEqual(['2026-05-01', '2026-05-07']);
  });

  test('of campaign groups alone is kept by group', async () => {
    const rows = 'Start Date (in UTC),Campaign Group Name,Campaign Group ID,Total Spent,Impressions\n2026-01-05,Pipeline,4001,10,100\n';
    expect((await readImport(linkedinAds, rows, { currency: 'USD' })).of('cost')).toMatchObject([{ key: '2026-01-05/campaign_group:4001', origin: { content: 'Pipeline' }, adReport: { level: 'campaign_group' } }]);
  });

  test('without days takes the range above its header, and only when told to spread it', async () => {
    const rows = 'Campaign Performance Report\nDate Range: 1/5/2026 - 1/24/2026\nCurrency: USD\n\nCampaign Name,Total Spent,Impressions\nWebinar,50,6\n';
    await expect(readImport(linkedinAds, rows)).rejects.toMatchObject({ code: 'wrong_file', message: expect.stringContaining('2026-01-05 to 2026-01-24') });
    expect((await readImport(linkedinAds, rows, { spread: true })).of('cost')).toMatchObject([{ from: '2026-01-05', until: '2026-01-24', amount: '50' }]);
  });
});

describe('a file shaped like the API', () => {
  test('names dollars in its column, and campaigns by their number', async () => {
    const { of } = await readImport(linkedinAds, await fixture('linkedin-ads/api.csv'), {}, { currency: 'EUR' });
    expect(of('cost')).toMatchObject([
      { key: '2026-01-05/campaign:7001', amount: '1100.50123457', currency: 'USD', origin: { campaign: '7001' }, adReport: { level: 'campaign' } },
      { key: '2026-01-06/campaign:7001', amount: '99.5', clicks: 9 },
    ]);
  });

  test('takes the local currency where it is known, else dollars', async () => {
    const rows = 'date_start,date_end,campaign_id,cost_in_local_currency,cost_in_usd,impressions\n2026-01-05,2026-01-05,7,90,100,1\n';
    expect((await readImport(linkedinAds, rows, { currency: 'EUR' })).of('cost')).toMatchObject([{ amount: '90', currency: 'EUR' }]);
    expect((await readImport(linkedinAds, rows)).of('cost')).toMatchObject([{ amount: '100', currency: 'USD' }]);
  });
});

test('recognition is sure of its own reports and of nothing else', async () => {
  for (const own of ['campaigns-utf16', 'ads-utf16', 'api', 'campaigns-de', 'campaigns-fr', 'campaigns-es']) expect((await linkedinAds.recognise(await fixture(`linkedin-ads/${own}.csv`))).confidence).toBeGreaterThanOrEqual(0.85);
  for (const other of ['google-ads-daily-en.csv', 'google-ads-daily-de.csv', 'zoho-campaigns.csv', 'costs.csv', 'meta-ads/campaigns-by-day.csv', 'microsoft-ads/campaigns-by-day.csv']) expect((await linkedinAds.recognise(await fixture(other))).confidence).toBeLessThan(0.5);
});
