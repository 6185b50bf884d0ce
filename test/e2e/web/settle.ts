// How the tests wait for a page, and how they point at its parts.
import type { Locator, Page } from 'playwright';

/** How long an expectation may take to come true once a page is opened: between an address and its data there is a moment in which nothing says it is busy. */
export const SOON = { timeout: 30_000 };

/**
 * Waits until nothing on the page is still being read: it has its title, says nowhere that it is busy, and no answer of the
 * API is on its way, for some frames on end, since a part may ask once another has its answer.
 */
export async function settle(page: Page): Promise<void> {
  await page.locator('main h1').waitFor({ timeout: 60_000 });
  await page.waitForFunction((frames) => {
    const rests = document.querySelector('[aria-busy="true"], [aria-label^="Loading"]') === null && (window.answersAwaited ?? 0) === 0;
    window.framesAtRest = rests ? (window.framesAtRest ?? 0) + 1 : 0;
    if (window.framesAtRest < frames) return false;
    window.framesAtRest = 0;
    return true;
  }, 3, { timeout: 60_000 });
}

/** A part of the page by its heading. */
export const section = (page: Page, name: string | RegExp): Locator => page.getByRole('region', { name, exact: typeof name === 'string' });

/** What the address says of the view. */
export const ranges = (page: Page): URLSearchParams => new URL(page.url()).searchParams;
