// What the engine draws for the bootstrap: weights of a Poisson variable with mean 1, the same for a cluster wherever it stands.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openFactsStore, type FactsStore } from '../database/facts-store.js';
import { identifier, sql } from '../database/sql.js';
import { bootstrapWeights, REPLICATES } from './bootstrap-weights.js';
import { bootstrapInterval } from './statistics/bootstrap-interval.js';

const folder = mkdtempSync(path.join(tmpdir(), 'leadline-scan-'));
let facts: FactsStore;
beforeAll(async () => {
  facts = await openFactsStore({ folder: path.join(folder, 'facts') });
});
afterAll(async () => {
  await facts.close();
  rmSync(folder, { recursive: true, force: true });
});
const weights = bootstrapWeights(sql`${identifier('account_id')}`);
const accounts = sql`SELECT number + 1 AS account_id FROM numbers(1000)`;

describe('bootstrap weights', () => {
  it('are Poisson with mean and variance 1', async () => {
    const row = z.object({ mean: z.number(), variance: z.number(), shares: z.array(z.number()), largest: z.number() });
    const [drawn] = await facts.query(row, sql`SELECT avg(w) AS mean, varSamp(w) AS variance, arrayMap(k -> countEqual(groupArray(w), k) / count(), range(4)) AS shares, toUInt32(max(w)) AS largest FROM (SELECT arrayJoin(${weights}) AS w FROM (${accounts}))`);
    expect(drawn?.mean).toBeCloseTo(1, 2);
    expect(Math.abs((drawn?.variance ?? 0) - 1)).toBeLessThan(0.02);
    [1, 1, 1 / 2, 1 / 6].forEach((part, k) => expect(drawn?.shares[k]).toBeCloseTo(part / Math.E, 2));
    expect(drawn?.largest).toBeGreaterThan(5);
  });

  it('are those of the account in every table', async () => {
    await facts.script('CREATE TABLE deals_like (name String, account_id UInt64) ENGINE = MergeTree ORDER BY name');
    await facts.script('CREATE TABLE funnel_like (account_id UInt64, stage String) ENGINE = Memory');
    await facts.insert('deals_like', ['name', 'account_id'], [['a', 4711], ['b', 12], ['c', 4711]]);
    await facts.insert('funnel_like', ['account_id', 'stage'], [[12, 'lead'], [4711, 'mql']]);
    const drawn = await facts.query(z.object({ account: z.coerce.number(), w: z.array(z.number()) }),
      sql`SELECT account_id AS account, ${weights} AS w FROM deals_like UNION ALL SELECT account_id, ${weights} FROM funnel_like`);
    const of = (account: number): string[] => [...new Set(drawn.filter((d) => d.account === account).map((d) => d.w.join()))];
    expect(drawn).toHaveLength(5);
    expect([of(4711).length, of(12).length]).toEqual([1, 1]);
    expect(of(4711)).not.toEqual(of(12));
    expect(drawn[0]?.w).toHaveLength(REPLICATES);
  });

  it('give the mean of independent accounts its spread', async () => {
    const [row] = await facts.query(z.object({ sums: z.array(z.coerce.number()), counts: z.array(z.coerce.number()) }),
      sql`SELECT sumForEach(arrayMap(w -> w * account_id, drawn)) AS sums, sumForEach(drawn) AS counts FROM (SELECT account_id, ${weights} AS drawn FROM (${accounts}) WHERE account_id <= 300)`);
    const means = row?.sums.map((sum, i) => sum / (row.counts[i] ?? 1)) ?? [];
    // 300 accounts worth 1 … 300 each: the mean's standard error is σ ÷ √n, about 5.0; of 200 replicates it is known to a twentieth.
    const theory = Math.sqrt((300 ** 2 - 1) / 12 / 300);
    const interval = bootstrapInterval(means);
    // Two and a half per cent lie beyond 1.96 standard errors on either side.
    const spread = ((interval?.high ?? 0) - (interval?.low ?? 0)) / (2 * 1.96);
    expect(spread / theory).toBeGreaterThan(0.85);
    expect(spread / theory).toBeLessThan(1.15);
    expect(Math.abs(((interval?.low ?? 0) + (interval?.high ?? 0)) / 2 - 150.5)).toBeLessThan(2);
  });
});
