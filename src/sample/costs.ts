// What the sample company spends: media by campaign and day, events, portals, vendors, staff, tools,
// agency, creative work and sales. Not every line names a campaign.
import type { CostDraft } from '../facts/drafts.js';
import { DAY } from './calendar.js';
import { MARKETS, type Market } from './company.js';
import { dayOnly } from './fact-window.js';
import { Random } from '../shared/random.js';
import { arrivalsOn, DRAW, nextMonth, type World } from './world.js';

const RATE: Readonly<Record<string, number>> = Object.fromEntries(Object.values(MARKETS).map((m: Market) => [m.currency, m.perEuro]));
/** Media prices rise by a tenth a year. */
const INFLATION = 0.1;

/** The platforms' daily rows of one day: clicks are what arrived and a little more, as platforms count. */
export function mediaCosts(world: World, day: number): CostDraft[] {
  const lines: CostDraft[] = [];
  const date = world.calendar.dateOf(day);
  world.streams.forEach((stream, index) => {
    if (stream.price === undefined || stream.campaign === undefined) return;
    const position = (day + 0.5) / world.calendar.days;
    if (position < stream.from || position >= stream.until) return;
    const random = new Random(world.seed, DRAW.media, index, day);
    const clicks = Math.round(arrivalsOn(world, index, day) * random.between(1, 1.16)) + (random.chance(0.1) ? 1 : 0);
    const impressions = random.poisson((clicks + 0.3) / stream.price.clickRate);
    if (impressions === 0) return;
    const rate = RATE[stream.price.currency] ?? 1;
    const amount = clicks * stream.price.perClick * rate * (1 + INFLATION * (position - 0.5) * 2) * random.between(0.86, 1.14);
    lines.push({
      kind: 'cost', key: `sample:media:${stream.id}:${date}`, from: date, until: date, cost: 'media', origin: { source: stream.origin.source, medium: stream.origin.medium, campaign: stream.campaign },
      amount: amount.toFixed(2), currency: stream.price.currency, impressions, clicks,
    });
  });
  return lines;
}

interface Monthly {
  readonly name: string;
  readonly cost: CostDraft['cost'];
  /** Euro a month at size 1. */
  readonly amount: number;
  readonly currency?: string;
  readonly origin?: CostDraft['origin'];
  readonly from?: number;
}
const MONTHLY: readonly Monthly[] = [
  { name: 'Marketing team', cost: 'staff', amount: 4_400 },
  { name: 'Marketing automation', cost: 'tools', amount: 360 },
  { name: 'Analytics and SEO tools', cost: 'tools', amount: 190, currency: 'USD' },
  { name: 'Webinar platform', cost: 'tools', amount: 90, origin: { source: 'webinar', medium: 'event' } },
  { name: 'SEO agency', cost: 'agency', amount: 520, origin: { source: 'google', medium: 'organic' } },
  { name: 'Paid media agency', cost: 'agency', amount: 480, from: 0.3 },
  { name: 'Portal listing', cost: 'media', amount: 340, origin: { source: 'softwareradar.example', medium: 'referral' } },
  { name: 'Translations and print', cost: 'other', amount: 140, currency: 'CZK' },
  { name: 'Sales team', cost: 'sales', amount: 9_400 },
  { name: 'Sales tools', cost: 'sales', amount: 420, currency: 'USD' },
];

/** Lines of the month that starts at the instant: staff, tools and the rest over the month, events over their days. */
export function monthlyCosts(world: World, from: number, to: number): CostDraft[] {
  const { calendar, size } = world;
  const [first, last, position] = [dayOnly(from), dayOnly(nextMonth(from) - DAY), (from - calendar.startMs) / (calendar.untilMs - calendar.startMs)];
  const random = new Random(world.seed, DRAW.costs, Math.round(from / DAY));
  const part = (nextMonth(from) - from) / (30.4 * DAY);
  const line = (name: string, cost: CostDraft['cost'], euro: number, options: Partial<CostDraft> = {}): CostDraft => {
    const currency = options.currency ?? 'EUR';
    return { kind: 'cost', key: `sample:cost:${name}:${first}`, from: first, until: last, cost, origin: {}, amount: (euro * (RATE[currency] ?? 1)).toFixed(2), note: name, ...options, currency };
  };
  const lines = MONTHLY.filter((m) => position >= (m.from ?? 0) - 0.01).map((m) =>
    line(m.name, m.cost, m.amount * size * part * (0.85 + 0.3 * position) * random.between(0.97, 1.03), { ...(m.currency !== undefined && { currency: m.currency }), ...(m.origin !== undefined && { origin: m.origin }) }),
  );
  const held = <T extends { at: number }>(occasions: readonly T[]): T[] => occasions.filter((o) => o.at >= from && o.at < to);
  for (const webinar of held(world.webinars)) lines.push(line(`Speaker and promotion ${webinar.name}`, 'creative', 680 * size * random.between(0.7, 1.3), { from: dayOnly(webinar.at), until: dayOnly(webinar.at), origin: { source: 'webinar', medium: 'event', campaign: webinar.name } }));
  for (const fair of held(world.fairs)) {
    const origin = { source: 'trade fair', medium: 'event', campaign: fair.name };
    const days = { from: dayOnly(fair.at), until: dayOnly(fair.at + 2 * DAY), origin };
    lines.push(line(`Stand ${fair.name}`, 'other', 3_300 * size * random.between(0.8, 1.2), days), line(`Stand graphics ${fair.name}`, 'creative', 600 * size * random.between(0.7, 1.3), days));
  }
  const vendor = world.streams.findIndex((s) => s.kind === 'vendor');
  const campaign = world.streams[vendor]?.campaign;
  let leads = 0;
  for (let day = calendar.indexOf(from); day < calendar.indexOf(to); day += 1) leads += arrivalsOn(world, vendor, day);
  if (leads > 0 && campaign !== undefined) lines.push(line('Leadhaus invoice', 'media', leads * 0.8 * 70, { origin: { source: 'leadhaus', medium: 'content syndication', campaign } }));
  for (const stream of world.streams) {
    const begins = calendar.startMs + stream.from * (calendar.untilMs - calendar.startMs);
    if (stream.from === 0 || stream.campaign === undefined || begins < from || begins >= to) continue;
    lines.push(line(`Assets ${stream.campaign}`, 'creative', 420 * Math.min(size, size ** 0.65) * random.between(0.6, 1.5), { from: dayOnly(begins), until: dayOnly(begins + 13 * DAY), origin: { source: stream.origin.source, medium: stream.origin.medium, campaign: stream.campaign } }));
  }
  // An agency's credit note: costs can be negative.
  if (random.chance(0.08)) lines.push(line('Credit note, paid media agency', 'agency', -150 * size, { from: first, until: first }));
  return lines;
}
