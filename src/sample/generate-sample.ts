// The sample company: two years of facts from the first visit to churn, in batches, roughly in order of time.
// Reproducible: the same seed, size and end give the same facts with the same keys. Memory stays bounded,
// because each case is played again from its seed in every window of time that it reaches into.
import type { FactDraft } from '../facts/drafts.js';
import { CUSTOMERS_AT_START, earlierCountry, playEarlierCustomer } from './base-case.js';
import { blundersOf } from './blunders.js';
import type { Country } from './calendar.js';
import { mediaCosts, monthlyCosts } from './costs.js';
import { madeUpRates, RATE_DAYS_BEFORE, weeklySeries } from './daily-series.js';
import { FactWindow } from './fact-window.js';
import type { Case } from './people.js';
import { Random } from '../shared/random.js';
import { playFair, playList, playPartner, playPhone, playVendor, playWebinar } from './sourced-cases.js';
import type { Stream, StreamKind } from './streams.js';
import { playBot, playWebVisitor } from './web-case.js';
import { arrivalsOn, createWorld, DRAW, MONTHS, monthsAfter, nextMonth, type World } from './world.js';

export interface SampleOptions {
  /** About how many touches; everything else scales with it. 10 thousand to 100 million. */
  readonly touches: number;
  /** The day after the last, e.g. today. The sample covers the two years before it. */
  readonly until: string;
  readonly seed?: number;
  /** Facts in a batch; the last has fewer. */
  readonly batchSize?: number;
}

export const DEFAULT_SEED = 20_240_229;
const EARLIER = -1;

/** An arrival; its case can be played again at any time. */
interface Arrival {
  readonly number: number;
  readonly stream: number;
  readonly day: number;
}

const PLAYS: Readonly<Record<StreamKind, (c: Case, day: number) => void>> = {
  web: playWebVisitor, portal: playWebVisitor, bots: playBot, webinar: playWebinar, fair: playFair, vendor: playVendor, phone: playPhone, partner: playPartner, list: playList,
};

/** Plays a case into the window. @returns whether it reaches beyond it */
function play(world: World, window: FactWindow, arrival: Arrival): boolean {
  const random = new Random(world.seed, DRAW.case, arrival.number);
  const stream: Stream | undefined = world.streams[Math.max(0, arrival.stream)];
  if (stream === undefined) return false;
  const country: Country = arrival.stream === EARLIER ? earlierCountry(random) : random.weighted(stream.countries);
  const c: Case = { world, out: window, random, number: arrival.number, stream, country };
  window.open(arrival.number.toString(36));
  if (arrival.stream === EARLIER) playEarlierCustomer(c);
  else PLAYS[stream.kind](c, arrival.day);
  return window.latest >= window.to;
}

/**
 * Months played at once. A small company is played in one go; a large one in half-years, so that a batch touches few
 * of the store's monthly partitions, at the price of playing long cases again in each of them.
 */
const windowMonths = (touches: number): number => (touches <= 300_000 ? MONTHS : 6);

/** What happens whatever anybody does: rates, series, the platforms' and the accountants' lines. */
function* ledger(world: World, from: number, to: number): Generator<FactDraft> {
  const { calendar } = world;
  for (let month = from; month < to; month = nextMonth(month)) {
    const end = Math.min(nextMonth(month), to);
    for (let day = calendar.indexOf(month) - (month === calendar.startMs ? RATE_DAYS_BEFORE : 0); day <= calendar.indexOf(end - 1); day += 1) {
      yield* madeUpRates(world, day);
      if (day >= 0) yield* [...weeklySeries(world, day), ...mediaCosts(world, day), ...blundersOf(world, day)];
    }
    yield* monthlyCosts(world, month, end);
  }
}

/** Facts of the company, in windows of time; within a window case by case. */
export async function* generateSample(options: SampleOptions): AsyncGenerator<FactDraft[]> {
  const world = createWorld({ seed: options.seed ?? DEFAULT_SEED, touches: options.touches, until: options.until });
  const batchSize = options.batchSize ?? 10_000;
  const { calendar } = world;
  let next = 0;
  let ongoing: Arrival[] = Array.from({ length: Math.round(CUSTOMERS_AT_START * world.size) }, () => ({ number: next++, stream: EARLIER, day: 0 }));
  let facts: FactDraft[] = [];
  const full = async function* (): AsyncGenerator<FactDraft[]> {
    while (facts.length >= batchSize) {
      yield facts.slice(0, batchSize);
      facts = facts.slice(batchSize);
      await new Promise(setImmediate);
    }
  };
  for (let from = calendar.startMs; from < calendar.untilMs; ) {
    const to = Math.min(monthsAfter(from, windowMonths(options.touches)), calendar.untilMs);
    const window = new FactWindow(from, to, calendar.untilMs, from === calendar.startMs ? Number.NEGATIVE_INFINITY : from);
    for (const fact of ledger(world, from, to)) facts.push(fact);
    const lasting: Arrival[] = [];
    const playInto = (arrival: Arrival): void => {
      if (play(world, window, arrival)) lasting.push(arrival);
      for (const fact of window.facts) facts.push(fact);
      window.facts.length = 0;
    };
    for (const arrival of ongoing) {
      playInto(arrival);
      if (facts.length >= batchSize) yield* full();
    }
    for (let day = calendar.indexOf(from); day <= calendar.indexOf(to - 1); day += 1) {
      for (let stream = 0; stream < world.streams.length; stream += 1) {
        for (let count = arrivalsOn(world, stream, day); count > 0; count -= 1) playInto({ number: next++, stream, day });
        if (facts.length >= batchSize) yield* full();
      }
    }
    ongoing = lasting;
    from = to;
  }
  if (facts.length > 0) yield facts;
}
