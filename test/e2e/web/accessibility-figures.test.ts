// Pages of figures for those who do not see, in the dark, on a phone; and the choice between light and dark.
import { beforeAll, describe, expect, it } from 'vitest';
import { checkAccessibility } from './check-accessibility.js';
import { checkPages } from './check-pages.js';
import { keepThings } from './keep-things.js';
import { openDemo } from './open-demo.js';
import { settle, SOON } from './settle.js';

const demo = openDemo();
beforeAll(() => keepThings(demo));

describe('on a phone, in the dark, for those who do not see', () => {
  checkPages(demo, [
    '/', '/kpis', '/kpis/cost_per_lead', '/kpis/time_to_convert:lead:mql', '/channels?p=365d&open=Paid+Search', '/funnel?p=365d', '/segments?p=365d', '/recurring?p=365d',
    '/attribution?p=365d', '/attribution?conversion=lead&by=campaign&intervals=yes', '/attribution/ledger?p=365d', '/attribution/ledger?model=markov', '/attribution/journeys?p=365d', '/attribution/journeys/{person}?p=365d&conversion=lead',
  ]);

  it('is looked at by a check that finds what is wrong', async () => {
    const { page } = await demo.open('/help', { colorScheme: 'dark' });
    await settle(page);
    await page.locator('main').evaluate((main) => { main.insertAdjacentHTML('beforeend', '<img src="/favicon.svg"><p style="color:#777;background:#888">Hard to read</p>'); });
    expect(await checkAccessibility(page)).toEqual([expect.stringMatching(/^color-contrast: .*Hard to read/), expect.stringMatching(/^image-alt: /)]);
    expect(await checkAccessibility(page, 'colours')).toEqual([expect.stringMatching(/^color-contrast: .*Hard to read/)]);
  });

  it('follows the system into the dark, and keeps a choice made by hand', async () => {
    const { page } = await demo.open('/', { colorScheme: 'dark' });
    const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(await ground()).toBe('rgb(13, 21, 32)');
    await page.getByRole('button', { name: /switch to light/ }).click();
    await expect.poll(ground, SOON).toBe('rgb(251, 250, 247)');
    await page.reload();
    expect(await ground()).toBe('rgb(251, 250, 247)');
  });
});
