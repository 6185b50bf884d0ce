import { describe, expect, test } from 'vitest';
import { CONTEXT, fixture, readImport } from '../../test/read-import.js';
import costs from './costs.js';
import { fileInMemory } from './reading/source-file.js';

describe('a cost sheet', () => {
  test('takes periods and dates of every kind', async () => {
    const { of, problems } = await readImport(costs, await fixture('costs.csv'), {}, { currency: 'CZK' });
    expect(of('cost').map((c) => [c.cost, c.amount, c.currency, c.from, c.until])).toEqual([
      ['staff', '8400.00', 'EUR', '2026-03-01', '2026-03-31'],
      ['tools', '99', 'EUR', '2026-01-01', '2026-03-31'],
      ['agency', '12000', 'EUR', '2026-01-01', '2026-12-31'],
      ['creative', '1250.50', 'USD', '2026-03-15', '2026-03-15'],
      ['media', '500', 'EUR', '2026-03-10', '2026-03-20'],
      ['media', '-20.00', 'EUR', '2026-03-01', '2026-03-31'],
      ['sales', '4000', 'CZK', '2026-03-01', '2026-03-31'],
    ]);
    expect(of('cost')[4]).toMatchObject({ origin: { campaign: 'Spring', channel: 'Paid Social' } });
    expect(problems).toMatchObject([{ line: 8, column: 'kind', value: 'catering', reason: expect.stringContaining('none of media, staff') }]);
  });

  test('takes words of its own for a kind, by itself or by the options', async () => {
    const rows = 'Category,Amount,Month\nSalaries,10,2026-01\nMarketing software,20,2026-01\nTrade fairs,30,2026-01\n';
    const { of } = await readImport(costs, rows, { currency: 'EUR', kinds: { 'Trade fairs': 'other' } });
    expect(of('cost').map((c) => c.cost)).toEqual(['staff', 'tools', 'other']);
  });

  test('may be German, without kinds and with a kind from outside', async () => {
    const { of } = await readImport(costs, 'Monat;Betrag;Währung\nMärz 2026;8.400,50;EUR\nQ2 2026;100,00;EUR\n', { kind: 'agency' });
    expect(of('cost')).toMatchObject([{ cost: 'agency', amount: '8400.50', from: '2026-03-01' }, { from: '2026-04-01', until: '2026-06-30' }]);
  });

  test('names the columns that it reads nothing from', async () => {
    const sheet = fileInMemory('some.csv', 'Category,Amount,Month,Cost centre,Approved by\nSalaries,10,2026-01,4711,Ann\n');
    expect((await costs.read(sheet, costs.options.parse({ currency: 'EUR' }), CONTEXT)).unused).toEqual(['Cost centre', 'Approved by']);
  });

  test('keeps two equal lines two, and a line with an id one', async () => {
    const equal = await readImport(costs, 'kind,amount,month\nstaff,10,2026-01\nstaff,10,2026-01\n', { currency: 'EUR' });
    expect(equal.of('cost').map((c) => c.key)).toEqual([undefined, undefined]);
    const known = await readImport(costs, 'id,kind,amount,month\nR-1,staff,10,2026-01\n', { currency: 'EUR' });
    expect(known.of('cost')[0]?.key).toBe('costs:R-1');
  });

  test.each([
    ['staff,ten,EUR,2026-01', 'amount'],
    ['staff,10,EURO,2026-01', 'currency'],
    ['staff,10,EUR,2026-13', 'month'],
    ['staff,10,EUR,', 'month'],
    ['staff,,EUR,2026-01', 'amount'],
    ['stafff,10,EUR,2026-01', 'kind'],
  ])('refuses the row %s by its %s', async (row, column) => {
    const { problems, of } = await readImport(costs, `kind,amount,currency,month\n${row}\nstaff,10,EUR,2026-01\n`);
    expect(problems).toMatchObject([{ line: 2, column }]);
    expect(of('cost')).toHaveLength(1);
  });

  test.each(['Date from,Date to', 'Datum von,Datum bis', 'Period start,Period end', 'Service from,Service to'])('takes first and last day from columns called %s', async (days) => {
    const { of } = await readImport(costs, `${days},Kind,Amount\n2026-01-20,2026-02-10,staff,220\n`, { currency: 'EUR' });
    expect(of('cost')).toMatchObject([{ from: '2026-01-20', until: '2026-02-10' }]);
  });

  test('is not what the values of a list of leads or deals make', async () => {
    for (const rows of ['Lead ID,Email,Created,Deal value\nL1,ann@acme.example,2026-03-01,1200\n', 'Deal Name,Price,Close Date,Date\nAcme,1200,2026-03-31,2026-03-01\n']) {
      await expect(readImport(costs, rows, { currency: 'EUR' })).rejects.toMatchObject({ code: 'wrong_file', message: expect.stringContaining('no column for an amount') });
    }
    expect((await readImport(costs, 'Lead ID,Email,Date,Cost\nL1,ann@acme.example,2026-03-01,12\n', { currency: 'EUR' })).of('cost')).toHaveLength(1);
  });

  test('that ends before it begins refuses its row', async () => {
    expect((await readImport(costs, 'amount,from,until\n10,2026-03-05,2026-03-01\n', { currency: 'EUR', kind: 'staff' })).problems).toMatchObject([{ line: 2, column: 'until', reason: 'the cost ends before it begins' }]);
  });

  test('is told from other files', async () => {
    expect((await costs.recognise(await fixture('costs.csv'))).confidence).toBeGreaterThan(0.7);
    for (const other of ['zoho-leads.csv', 'zoho-potentials.csv', 'eurofxref-hist.csv']) expect((await costs.recognise(await fixture(other))).confidence).toBe(0);
    await expect(readImport(costs, 'name,email\na,b@c.example\n')).rejects.toMatchObject({ code: 'wrong_file', message: expect.stringContaining('no column for an amount or a period') });
  });
});
