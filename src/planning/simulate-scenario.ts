// Plays a plan through many times: leads by channel, their way to won, and what the deals bring. Counts are drawn and not
// only rates, so that a small channel is as uncertain as it is. Seeded: the same question gives the same answer.
import { setImmediate } from 'node:timers/promises';
import { Draws } from './draws.js';
import type { Beta } from './rate-priors.js';

/** A figure that is uncertain by its posterior, or fixed by who typed it; `factor` is a change to either. */
export type Uncertain<T> = { readonly drawn: T; readonly factor: number } | { readonly fixed: number };

export interface ScenarioChannel {
  readonly channel: string;
  /** Leads that have come already in the days that count. */
  readonly arrived: number;
  /** Leads to come: gamma-distributed mean, shape and scale. */
  readonly leads: Uncertain<{ readonly shape: number; readonly scale: number }>;
  /** Lead to MQL, MQL to SQL, SQL to won. */
  readonly rates: readonly [Uncertain<Beta>, Uncertain<Beta>, Uncertain<Beta>];
  /** Cost of the days that count. */
  readonly cost: number;
}

export interface ScenarioModel {
  readonly channels: readonly ScenarioChannel[];
  /** Amounts of won deals to draw from; scaled by `amountFactor`. */
  readonly amounts: readonly number[];
  readonly amountFactor: number;
  readonly draws: number;
  readonly seed: number;
}

export const OUTCOMES = ['leads', 'mqls', 'sqls', 'deals', 'revenue', 'cost', 'contribution'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface ScenarioDraws {
  readonly outcomes: Readonly<Record<Outcome, Float64Array>>;
  /** Revenue by channel, in the order of the model. */
  readonly revenueByChannel: readonly Float64Array[];
}

/** Deals above which amounts are summed by their mean and spread under drawn weights. */
const MANY_DEALS = 1500;

/**
 * The sum of `count` amounts under the Bayesian bootstrap (Rubin 1981). Drawing weights first and amounts then is, with the weights
 * integrated out, Pólya's urn: each amount drawn is put back twice. One urn serves all channels of a draw, as one set of weights would.
 * @see Rubin, D. B. (1981), Ann. Stat. 9, 130–134; Blackwell, D. & MacQueen, J. B. (1973), Ann. Stat. 1, 353–355
 */
class Urn {
  private readonly drawn: number[] = [];
  private moments: { mean: number; deviation: number } | undefined;

  constructor(private readonly amounts: readonly number[], private readonly random: Draws) {}

  empty(): void {
    this.drawn.length = 0;
    this.moments = undefined;
  }

  sum(count: number): number {
    if (count > MANY_DEALS) {
      const { mean, deviation } = (this.moments ??= this.weighted());
      return Math.max(0, count * mean + Math.sqrt(count) * deviation * this.random.normal());
    }
    let total = 0;
    const own = this.amounts.length;
    for (let i = 0; i < count; i += 1) {
      const at = this.random.below(own + this.drawn.length);
      const amount = (at < own ? this.amounts[at] : this.drawn[at - own]) ?? 0;
      this.drawn.push(amount);
      total += amount;
    }
    return total;
  }

  private weighted(): { mean: number; deviation: number } {
    let [weights, sum, squares] = [0, 0, 0];
    for (const amount of this.amounts) {
      const weight = this.random.exponential(1);
      weights += weight;
      sum += weight * amount;
      squares += weight * amount * amount;
    }
    const mean = sum / weights;
    return { mean, deviation: Math.sqrt(Math.max(0, squares / weights - mean * mean)) };
  }
}

const rateOf = (rate: Uncertain<Beta>, random: Draws): number => ('fixed' in rate ? rate.fixed : Math.min(1, rate.factor * random.beta(rate.drawn.a, rate.drawn.b)));

/** Draws of each posterior that a simulation picks from at random: as many points of the posterior as its shown quantiles can tell apart. */
const POSTERIOR_POINTS = 2000;
const pointsOf = (draw: () => number): Float64Array => Float64Array.from({ length: POSTERIOR_POINTS }, draw);

/** Milliseconds after which others get their turn: one thread answers everybody. */
const TURN = 50;

export async function simulateScenario({ channels, amounts, amountFactor, draws, seed }: ScenarioModel): Promise<ScenarioDraws> {
  const random = new Draws(seed, 1);
  const urn = new Urn(amounts, random);
  const pools = channels.map(({ leads, rates }) => ({
    leads: pointsOf(() => ('fixed' in leads ? leads.fixed : leads.factor * leads.drawn.scale * random.gamma(leads.drawn.shape))),
    rates: rates.map((rate) => pointsOf(() => rateOf(rate, random))),
  }));
  const pick = (pool: Float64Array | undefined): number => pool?.[random.below(POSTERIOR_POINTS)] ?? 0;
  const outcomes = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, new Float64Array(draws)])) as Record<Outcome, Float64Array>;
  const revenueByChannel = channels.map(() => new Float64Array(draws));
  const cost = channels.reduce((sum, channel) => sum + channel.cost, 0);
  let turn = performance.now();
  for (let draw = 0; draw < draws; draw += 1) {
    if (performance.now() - turn > TURN) {
      await setImmediate();
      turn = performance.now();
    }
    urn.empty();
    let [leads, mqls, sqls, deals, revenue] = [0, 0, 0, 0, 0];
    channels.forEach((channel, i) => {
      const pool = pools[i];
      const l = channel.arrived + random.poisson(pick(pool?.leads));
      const m = random.binomial(l, pick(pool?.rates[0]));
      const s = random.binomial(m, pick(pool?.rates[1]));
      const d = random.binomial(s, pick(pool?.rates[2]));
      const money = urn.sum(d) * amountFactor;
      const own = revenueByChannel[i];
      if (own !== undefined) own[draw] = money;
      leads += l;
      mqls += m;
      sqls += s;
      deals += d;
      revenue += money;
    });
    outcomes.leads[draw] = leads;
    outcomes.mqls[draw] = mqls;
    outcomes.sqls[draw] = sqls;
    outcomes.deals[draw] = deals;
    outcomes.revenue[draw] = revenue;
    outcomes.cost[draw] = cost;
    outcomes.contribution[draw] = revenue - cost;
  }
  return { outcomes, revenueByChannel };
}

/** What the tornado turns: one figure in all channels at once. */
export const TORNADO_INPUTS = ['leads', 'leadToMqlRate', 'mqlToSqlRate', 'closeRate', 'averageDeal'] as const;
export type TornadoInput = (typeof TORNADO_INPUTS)[number];

export interface TornadoBar {
  readonly input: TornadoInput;
  /** Expected revenue with the figure at its 10th and at its 90th percentile, all others at their means. */
  readonly low: number;
  readonly high: number;
}

/** Draws of each figure that the bars rest on. */
const BAR_DRAWS = 500;

/**
 * Expected revenue when one kind of figure is at the 10th or 90th percentile of what it brings and all else at its mean; widest first.
 */
export function tornado({ channels, amounts, amountFactor, seed }: ScenarioModel): TornadoBar[] {
  const random = new Draws(seed, 2);
  const meanAmount = (amounts.reduce((sum, amount) => sum + amount, 0) / Math.max(1, amounts.length)) * amountFactor;
  const meanRate = (rate: Uncertain<Beta>): number => ('fixed' in rate ? rate.fixed : Math.min(1, (rate.factor * rate.drawn.a) / (rate.drawn.a + rate.drawn.b)));
  const meanLeads = (channel: ScenarioChannel): number => channel.arrived + ('fixed' in channel.leads ? channel.leads.fixed : channel.leads.factor * channel.leads.drawn.scale * channel.leads.drawn.shape);
  const deals = (turned: TornadoInput): number =>
    channels.reduce((sum, channel) => {
      const leads = turned !== 'leads' || 'fixed' in channel.leads ? meanLeads(channel) : channel.arrived + channel.leads.factor * channel.leads.drawn.scale * random.gamma(channel.leads.drawn.shape);
      const rate = (i: 0 | 1 | 2, input: TornadoInput): number => (turned === input ? rateOf(channel.rates[i], random) : meanRate(channel.rates[i]));
      return sum + leads * rate(0, 'leadToMqlRate') * rate(1, 'mqlToSqlRate') * rate(2, 'closeRate');
    }, 0);
  const weightedMean = (): number => {
    let [weights, sum] = [0, 0];
    for (const amount of amounts) {
      const weight = random.exponential(1);
      weights += weight;
      sum += weight * amount;
    }
    return weights === 0 ? 0 : (sum / weights) * amountFactor;
  };
  const expectedDeals = deals('averageDeal');
  return TORNADO_INPUTS.map((input) => {
    const found = Float64Array.from({ length: BAR_DRAWS }, () => (input === 'averageDeal' ? expectedDeals * weightedMean() : deals(input) * meanAmount)).sort();
    return { input, low: found[Math.floor(BAR_DRAWS * 0.1)] ?? 0, high: found[Math.floor(BAR_DRAWS * 0.9)] ?? 0 };
  }).sort((a, b) => b.high - b.low - (a.high - a.low));
}
