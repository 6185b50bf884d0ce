import { describe, expect, test } from 'vitest';
import { fixture, readImport } from '../../test/read-import.js';
import fx from './fx.js';

describe('the ECB\'s rates', () => {
  test('come per day and currency, without N/A and the trailing comma', async () => {
    const { of, problems } = await readImport(fx, await fixture('eurofxref-hist.csv'));
    expect(of('rate').map((r) => [r.day, r.currency, r.perEuro])).toEqual([
      ['2026-03-13', 'USD', '1.0871'], ['2026-03-13', 'JPY', '160.25'], ['2026-03-13', 'BGN', '1.9558'], ['2026-03-13', 'CZK', '25.16'],
      ['2026-03-12', 'USD', '1.0902'], ['2026-03-12', 'JPY', '161.02'], ['2026-03-12', 'BGN', '1.9558'], ['2026-03-12', 'CZK', '25.205'],
    ]);
    expect(of('rate')[0]?.key).toBe('ecb:2026-03-13:USD');
    expect(problems).toMatchObject([{ line: 4, column: 'CZK', value: '0', reason: 'a rate must be above nought' }]);
  });

  test('come from the file of the last day as well', async () => {
    expect((await readImport(fx, await fixture('eurofxref.csv'))).of('rate')).toMatchObject([{ day: '2026-03-13', currency: 'USD', perEuro: '1.0871' }, { currency: 'JPY' }, { currency: 'BGN' }, { currency: 'CZK', perEuro: '25.160' }]);
  });

  test('leave out currencies that are no more, and keep all that are', async () => {
    const codes = 'USD,JPY,BGN,CZK,DKK,GBP,HUF,PLN,RON,SEK,CHF,ISK,NOK,TRY,AUD,BRL,CAD,CNY,HKD,IDR,ILS,INR,KRW,MXN,MYR,NZD,PHP,SGD,THB,ZAR'.split(',');
    const { of, problems } = await readImport(fx, `Date,${codes.join(',')},CYP,SIT,\n2006-01-04,${codes.map(() => '1.5').join(',')},0.57,239.5,\n`);
    expect([of('rate').map((r) => r.currency), problems]).toEqual([codes, []]);
  });

  test('may begin at a day', async () => {
    expect((await readImport(fx, await fixture('eurofxref-hist.csv'), { from: '2026-03-13' })).of('rate')).toHaveLength(4);
  });

  test('are told from other files', async () => {
    expect((await fx.recognise(await fixture('eurofxref-hist.csv'))).confidence).toBe(0.95);
    expect((await fx.recognise(await fixture('costs.csv'))).confidence).toBe(0);
    await expect(readImport(fx, 'Date,Rate\n2026-03-13,1.1\n')).rejects.toMatchObject({ code: 'wrong_file', hint: expect.stringContaining('eurofxref-hist.csv') });
    await expect(readImport(fx, 'Date,QQQ\n2026-03-13,2\n')).rejects.toMatchObject({ code: 'wrong_file', message: expect.stringContaining('none of its columns is a currency (QQQ)') });
  });
});
