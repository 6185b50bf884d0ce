// Whether the sample is reproducible, well-formed and bounded, and looks right to a marketer.
import { beforeAll, describe, expect, it } from 'vitest';
import { factDraft, type FactDraft } from '../facts/drafts.js';
import { SampleFigures } from '../../test/sample/sample-figures.js';
import { checkDraft, DraftProblem } from '../facts/check-draft.js';
import { DEFAULT_STAGES } from '../shared/stages.js';
import { BLUNDER_KEY } from './blunders.js';
import { generateSample } from './generate-sample.js';

const UNTIL = '2026-10-18';

async function collect(options: { touches: number; until?: string; seed?: number; batchSize?: number }): Promise<FactDraft[][]> {
  const batches: FactDraft[][] = [];
  for await (const batch of generateSample({ until: UNTIL, ...options })) batches.push(batch);
  return batches;
}

/** The instant or day by which a fact is placed in time. */
const placed = (fact: FactDraft): string => {
  switch (fact.kind) {
    case 'deal': return fact.changedAt ?? fact.createdAt;
    case 'subscription': return fact.changedAt ?? fact.startsAt;
    case 'cost': return fact.from;
    case 'rate': case 'series': case 'traffic': return fact.day;
    default: return fact.at;
  }
};

const isBlunder = (fact: FactDraft): boolean => fact.key?.startsWith(BLUNDER_KEY) === true;

describe('the sample company', () => {
  let small: FactDraft[];
  beforeAll(async () => {
    small = (await collect({ touches: 20_000 })).flat();
  });

  it('yields facts that fit the vocabulary', () => {
    for (const fact of small) factDraft.parse(fact);
    expect(new Set(small.map((f) => f.kind)).size).toBe(10);
  });

  it('brings nothing that an import refuses, but for a dozen mistyped rows', () => {
    const refused = small.filter((fact) => checkDraft(fact, { stages: DEFAULT_STAGES, currency: undefined }) instanceof DraftProblem);
    expect(refused).toEqual(small.filter(isBlunder));
    expect(refused.length).toBeGreaterThan(4);
    expect(new Set(refused.map((f) => f.kind)).size).toBeGreaterThan(2);
  });

  it('gives every fact a key, the same only for versions of the same deal or subscription', () => {
    const seen = new Set<string>();
    for (const fact of small) {
      expect(fact.key).toMatch(/^sample:/);
      if (fact.kind === 'deal' || fact.kind === 'subscription') continue;
      const key = `${fact.kind} ${fact.key}`;
      expect(seen.has(key), key).toBe(false);
      seen.add(key);
    }
    const versions = small.filter((f) => f.kind === 'deal').map((f) => `${f.key} ${f.changedAt}`);
    expect(new Set(versions).size).toBe(versions.length);
  });

  it('names each deal the same in all its versions, and one account and creation', () => {
    const first = new Map<string, Extract<FactDraft, { kind: 'deal' }>>();
    for (const fact of small) {
      if (fact.kind !== 'deal' || fact.key === undefined) continue;
      const known = first.get(fact.key);
      if (known === undefined) first.set(fact.key, fact);
      else expect([fact.name, fact.createdAt, fact.who, fact.type]).toEqual([known.name, known.createdAt, known.who, known.type]);
    }
    expect(first.size).toBeGreaterThan(20);
  });

  it('ends before its end and begins two years earlier, but for what customers from before bring', () => {
    const days = small.filter((f) => !isBlunder(f)).map((f) => [f.kind, placed(f).slice(0, 10)] as const);
    expect(days.every(([, day]) => day < UNTIL)).toBe(true);
    const earlier = days.filter(([, day]) => day < '2024-10-18').map(([kind]) => kind);
    expect(new Set(earlier)).toEqual(new Set(['subscription', 'rate']));
  });

  it('is another company for another seed', async () => {
    const other = (await collect({ touches: 20_000, seed: 2 })).flat();
    expect(other.length).not.toBe(small.length);
  });

  it('comes in batches of the size asked for', async () => {
    const batches = await collect({ touches: 20_000, batchSize: 500 });
    expect(new Set(batches.slice(0, -1).map((b) => b.length))).toEqual(new Set([500]));
    expect(batches.flat()).toEqual(small);
  });

  it('comes in half-years when it is large, each batch within one', async () => {
    const halves: number[] = [];
    for await (const batch of generateSample({ touches: 301_000, until: UNTIL, batchSize: 2_000 })) {
      const months = batch.filter((f) => f.kind === 'touch' && !isBlunder(f)).map((f) => placed(f).slice(0, 7)).sort();
      const [first, last] = [months[0], months.at(-1)];
      if (first !== undefined && last !== undefined) halves.push((Number(last.slice(0, 4)) - Number(first.slice(0, 4))) * 12 + Number(last.slice(5)) - Number(first.slice(5)));
      if (halves.length === 20) break;
    }
    expect(halves).toHaveLength(20);
    expect(Math.max(...halves)).toBeLessThanOrEqual(6);
  });

  it('uses only invented mail domains', () => {
    for (const fact of small) {
      if (!('who' in fact)) continue;
      const { email, account } = fact.who;
      if (email !== undefined) expect(email.trim()).toMatch(/(\.example|@@example|@)$/i);
      if (account?.domain !== undefined) expect(account.domain).toMatch(/\.example$/);
    }
  });

  it('gives rates on weekdays only and says in their keys that they are made up', () => {
    const rates = small.filter((f) => f.kind === 'rate');
    expect(new Set(rates.map((r) => r.currency))).toEqual(new Set(['CZK', 'USD', 'GBP']));
    for (const rate of rates) {
      expect([0, 6]).not.toContain(new Date(`${rate.day}T00:00Z`).getUTCDay());
      expect(rate.key).toContain('made-up');
    }
  });

  it('carries what real data carries: repeats, refusals, scanners, returns, gaps and text that would break a careless reader', () => {
    const has = (test: (fact: FactDraft) => boolean): boolean => small.some(test);
    expect(has((f) => f.kind === 'submission' && f.reason === 'bot' && (f.who.lastName ?? '').includes('DROP TABLE'))).toBe(true);
    expect(has((f) => f.kind === 'touch' && f.touch === 'email_click' && f.grade === 'bot')).toBe(true);
    expect(has((f) => f.kind === 'stageChange' && f.stage === 're_entry')).toBe(true);
    expect(has((f) => f.kind === 'deal' && f.amount === undefined)).toBe(true);
    expect(has((f) => f.kind === 'deal' && f.type === 'renewal')).toBe(true);
    expect(has((f) => f.kind === 'deal' && f.type === 'existing' && f.status === 'won')).toBe(true);
    expect(has((f) => f.kind === 'subscription' && f.endsAt !== undefined)).toBe(true);
    expect(has((f) => f.kind === 'cost' && f.origin.campaign === undefined && f.cost === 'staff')).toBe(true);
    expect(has((f) => f.kind === 'touch' && f.visit === undefined && f.touch === 'page_view')).toBe(true);
    expect(has((f) => f.kind === 'stageChange' && /^\d{4}-\d\d-\d\d$/.test(f.at))).toBe(true);
    const repeated = small.filter((f) => f.kind === 'submission' && f.outcome === undefined);
    expect(repeated.length).toBeGreaterThan(new Set(repeated.map((f) => (f.kind === 'submission' ? f.who.email?.trim().toLowerCase() : ''))).size);
  });
});

// Large enough that chance does not move the figures out of their ranges.
describe('the sample company of 160,000 touches', () => {
  const until = '2025-03-04';
  let figures: ReturnType<SampleFigures['report']>;
  beforeAll(async () => {
    const all = new SampleFigures();
    for await (const batch of generateSample({ touches: 160_000, until })) for (const fact of batch) if (!isBlunder(fact)) all.add(fact);
    figures = all.report(until);
  });
  const within = (value: number, low: number, high: number): void => {
    expect(value).toBeGreaterThanOrEqual(low);
    expect(value).toBeLessThanOrEqual(high);
  };

  it('has about as many touches as asked for', () => within(figures.touches, 152_000, 168_000));
  it('turns 2 to 5 % of leads into customers', () => within(figures.leadToCustomer, 0.02, 0.05));
  it('pays 60 to 200 euro a lead, by channel and altogether', () => {
    within(figures.costPerLead, 60, 200);
    for (const value of Object.values(figures.channels)) within(value, 50, 210);
  });
  it('wins 20 to 30 % of new deals', () => within(figures.winRate, 0.2, 0.3));
  it('qualifies 15 to 30 % of MQLs as SQLs', () => within(figures.mqlToSql, 0.15, 0.3));
  it('owes marketing 40 to 70 % of new pipeline', () => within(figures.marketingShareOfPipeline, 0.4, 0.7));
  it('takes 40 to 120 days to sell', () => within(figures.salesCycle, 40, 120));
  it('loses 1 to 3 % of customers a month', () => within(figures.monthlyChurn, 0.01, 0.03));
  it('earns more than marketing costs, within reason', () => within(figures.marketingRoi, 0.3, 4));
  it('grows its recurring revenue', () => within(figures.mrrEnd / figures.mrrStart, 1.1, 3));
});
