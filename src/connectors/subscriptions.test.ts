import { expect, test } from 'vitest';
import { fixture, readImport } from '../../test/read-import.js';
import subscriptions from './subscriptions.js';

test('subscriptions are their price times quantity less discounts, by month or by year', async () => {
  const { of, problems } = await readImport(subscriptions, await fixture('subscriptions/subscriptions.csv'));
  expect(of('subscription')).toMatchObject([
    { key: 'S1', amount: '3148.5', currency: 'EUR', interval: 'year', startsAt: '2026-01-01', endsAt: undefined, product: 'Team', who: { email: 'ann@acme.example', ids: ['billing:customer:K1'], account: { name: 'Acme' } } },
    { key: 'S2', amount: '30', interval: 'month', trialEndsAt: '2026-01-27', endsAt: '2026-06-30', changedAt: '2026-01-14T10:00:00.000Z' },
    // (2 × 50 − 10 % − 20) ÷ 2
    { key: 'S3', amount: '35', interval: 'month', who: { email: undefined } },
  ]);
  expect(problems).toMatchObject([
    { line: 5, reason: 'the row names no customer' },
    { line: 6, column: 'interval', reason: '"sometimes" is no interval that can be read' },
    { line: 7, column: 'amount', reason: 'the amount is negative' },
  ]);
});

test('another table is refused whole, naming what it lacks', async () => {
  await expect(readImport(subscriptions, 'subscription_id,email,amount\n1,a@b.example,3\n')).rejects.toMatchObject({ code: 'wrong_file', hint: expect.stringContaining('which also needs interval, starts_at') });
});
