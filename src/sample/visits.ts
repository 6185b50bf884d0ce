// Writes what a browser does on the sample company's website: a visit's page views and form views,
// with the attention each page got.
import type { Origin } from '../facts/drafts.js';
import { HOUR, type Country } from './calendar.js';
import { BLOG_LANDINGS, MARKETS, PAGES } from './company.js';
import { instant } from './fact-window.js';
import type { Case, Person } from './people.js';
import type { Random } from '../shared/random.js';
import type { Stream, StreamOrigin } from './streams.js';

export interface Browser {
  readonly visitorId: string;
  readonly device: 'desktop' | 'mobile' | 'tablet';
  readonly country: Country;
  /** An older tracker sends no session ids; visits are cut by inactivity then. */
  readonly sessions: boolean;
}

export const DIRECT: StreamOrigin = { source: '(direct)', medium: '(none)' };
export const GOOGLE: StreamOrigin = { source: 'google', medium: 'organic', referrer: 'https://www.google.com/' };

export function makeBrowser(random: Random, country: Country, visitorId: string, mobile: number): Browser {
  const device = random.chance(mobile) ? (random.chance(0.12) ? 'tablet' : 'mobile') : 'desktop';
  return { visitorId, device, country, sessions: !random.chance(0.1) };
}

export const desktopOf = (c: Case, person: Person): Browser => ({ visitorId: person.visitorId, device: 'desktop', country: c.country, sessions: true });
export const mobileOf = (c: Case, person: Person): Browser => ({ visitorId: person.mobileVisitorId, device: 'mobile', country: c.country, sessions: true });

const paths = new Map<string, string>();
/** A page's path in the language of a market; the same string each time, so that a million facts share it. */
export function localPath(country: Country, page: string): string {
  const key = country + page;
  let path = paths.get(key);
  if (path === undefined) {
    path = `/${MARKETS[country].language}${page === '/' ? '' : page}`;
    paths.set(key, path);
  }
  return path;
}

/** Where an arrival through a stream comes from, ad content and all; some campaigns' links were tagged carelessly. */
export function originOf(c: Case, stream: Stream): Origin {
  const { random } = c;
  const careless = stream.campaign !== undefined && random.chance(0.012);
  const { source, medium, referrer, clickId } = stream.origin;
  return {
    source: careless ? source.toUpperCase() : source, medium,
    ...(referrer !== undefined && { referrer }), ...(clickId !== undefined && { clickId }),
    ...(stream.campaign !== undefined && { campaign: careless ? stream.campaign.replaceAll('_', ' ') : stream.campaign }),
    ...(stream.contents !== undefined && { content: random.pick(stream.contents) }),
  };
}

/** The page that a stream's visitors land on. */
export const landingOf = (random: Random, stream: Stream): string =>
  stream.landing ?? (stream.origin.medium === 'organic' ? random.pick(BLOG_LANDINGS) : random.chance(0.6) ? '/' : random.weighted(PAGES));

/** How many pages a visit has: most have one. */
export function pageCount(random: Random, interest: number): number {
  let count = 1;
  while (count < 14 && random.chance(interest)) count += 1;
  return count;
}

/** Pages after the landing page. */
export const furtherPages = (random: Random, count: number): string[] => Array.from({ length: Math.max(0, count - 1) }, () => random.weighted(PAGES));

/**
 * Emits one visit.
 * @param pages the landing page first
 * @param formPage a page on which a form was seen; undefined when none was
 * @returns the visit's last instant and its origin, landing page included: what a form sent at its end carries
 */
export function visit(
  c: Case, browser: Browser, at: number, origin: Origin, pages: readonly string[],
  options: { formPage?: string; grade?: 'suspect' | 'bot'; hurried?: boolean } = {},
): { end: number; origin: Origin } {
  const { random, out } = c;
  const landingPage = localPath(browser.country, pages[0] ?? '/');
  const landed: Origin = { ...origin, landingPage };
  const who = { visitorId: browser.visitorId };
  const session = browser.sessions ? `${browser.visitorId}@${Math.floor(at / 1000).toString(36)}` : undefined;
  const grade = options.grade ?? 'human';
  let now = at;
  const view = (touch: 'page_view' | 'form_view', page: string, attention: number): void => {
    const key = out.key(now);
    if (key === undefined) return;
    out.add({
      kind: 'touch', key, at: instant(now), who, origin: landed, touch, ...(session !== undefined && { visit: session }),
      page: localPath(browser.country, page), country: browser.country, device: browser.device, ...(touch === 'page_view' && { attention }), grade,
    });
  };
  for (const [index, page] of pages.entries()) {
    const median = options.hurried === true ? 1 : pages.length === 1 ? 8 : 24;
    const attention = Math.min(900, Math.round(random.lognormal(median, 0.95) * 10) / 10);
    view('page_view', page, attention);
    now += Math.round(1000 * (attention + random.exponential(6)));
    if (options.formPage !== undefined && index === pages.length - 1) {
      view('form_view', options.formPage, 0);
      now += Math.round(1000 * random.lognormal(45, 0.5));
    }
  }
  return { end: Math.min(now, at + 4 * HOUR), origin: landed };
}
