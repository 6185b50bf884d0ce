import { describe, expect, test } from 'vitest';
import { fixture, readImport } from '../../test/read-import.js';
import metaAds from './meta-ads.js';

describe('a report by day', () => {
  test('gives one line of media cost per campaign and day, without the rows that have no name', async () => {
    const { of, skipped, problems } = await readImport(metaAds, await fixture('meta-ads/campaigns-by-day.csv'));
    expect(of('cost')[0]).toEqual({
      kind: 'cost', key: '2026-07-01/campaign:120211', from: '2026-07-01', until: '2026-07-01', cost: 'media', amount: '50.00', currency: 'EUR', impressions: 1050, clicks: 21,
      origin: { source: 'facebook', medium: 'paid_social', campaign: 'Spring, early birds' }, adReport: { level: 'campaign', account: undefined, campaignId: '120211' },
    });
    expect(of('cost').map((c) => [c.from, c.origin.campaign, c.amount, c.clicks])).toEqual([
      ['2026-07-01', 'Spring, early birds', '50.00', 21], ['2026-07-01', '勉強会 ウェビナー', '20.30', 15], ['2026-07-02', 'Spring, early birds', '90.00', 30], ['2026-07-02', '勉強会 ウェビナー', '0', undefined],
    ]);
    expect([skipped, problems]).toEqual([['total'], []]);
  });

  test('of ad sets comes to the same lines: subtotals are left out, ad sets summed', async () => {
    const { of, skipped, problems } = await readImport(metaAds, await fixture('meta-ads/ad-sets-by-day.csv'));
    expect(of('cost').map((c) => [c.key, c.amount, c.impressions, c.clicks])).toEqual([
      ['2026-07-01/campaign//Spring, early birds', '50', 1050, 21], ['2026-07-01/campaign//勉強会 ウェビナー', '20.30', 330, 15],
      ['2026-07-02/campaign//Spring, early birds', '90.00', 1280, 30], ['2026-07-02/campaign//勉強会 ウェビナー', '0', 40, undefined],
    ]);
    expect([skipped.filter((s) => s === 'total').length, skipped.length, problems]).toEqual([2, 3, []]);
  });

  test('is read in German and Spanish, with the currency of the header', async () => {
    const german = await readImport(metaAds, await fixture('meta-ads/ad-sets-de.csv'), {}, { currency: 'EUR' });
    expect(german.of('cost')).toMatchObject([{ amount: '1300', currency: 'CHF', impressions: 13000, clicks: 125, origin: { campaign: 'Frühling' } }]);
    const spanish = await readImport(metaAds, await fixture('meta-ads/campaigns-es.csv'));
    expect(spanish.of('cost')).toMatchObject([{ amount: '1234.5', currency: 'MXN', origin: { campaign: 'Otoño' } }]);
  });

  test('broken down further is summed, without the rows over all values of the breakdown', async () => {
    const rows = 'Day,Campaign name,Age,Amount spent (EUR)\n2026-07-01,Spring,,30\n2026-07-01,Spring,18-24,10\n2026-07-01,Spring,25-34,20\n';
    expect((await readImport(metaAds, rows)).of('cost').map((c) => c.amount)).toEqual(['30']);
  });

  test('of ad sets that names no campaign is kept by ad set', async () => {
    const rows = 'Day,Ad set name,Amount spent (EUR)\n2026-07-01,Lookalike,30\n2026-07-01,Interests,20\n';
    expect((await readImport(metaAds, rows)).of('cost')).toMatchObject([{ origin: { campaign: undefined, content: 'Lookalike' }, adReport: { level: 'ad_set' } }, { amount: '20' }]);
  });

  test('from the API names its account and currency in columns', async () => {
    const rows = 'date_start,date_stop,account_id,account_currency,campaign_id,campaign_name,spend,impressions,clicks,inline_link_clicks\n2026-07-01,2026-07-01,act_77,USD,120,Spring,12.5,100,9,4\n';
    expect((await readImport(metaAds, rows)).of('cost')).toMatchObject([{ key: '2026-07-01/campaign:120', amount: '12.5', currency: 'USD', clicks: 4, adReport: { account: 'act_77' } }]);
  });

  test('keeps a campaign whose id a spreadsheet has rounded by its name', async () => {
    const rows = 'Day,Campaign name,Campaign ID,Amount spent (EUR)\n2026-07-01,Spring,1.20211E+17,30\n2026-07-01,Autumn,1.20211E+17,20\n';
    expect((await readImport(metaAds, rows)).of('cost').map((c) => c.key)).toEqual(['2026-07-01/campaign//Spring', '2026-07-01/campaign//Autumn']);
  });
});

describe('a report of totals over a range', () => {
  test('is refused whole, unless the user says to spread it; then it is marked', async () => {
    const file = await fixture('meta-ads/range-fr.csv');
    await expect(readImport(metaAds, file)).rejects.toMatchObject({ code: 'wrong_file', message: expect.stringContaining('2026-07-01 to 2026-07-31'), hint: expect.stringContaining('spread: true') });
    const { of, skipped } = await readImport(metaAds, file, { spread: true });
    expect(of('cost')).toMatchObject([
      { key: '2026-07-01..2026-07-31/campaign//Printemps', from: '2026-07-01', until: '2026-07-31', amount: '1240.00', note: expect.stringContaining('spread evenly') },
      { amount: '70.00', origin: { campaign: 'Été' } },
    ]);
    expect(skipped).toEqual(['total']);
  });

  test('is refused row by row among rows of days', async () => {
    const rows = 'Reporting starts,Reporting ends,Campaign name,Amount spent (EUR)\n2026-07-01,2026-07-01,Spring,1\n2026-07-01,2026-07-31,Spring,31\n';
    const { of, problems } = await readImport(metaAds, rows);
    expect([of('cost').length, problems]).toMatchObject([1, [{ line: 3, reason: expect.stringContaining('range of days') }]]);
  });
});

describe('recognition', () => {
  test('is sure of its own reports and of nothing else', async () => {
    for (const own of ['campaigns-by-day', 'ad-sets-by-day', 'ad-sets-de', 'range-fr', 'campaigns-es']) expect((await metaAds.recognise(await fixture(`meta-ads/${own}.csv`))).confidence).toBeGreaterThanOrEqual(0.9);
    for (const other of ['google-ads-daily-en.csv', 'zoho-leads.csv', 'costs.csv', 'linkedin-ads/campaigns-utf16.csv', 'microsoft-ads/campaigns-by-day.csv']) expect((await metaAds.recognise(await fixture(other))).confidence).toBeLessThan(0.5);
    expect(await metaAds.recognise(await fixture('meta-ads/ad-sets-by-day.csv'))).toMatchObject({ as: 'by ad set' });
  });

  test('refuses another table whole, saying what it found', async () => {
    await expect(readImport(metaAds, await fixture('zoho-leads.csv'))).rejects.toMatchObject({ code: 'wrong_file', hint: expect.stringContaining('Amount spent') });
  });
});
