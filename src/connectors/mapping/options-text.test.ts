import { expect, test } from 'vitest';
import { readImport } from '../../../test/read-import.js';
import googleAds from '../google-ads.js';

test('options come as YAML, as an object, or not at all', async () => {
  const rows = 'Day,Campaign,Cost,Impr.\n3/4/2026,Brand,1.00,5\n';
  expect((await readImport(googleAds, rows, 'currency: EUR\ndateOrder: dmy')).of('cost')).toMatchObject([{ from: '2026-04-03', currency: 'EUR' }]);
  expect((await readImport(googleAds, rows, { currency: 'EUR', dateOrder: 'mdy' })).of('cost')).toMatchObject([{ from: '2026-03-04' }]);
  expect(googleAds.options.safeParse('').success).toBe(true);
  expect(googleAds.options.safeParse('currency: "EUR').error?.issues[0]?.message).toContain('no valid YAML');
  expect(googleAds.options.safeParse('curency: EUR').error?.issues[0]?.message).toContain('curency');
});
