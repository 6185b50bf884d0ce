// Runs axe over a page as it stands and says in words what it found.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';

/** What axe finds by colours: all that can differ between light and dark. */
const BY_COLOUR = ['color-contrast', 'link-in-text-block'];

/**
 * @param rules colours: those about colours alone, for a page whose other faults have been looked for
 * @returns violations as `rule: element`, none when the page is clean
 */
export async function checkAccessibility(page: Page, rules: 'all' | 'colours' = 'all'): Promise<string[]> {
  // Colours half faded in are nobody's fault.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime !== Infinity).map((a) => a.finished)));
  // Described are the faults alone, in the page itself: a page has thousands of elements that pass, and no frames of others.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'], ...(rules === 'colours' && { runOnly: BY_COLOUR }) });
  const { violations } = await axe.analyze();
  return violations.flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.html.slice(0, 160)}`));
}
