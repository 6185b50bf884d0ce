// The overview: figures, funnel, channels; its period, comparison and filters in the address; the figures its reader chose.
import { describe, expect, it } from 'vitest';
import { openDemo } from './open-demo.js';
import { ranges, section, settle, SOON } from './settle.js';

const demo = openDemo();

describe('the overview', () => {
  it('answers where we stand, what moved and what needs a look, without a click', async () => {
    const { page, problems } = await demo.open('/');
    await settle(page);
    for (const card of ['Revenue', 'Pipeline', 'MQLs per business day', 'Cost per lead (CPL)']) {
      expect(await section(page, 'Figures').getByRole('link', { name: card }).textContent()).toMatch(/\d/);
    }
    await expect.poll(() => section(page, 'Funnel').getByRole('listitem').count(), SOON).toBe(7);
    await expect.poll(() => section(page, 'What moved').getByRole('listitem').count(), SOON).toBeGreaterThan(0);
    await expect.poll(() => section(page, 'Needs a look').getByRole('listitem').count(), SOON).toBeGreaterThan(0);
    expect(problems).toEqual([]);
  });

  it('has a total of channels that its rows add up to', async () => {
    const { page } = await demo.open('/');
    await settle(page);
    const table = section(page, 'Channels').getByRole('table');
    const leads = (await table.getByRole('columnheader').allTextContents()).findIndex((h) => h.startsWith('Leads'));
    const numberIn = async (row: string): Promise<number[]> =>
      (await table.locator(`${row} tr`).all()).reduce<Promise<number[]>>(async (all, tr) => [...(await all), Number((await tr.locator('th, td').nth(leads).textContent())?.replace(/[^\d]/g, '') ?? '')], Promise.resolve([]));
    const [rows, [total]] = [await numberIn('tbody'), await numberIn('tfoot')];
    expect(rows.reduce((a, b) => a + b, 0)).toBe(total);
  });

  it('keeps period, comparison and filter in the address, back and forth', async () => {
    const { page } = await demo.open('/');
    await settle(page);
    await page.getByRole('button', { name: /^Period/ }).click();
    await page.getByRole('button', { name: 'Last 365 days' }).click();
    await page.getByRole('button', { name: /^Compared with/ }).click();
    await page.getByRole('button', { name: /^The year before/ }).click();
    await page.getByRole('button', { name: /^Add a filter/ }).click();
    await page.getByRole('button', { name: 'Channel', exact: true }).click();
    await page.getByRole('checkbox', { name: /Organic Search/ }).check();
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL(/channel=Organic/);
    expect(Object.fromEntries(ranges(page))).toEqual({ p: '365d', vs: 'year', channel: 'Organic Search' });
    await settle(page);
    await expect.poll(() => section(page, 'Channels').getByRole('table').locator('tbody tr').count(), SOON).toBe(1);

    await page.goBack();
    await page.waitForURL((url) => !url.searchParams.has('channel'));
    await page.goForward();
    await page.waitForURL(/channel=Organic/);
    const copy = await demo.open(page.url());
    await settle(copy.page);
    expect(await copy.page.getByRole('button', { name: /Filter, Channel/ }).textContent()).toContain('Organic Search');
  });

  it('lets its reader choose the figures, and remembers them', async () => {
    const { page } = await demo.open('/');
    await settle(page);
    await page.getByRole('button', { name: 'choose figures' }).click();
    await page.getByRole('checkbox', { name: 'Pipeline', exact: true }).uncheck();
    await page.getByRole('checkbox', { name: 'Leads', exact: true }).check();
    await page.keyboard.press('Escape');
    await expect.poll(() => ranges(page).get('cards'), SOON).toBe('revenue,mqls_per_business_day,cost_per_lead,leads');
    await page.goto(demo.url);
    await settle(page);
    await expect.poll(() => section(page, 'Figures').getByRole('heading', { level: 3 }).allTextContents(), SOON).toContain('Leads');
  });
});
