// The journal: persons and companies, their histories, names that are markup or Arabic, a merge and its end.
import { describe, expect, it } from 'vitest';
import { bringOddPeople } from './bring-odd-people.js';
import { checkAccessibility } from './check-accessibility.js';
import { openDemo } from './open-demo.js';
import { section, settle, SOON } from './settle.js';

const demo = openDemo();

describe('the journal', () => {
  it('leads from the list to a person, their company, the figure that counts them, and back to them', async () => {
    const { page, problems } = await demo.open('/?p=365d');
    await settle(page);
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await page.waitForURL(/\/leads\?p=365d/);
    await settle(page);
    const counted = await section(page, 'Persons').getByText(/in all$/).textContent();
    await page.getByRole('button', { name: /^Stands at/ }).click();
    await page.getByRole('button', { name: 'MQL', exact: true }).click();
    await page.keyboard.press('Escape');
    await page.waitForURL(/stage=mql/);
    await settle(page);
    await expect.poll(() => section(page, 'Persons').getByText(/in all$/).textContent(), SOON).not.toBe(counted);

    await section(page, 'Persons').getByRole('table').locator('tbody th a').first().click();
    await page.waitForURL(/\/leads\/P-\d+/);
    await settle(page);
    const person = /P-\d+/.exec(page.url())?.[0] ?? '';
    await page.getByRole('button', { name: 'Stages' }).click();
    await page.waitForURL(/kind=stage/);
    await section(page, 'History').getByRole('link', { name: 'counted in MQLs' }).first().click();
    await page.waitForURL(/\/kpis\/mqls\?p=\d{4}-\d\d-\d\d$/);
    await settle(page);
    await section(page, 'Rows behind').getByRole('link', { name: person, exact: true }).click();
    await page.waitForURL(new RegExp(`/leads/${person}\\?`));
    await settle(page);
    await page.locator('main a[href^="/accounts/A-"]').first().click();
    await page.waitForURL(/\/accounts\/A-\d+/);
    await settle(page);
    await expect.poll(() => section(page, 'People').getByRole('table').locator('tbody tr').count(), SOON).toBeGreaterThan(0);
    await expect.poll(() => section(page, 'History').getByRole('listitem').count(), SOON).toBeGreaterThan(0);
    expect(problems).toEqual([]);
  });

  it('pages, finds by name, says how to find more, and shows odd names as they are', async () => {
    const { page, problems } = await demo.open('/leads?whenever=yes');
    await settle(page);
    const first = await section(page, 'Persons').getByRole('table').locator('tbody th').first().textContent();
    await page.getByRole('button', { name: /^further persons/ }).click();
    await page.waitForURL(/after=/);
    await page.waitForFunction((was) => document.querySelector('main tbody th')?.textContent !== was, first);
    await page.getByRole('button', { name: 'back to the first' }).click();
    await page.waitForFunction((was) => document.querySelector('main tbody th')?.textContent === was, first);

    await bringOddPeople(demo);
    await page.goto(`${demo.url}/leads?p=7d`);
    await settle(page);
    const find = page.getByRole('searchbox', { name: /^Find by name/ });
    await find.fill('nobody is called this');
    await page.waitForURL(/q=nobody/);
    // The field keeps the focus while its list is read anew.
    expect(await find.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.getByRole('button', { name: /whenever they became leads/ }).click();
    await page.waitForURL(/whenever=yes/);
    await find.fill('html.example');
    await page.waitForURL(/q=html/);
    await page.getByRole('link', { name: /<b>Bold<\/b>/ }).click();
    await page.waitForURL(/\/leads\/P-/);
    await settle(page);
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent(), SOON).toBe('<img src=x onerror=alert(1)> <b>Bold</b>');
    expect(await page.locator('main img, main b, main script').count()).toBe(0);
    await page.goto(`${demo.url}/leads?whenever=yes&q=${encodeURIComponent('ليلى')}`);
    const name = page.getByRole('link', { name: 'ليلى حسن' });
    expect(await name.locator('bdi').evaluate((e) => getComputedStyle(e).unicodeBidi)).toMatch(/isolate/);

    await name.click();
    await page.waitForURL(/\/leads\/P-/);
    await page.getByRole('button', { name: 'merge with another person' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('searchbox', { name: 'The other person' }).fill('html.example');
    await dialog.getByRole('button', { name: /html\.example/ }).click();
    await dialog.getByText(/It can be taken back/).waitFor();
    await dialog.getByRole('textbox', { name: 'Why' }).fill('One person');
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
    await page.getByText('By hand: One person').waitFor();
    await page.getByRole('button', { name: 'take back' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Why' }).fill('Two after all');
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByRole('table').getByText(/Two after all/).waitFor();
    expect(await checkAccessibility(page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('says so when somebody is not there', async () => {
    const { page } = await demo.open('/leads/P-99999999');
    await page.getByText(/There is no person/).waitFor();
    await expect.poll(() => page.getByRole('link', { name: 'Leads' }).count(), SOON).toBeGreaterThan(0);
  });
});
