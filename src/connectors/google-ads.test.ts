import { Decimal } from 'decimal.js';
import { describe, expect, test } from 'vitest';
import { fixture, readImport } from '../../test/read-import.js';
import { RepeatCounter } from './ads/count-repeats.js';
import { reportRange } from './ads/report-range.js';
import googleAds from './google-ads.js';
import { fileInMemory } from './reading/source-file.js';

const total = (costs: readonly { amount: string }[]): string => costs.reduce((sum, c) => sum.plus(c.amount), new Decimal(0)).toFixed(2);

describe('a report by day', () => {
  test('gives one line of media cost per campaign and day, without totals', async () => {
    const { of, skipped, problems } = await readImport(googleAds, await fixture('google-ads-daily-en.csv'));
    expect(of('cost')[0]).toMatchObject({
      key: '/101/2026-09-01', from: '2026-09-01', until: '2026-09-01', cost: 'media', amount: '1234.56', currency: 'EUR', impressions: 12345, clicks: 120, origin: { source: 'google', medium: 'cpc', campaign: 'Brand' },
    });
    expect([of('cost').length, total(of('cost')), skipped, problems]).toEqual([5, '2319.66', ['total', 'total'], []]);
    expect(of('cost')[3]).toMatchObject({ amount: '0', impressions: 40, clicks: undefined });
  });

  test('is read in German, with points between thousands', async () => {
    const { of, skipped } = await readImport(googleAds, await fixture('google-ads-daily-de.csv'));
    expect(of('cost')).toMatchObject([{ amount: '1234.56', impressions: 12345, clicks: 120, currency: 'EUR', key: '/Marke/2026-09-01' }, { amount: '998.00', impressions: 10020 }]);
    expect(skipped).toEqual(['total', 'total']);
  });

  test('is read in French, with narrow spaces, semicolons and days first', async () => {
    const { of, skipped } = await readImport(googleAds, await fixture('google-ads-daily-fr.csv'));
    expect(of('cost')).toMatchObject([{ from: '2026-09-01', amount: '1234.56', impressions: 12345 }, { from: '2026-09-15', amount: '12.34' }]);
    expect(skipped).toHaveLength(2);
  });

  test('asks which way its dates stand when both are possible', async () => {
    const rows = 'Campaign report\nAll time\nDay,Campaign,Currency code,Cost\n3/4/2026,Brand,EUR,1.00\n';
    await expect(readImport(googleAds, rows)).rejects.toMatchObject({ code: 'ambiguous_dates', hint: expect.stringContaining('dateOrder: dmy') });
    expect((await readImport(googleAds, rows, { dateOrder: 'dmy' })).of('cost')).toMatchObject([{ from: '2026-04-03' }]);
  });

  test('sums segments, keeps devices apart, and the same days again have the same keys', async () => {
    const { of, skipped } = await readImport(googleAds, await fixture('google-ads-segmented.csv'), { currency: 'USD' });
    expect(of('cost').map((c) => [c.key, c.amount, c.impressions, c.clicks, c.device])).toEqual([
      ['/101/2026-09-01/Computers', '10.3', 107, 11, 'Computers'],
      ['/101/2026-09-01/Mobile phones', '5.00', 50, 5, 'Mobile phones'],
      ['/101/2026-09-02/Computers', '0.5', 11, 1, 'Computers'],
    ]);
    expect(skipped.filter((s) => s === 'total')).toHaveLength(1);
  });

  test('reads amounts that could be thousands as the language writes them', async () => {
    const german = 'Tag,Kampagne,Währungscode,Kosten\n2026-09-01,Marke,EUR,"1.234"\n2026-09-02,Marke,EUR,"2.500"\n';
    expect((await readImport(googleAds, german)).of('cost').map((c) => c.amount)).toEqual(['1234', '2500']);
  });
});

describe('a report over a range', () => {
  test('is one line over the range above its header, also as UTF-16 with tabs', async () => {
    const { of } = await readImport(googleAds, await fixture('google-ads-range-utf16.csv'));
    expect(of('cost')).toMatchObject([
      { key: '/Brand/2026-09-01..2026-09-30', from: '2026-09-01', until: '2026-09-30', amount: '1234.56', currency: 'USD', clicks: 1020, impressions: 10400 },
      { amount: '29.58', origin: { campaign: 'Display | Retargeting' } },
    ]);
  });

  test('without days is refused unless the options name them', async () => {
    const rows = 'Campaign report\nAll time\nCampaign,Currency code,Cost,Impr.\nBrand,EUR,10.00,5\n';
    await expect(readImport(googleAds, rows)).rejects.toMatchObject({ code: 'wrong_file', message: expect.stringContaining('All time') });
    expect((await readImport(googleAds, rows, { from: '2026-01-01', until: '2026-03-31' })).of('cost')).toMatchObject([{ from: '2026-01-01', until: '2026-03-31' }]);
  });

  test.each([
    ['"September 1, 2026 - September 3, 2026"', '2026-09-01', '2026-09-03'],
    ['"1. September 2026 - 2. September 2026"', '2026-09-01', '2026-09-02'],
    ['1 sept. 2026 - 2 sept. 2026', '2026-09-01', '2026-09-02'],
    ['1 de septiembre de 2026 - 30 de septiembre de 2026', '2026-09-01', '2026-09-30'],
    ['15/9/2026 - 1/10/2026', '2026-09-15', '2026-10-01'],
    ['September 1, 2026', '2026-09-01', '2026-09-01'],
  ])('%s is a range', (line, from, until) => {
    expect(reportRange(['Campaign report', line], undefined)).toEqual({ from, until });
  });

  test('"All time" is none, and one that can be read two ways asks', () => {
    expect(reportRange(['Campaign report', 'All time'], undefined)).toBeUndefined();
    expect(() => reportRange(['1/5/2026 - 7/5/2026'], undefined)).toThrow('day first or month first');
    expect(reportRange(['1/5/2026 - 7/5/2026'], 'dmy')).toEqual({ from: '2026-05-01', until: '2026-05-07' });
  });
});

describe('rows', () => {
  const header = 'Day,Campaign,Campaign ID,Cost,Impr.,Clicks\n';

  test('without a currency take the option, the workspace\'s, or are refused', async () => {
    const rows = `${header}2026-09-01,Brand,101,10.00,5,1\n`;
    expect((await readImport(googleAds, rows, { currency: 'czk' })).of('cost')).toMatchObject([{ currency: 'CZK' }]);
    expect((await readImport(googleAds, rows, {}, { currency: 'EUR' })).of('cost')).toMatchObject([{ currency: 'EUR' }]);
    expect((await readImport(googleAds, rows)).problems).toMatchObject([{ line: 2, reason: 'the amount has no currency', remedy: expect.stringContaining('Currency code') }]);
  });

  test('that are no numbers, days or campaigns are refused one by one', async () => {
    const rows = `${header}2026-09-01,Brand,101,ten,5,1\nsoon,Brand,101,1.00,5,1\n2026-09-01,,,1.00,5,1\n2026-09-01,Brand,101,1.00,-5,1\n2026-09-01,Brand,101,1.00,5\n2026-09-02,Brand,101,2.00,5,1\n`;
    const { problems, of } = await readImport(googleAds, rows, { currency: 'EUR' });
    expect(problems.map((p) => [p.line, p.column])).toEqual([[2, 'Cost'], [3, 'Day'], [4, 'Campaign'], [5, 'Impr.'], [6, undefined]]);
    expect(of('cost')).toMatchObject([{ from: '2026-09-02', amount: '2.00' }]);
  });

  test('of a campaign called Total are no total when they have an id', async () => {
    const { of } = await readImport(googleAds, `${header}2026-09-01,Total: Brand,101,1.00,5,1\n`, { currency: 'EUR' });
    expect(of('cost')).toMatchObject([{ origin: { campaign: 'Total: Brand' } }]);
  });

  test('shortened totals are totals too', async () => {
    expect((await readImport(googleAds, `${header}2026-09-01,Brand,101,1.00,5,1\nTotal: Account,1.00\n`, { currency: 'EUR' })).skipped).toEqual(['total']);
  });

  test('of several accounts stay apart', async () => {
    const rows = 'Day,Account name,Campaign,Currency code,Cost\n2026-09-01,North,Brand,EUR,1.00\n2026-09-01,South,Brand,EUR,2.00\n';
    expect((await readImport(googleAds, rows)).of('cost').map((c) => c.key)).toEqual(['North/Brand/2026-09-01', 'South/Brand/2026-09-01']);
  });
});

describe('recognition', () => {
  test('is sure of its own reports and of nothing else', async () => {
    expect((await googleAds.recognise(await fixture('google-ads-daily-fr.csv'))).confidence).toBeGreaterThan(0.9);
    expect((await googleAds.recognise(await fixture('google-ads-range-utf16.csv')))).toMatchObject({ as: 'over a range' });
    for (const other of ['zoho-leads.csv', 'eurofxref-hist.csv']) expect((await googleAds.recognise(await fixture(other))).confidence).toBe(0);
    expect(await googleAds.recognise(fileInMemory('x.xlsx', Buffer.from('PK\u0003\u0004 xl/workbook.xml')))).toMatchObject({ confidence: 0, found: expect.stringContaining('Excel workbook') });
  });

  test('refuses another table whole, saying what it found', async () => {
    await expect(readImport(googleAds, await fixture('zoho-leads.csv'))).rejects.toMatchObject({ code: 'wrong_file', message: expect.stringContaining('Company, LEADID'), hint: expect.stringContaining('Campaign, Cost and Day') });
  });
});

test('repeated keys are found among many', () => {
  const counter = new RepeatCounter();
  for (let i = 0; i < 50_000; i++) counter.add(`campaign ${i}/2026-09-01`);
  for (let i = 0; i < 3; i++) counter.add('campaign 7/2026-09-01');
  expect([...counter.repeats().values()]).toEqual([4]);
});
