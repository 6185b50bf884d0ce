// The sample company: two years of facts from the first visit to churn, in batches, in order of months.
// Reproducible: the same seed, size and end give the same facts with the same keys. Memory stays bounded,
// because each case is played again from its seed in every month that it reaches into.
import type { FactDraft } from '../facts/drafts.js';
import { CUSTOMERS_AT_START, earlierCountry, playEarlierCustomer } from './base-case.js';
import { blundersOf } from './blunders.js';
import type { Country } from './calendar.js';
import { mediaCosts, monthlyCosts } from './costs.js';
import { madeUpRates, RATE_DAYS_BEFORE, weeklySeries } from './daily-series.js';
import { FactWindow } from './fact-window.js';
import type { Case } from './people.js';
import { Random } from './random.js';
import { playFair, playList, playPartner, playPhone, playVendor, playWebinar } from './sourced-cases.js';
import type { Stream, StreamKind } from './streams.js';
import { playBot, playWebVisitor } from './web-case.js';
import { arrivalsOn, createWorld, DRAW, nextMonth, type World } from './world.js';

export interface SampleOptions {
  /** About how many touches; everything else scales with it. 10 thousand to 100 million. */
  readonly touches: number;
  /** The day after the last, e.g. today. The sample covers the two years before it. */
  readonly until: string;
  readonly seed?: number;
  /** Facts in a batch; the last of a month has fewer. */
  readonly batchSize?: number;
}

export const DEFAULT_SEED = 20_240_229;
const EARLIER = -1;

/** An arrival whose case reaches into further months. */
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

/** Facts of the company, month by month; within a month in no particular order. */
export async function* generateSample(options: SampleOptions): AsyncGenerator<FactDraft[]> {
  const world = createWorld({ seed: options.seed ?? DEFAULT_SEED, touches: options.touches, until: options.until });
  const batchSize = options.batchSize ?? 10_000;
  const { calendar } = world;
  let next = 0;
  let ongoing: Arrival[] = Array.from({ length: Math.round(CUSTOMERS_AT_START * world.size) }, () => ({ number: next++, stream: EARLIER, day: 0 }));
  for (let from = calendar.startMs; from < calendar.untilMs; from = nextMonth(from)) {
    const to = Math.min(nextMonth(from), calendar.untilMs);
    const isFirst = from === calendar.startMs;
    const window = new FactWindow(from, to, calendar.untilMs, isFirst ? Number.NEGATIVE_INFINITY : from);
    function* full(): Generator<FactDraft[]> {
      while (window.facts.length >= batchSize) yield window.facts.splice(0, batchSize);
    }
    const [firstDay, lastDay] = [calendar.indexOf(from), calendar.indexOf(to - 1)];
    for (let day = isFirst ? -RATE_DAYS_BEFORE : firstDay; day <= lastDay; day += 1) {
      window.facts.push(...madeUpRates(world, day));
      if (day >= 0) window.facts.push(...weeklySeries(world, day), ...mediaCosts(world, day), ...blundersOf(world, day));
      yield* full();
    }
    window.facts.push(...monthlyCosts(world, from, to));
    const lasting: Arrival[] = [];
    for (const arrival of ongoing) {
      if (play(world, window, arrival)) lasting.push(arrival);
      yield* full();
    }
    for (let day = firstDay; day <= lastDay; day += 1) {
      for (let stream = 0; stream < world.streams.length; stream += 1) {
        for (let count = arrivalsOn(world, stream, day); count > 0; count -= 1) {
          const arrival: Arrival = { number: next++, stream, day };
          if (play(world, window, arrival)) lasting.push(arrival);
        }
        yield* full();
      }
    }
    ongoing = lasting;
    if (window.facts.length > 0) yield window.facts.splice(0);
    await new Promise(setImmediate);
  }
}
