// Runs axe over a page as it stands and says in words what it found.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';

/** Violations as `rule: element`, none when the page is clean. */
export async function checkAccessibility(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.html.slice(0, 160)}`));
}
