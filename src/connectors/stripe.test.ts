import { describe, expect, test } from 'vitest';
import { fixture, readImport } from '../../test/read-import.js';
import stripe from './stripe.js';

const read = async (options: unknown = {}) => {
  const outcome = await readImport(stripe, await fixture('stripe/subscriptions.csv'), options);
  return { ...outcome, get: (id: string) => outcome.of('subscription').find((s) => s.key === id) };
};

describe('subscriptions', () => {
  test('cost their amount times their quantity, each in its own currency, none of them in cents', async () => {
    const { get } = await read();
    expect(get('sub_1')).toMatchObject({ amount: '147', currency: 'EUR', interval: 'month', product: 'Team', startsAt: '2026-01-10T12:00:00.000Z', endsAt: undefined, who: { email: 'ann@acme.example', ids: ['stripe:customer:cus_A'] } });
    expect(get('sub_3')).toMatchObject({ amount: '10000', currency: 'JPY' });
    // A week's price counts 52 times a year: 1.125 × 52 ÷ 12.
    expect(get('sub_9')).toMatchObject({ amount: '4.875', currency: 'KWD', interval: 'month' });
  });

  test('have a point before fractions, also where a file of such amounts alone leaves it open', async () => {
    const rows = 'id,Customer ID,Amount,Currency,Interval,Status,Start Date (UTC),Ended At (UTC)\nsub_1,cus_A,1.125,kwd,month,active,2026-01-10 12:00,\n';
    expect((await readImport(stripe, rows)).of('subscription')).toMatchObject([{ amount: '1.125' }]);
    expect((await readImport(stripe, rows.replace('1.125', '"5,000"'))).of('subscription')).toMatchObject([{ amount: '5000' }]);
    expect((await readImport(stripe, rows.replace('1.125', '"49,00"'))).of('subscription')).toMatchObject([{ amount: '49' }]);
  });

  test('by the year stay yearly, past due or not; every three months is a third a month', async () => {
    const { get } = await read();
    expect(get('sub_2')).toMatchObject({ amount: '1200', currency: 'USD', interval: 'year', endsAt: undefined, startsAt: '2026-01-15T00:30:00.000Z' });
    expect(get('sub_8')).toMatchObject({ amount: '100', interval: 'month' });
  });

  test('count from the end of their trial, and until they ended, not until that was asked for', async () => {
    const { get, problems } = await read();
    expect(get('sub_4')).toMatchObject({ startsAt: '2026-03-01T09:00:00.000Z', trialEndsAt: '2026-03-15T09:00:00.000Z' });
    expect(get('sub_3')).toMatchObject({ endsAt: undefined });
    expect(get('sub_5')).toMatchObject({ endsAt: '2026-03-05T09:00:00.000Z' });
    expect(problems).toMatchObject([{ line: 7, column: 'Status', value: 'canceled', reason: 'it is cancelled, but Ended At is empty' }]);
  });

  test('that were never paid count at no time, unpaid ones to the period that was given up; metered ones have no price', async () => {
    const { get, skipped } = await read();
    expect(get('sub_7')).toMatchObject({ startsAt: '2026-01-06T09:00:00.000Z', endsAt: '2026-01-06T09:00:00.000Z' });
    expect(get('sub_11')).toMatchObject({ endsAt: '2026-03-09T09:00:00.000Z' });
    expect([get('sub_10'), skipped]).toEqual([undefined, ['no fixed price']]);
  });

  test('cost less by coupons that the options explain, and by columns that say so themselves', async () => {
    // (2 × 150 − 20 %) ÷ 3
    expect((await read({ coupons: { launch: '20%' } })).get('sub_8')).toMatchObject({ amount: '80' });
    expect((await read('coupons: { LAUNCH: 30 }')).get('sub_8')).toMatchObject({ amount: '90' });
    await expect(read({ coupons: { LAUNCH: 'a lot' } })).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining('coupons.LAUNCH') });
    const rows = 'id,Customer ID,Amount,Currency,Interval,Status,Start Date (UTC),Ended At (UTC),Percent Off,Amount Off\nsub_1,cus_A,100.00,eur,month,active,2026-01-10 12:00,,12.5,\nsub_2,cus_B,100.00,eur,month,active,2026-01-10 12:00,,,110\n';
    expect((await readImport(stripe, rows)).of('subscription').map((s) => s.amount)).toEqual(['87.5', '0']);
  });
});

test.each(['invoices', 'payments'])('%s hold the same money: recognised and left out', async (name) => {
  const file = await fixture(`stripe/${name}.csv`);
  expect(await stripe.recognise(file)).toMatchObject({ as: name, confidence: 0.95 });
  const { facts, skipped, problems } = await readImport(stripe, file);
  expect([facts, problems, skipped.length, skipped[0]]).toEqual([[], [], 2, expect.stringContaining('counted by the subscription')]);
});

test('another table is refused whole, naming what it lacks', async () => {
  await expect(readImport(stripe, 'id,Customer ID,Amount,Interval,Status,Created (UTC)\n1,2,3,month,active,2026-01-01\n')).rejects.toMatchObject({ code: 'wrong_file', hint: expect.stringContaining('Nearest: subscriptions, which also needs Ended At (UTC)') });
});
