// The same looks at every page: no fault that axe finds, by light and in the dark, and no sideways scrolling on a phone.
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { TestPage } from '../open-browser.js';
import { checkAccessibility } from './check-accessibility.js';
import type { Demo } from './open-demo.js';
import { settle, SOON } from './settle.js';

/** Ids differ with the day on which the sample ends: the first of the journal, and a dashboard made of the template that is named. */
async function withIds(demo: Demo, address: string): Promise<string> {
  const template = /\/dashboards\/\{(.*)\}/.exec(address)?.[1];
  if (template !== undefined) {
    const made = await demo.call('POST', '/dashboards', { name: `Of ${template}`, template });
    return address.replace(/\{.*\}/, z.object({ id: z.string() }).parse(made).id);
  }
  const list = address.includes('{person}') ? 'persons' : address.includes('{account}') ? 'accounts' : undefined;
  if (list === undefined) return address;
  const found = z.record(z.string(), z.unknown()).parse(await demo.call('GET', `/${list}`))[list];
  return address.replace(/\{\w+\}/, z.tuple([z.object({ id: z.string() })]).rest(z.unknown()).parse(found)[0].id);
}

/** A test for each address; `{person}`, `{account}` and `/dashboards/{template}` stand for ids. One page goes from address to address, which spares it what it has loaded already. */
export function checkPages(demo: Demo, addresses: readonly string[]): void {
  let opened: Promise<TestPage> | undefined;
  it.each(addresses)('%s has no fault that axe finds, light or dark, and fits 390 px without sideways scrolling', async (address) => {
    const { page } = await (opened ??= demo.open('/help'));
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(demo.url + (await withIds(demo, address)));
    await settle(page);
    expect(await checkAccessibility(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
    expect(await checkAccessibility(page, 'colours')).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth), SOON).toBeLessThanOrEqual(390);
  });
}
