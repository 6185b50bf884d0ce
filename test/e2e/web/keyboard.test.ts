// The product with the keyboard alone: the search, letters that lead to pages, and the way through a page.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkAccessibility } from './check-accessibility.js';
import { openDemo } from './open-demo.js';
import { settle, SOON } from './settle.js';

const demo = openDemo();

describe('with the keyboard alone', () => {
  it('narrows a figure to a value that is typed', async () => {
    const { page, problems } = await demo.open('/kpis/leads?p=365d');
    await settle(page);
    await page.getByRole('button', { name: /^Add a filter/ }).focus();
    await page.keyboard.press('Enter');
    const dimension = page.getByRole('dialog').getByRole('button', { name: 'Campaign', exact: true });
    for (let presses = 0; presses < 40 && !(await dimension.evaluate((element) => element === document.activeElement)); presses++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    // The search has the focus: what is typed goes there.
    await page.getByRole('searchbox', { name: /^Find a value/ }).waitFor();
    await page.keyboard.type('de_search_br');
    await expect.poll(() => page.getByRole('dialog').getByRole('checkbox').count(), SOON).toBe(1);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.waitForURL(/campaign=de_search_brand/);
    expect(problems).toEqual([]);
  });

  it('finds persons, companies and campaigns by how they begin, and says when nobody is called so', async () => {
    const { page, problems } = await demo.open('/?p=365d');
    await settle(page);
    const { persons } = z.object({ persons: z.array(z.object({ id: z.string(), email: z.string(), account: z.object({ id: z.string(), name: z.string() }).nullable() })) }).parse(await demo.call('GET', '/persons'));
    const known = persons.find((p) => p.email !== '' && p.account !== null && p.account.name !== '');
    if (!known?.account) throw new Error('The journal begins with nobody of a company.');
    const find = page.getByRole('combobox', { name: 'Find a figure, page, person or campaign' });
    const chosen = page.getByRole('option', { selected: true });
    /** Opens the search, types, goes down to the entry and opens it. */
    const open = async (typed: string, entry: RegExp): Promise<void> => {
      await page.keyboard.press('/');
      await find.waitFor();
      await page.keyboard.type(typed);
      await page.getByRole('option', { name: entry }).first().waitFor();
      for (let presses = 0; presses < 24 && !entry.test((await chosen.textContent()) ?? ''); presses++) await page.keyboard.press('ArrowDown');
      await expect.poll(() => chosen.textContent(), SOON).toMatch(entry);
      await page.keyboard.press('Enter');
      await find.waitFor({ state: 'detached' });
    };
    await open(known.email.toUpperCase(), /Person · /);
    await page.waitForURL((url) => url.pathname === `/leads/${known.id}`);
    await settle(page);
    await open(known.account.name.slice(0, -1), new RegExp(`^${known.account.name.replace(/[^\w ]/g, '.')} ?Company$`));
    await page.waitForURL(/\/accounts\/A-\d+$/);
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent(), SOON).toBe(known.account.name);
    await open('de_search_br', /^de_search_brand ?Campaign$/);
    await page.waitForURL(/\/channels\?.*campaign=de_search_brand/);

    await page.keyboard.press('/');
    await find.fill(known.email);
    await page.getByRole('option', { name: /Person · / }).waitFor();
    expect(await checkAccessibility(page)).toEqual([]);
    await find.fill('nobody is called this');
    await page.getByText(/^Nothing is called “nobody is called this”/).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await find.waitFor({ state: 'detached' });
    expect(new URL(page.url()).pathname).toBe('/channels');
    expect(problems).toEqual([]);
  });

  it('finds a figure, reads its note, opens its cell and comes back', async () => {
    const { page } = await demo.open('/');
    await settle(page);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor({ state: 'detached' });

    await page.keyboard.press('/');
    await page.getByRole('combobox', { name: 'Find a figure, page, person or campaign' }).waitFor();
    await page.keyboard.type('scrub');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/kpis\/scrub/);
    await page.getByRole('combobox', { name: 'Find a figure, page, person or campaign' }).waitFor({ state: 'detached' });
    await settle(page);

    await page.keyboard.press('g');
    await page.keyboard.press('i');
    await page.waitForURL(/\/imports/);
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await page.waitForURL((url) => url.pathname === '/');
    await settle(page);

    await page.reload();
    await settle(page);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');
    expect(await focused()).toBe('main');
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate(() => document.activeElement?.getAttribute('href') ?? '')).startsWith('/kpis/leads')) break;
    }
    expect(await page.getByRole('tooltip').textContent()).toMatch(/Leads: [\d,]+/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/kpis\/leads/);
  });
});
