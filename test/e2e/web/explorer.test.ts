// The explorer: figures side by side, saved views, and what is left of an old link.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { checkAccessibility } from './check-accessibility.js';
import { openDemo } from './open-demo.js';
import { ranges, section, settle, SOON } from './settle.js';

const demo = openDemo();

describe('the explorer', () => {
  it('puts figures side by side by two dimensions and time, as table, charts, CSV and picture', async () => {
    const { page, problems } = await demo.open('/explorer?p=365d');
    await settle(page);
    await page.getByRole('button', { name: /^Figures/ }).click();
    await page.getByRole('searchbox', { name: 'Find a figure' }).fill('revenue');
    await page.getByRole('checkbox', { name: 'Revenue', exact: true }).check();
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'Split by' }).selectOption('channel');
    await page.getByRole('combobox', { name: 'and by' }).selectOption('country');
    await page.waitForURL(/by=channel,country/);
    await settle(page);
    expect(Object.fromEntries(ranges(page))).toEqual({ p: '365d', by: 'channel,country', kpi: 'leads,mqls,cost_per_lead,revenue' });
    const table = section(page, /^By channel, country/).getByRole('table');
    expect(await table.getByRole('columnheader').allTextContents()).toEqual(['Channel', 'Country', expect.stringMatching(/^Leads/), 'MQLs', expect.stringMatching(/^Cost per lead/), expect.stringMatching(/^Revenue/)]);
    const leadsOf = async (row: string): Promise<number[]> => (await table.locator(`${row} tr td:nth-child(3)`).allTextContents()).map((t) => Number(t.replace(/\D/g, '') || 0));
    const [rows, [total]] = [await leadsOf('tbody'), await leadsOf('tfoot')];
    expect(rows.reduce((a, b) => a + b, 0)).toBe(total);
    const [csv] = await Promise.all([page.waitForEvent('download'), section(page, /^By channel, country/).getByRole('button', { name: 'CSV' }).click()]);
    expect((await readFile(await csv.path(), 'utf8')).trim().split('\r\n')).toHaveLength(rows.length + 2);

    await page.getByRole('combobox', { name: 'and by' }).selectOption('');
    await page.getByRole('combobox', { name: 'Step of time' }).selectOption('month');
    await page.getByRole('button', { name: 'Charts' }).click();
    await page.waitForURL(/show=charts/);
    await settle(page);
    const chart = page.getByRole('article', { name: 'Leads', exact: true });
    await chart.locator('svg').waitFor();
    const [png] = await Promise.all([page.waitForEvent('download'), chart.getByRole('button', { name: 'PNG' }).click()]);
    expect(png.suggestedFilename()).toMatch(/^leads-.*\.png$/);
    const picture = await readFile(await png.path());
    expect([picture.subarray(1, 4).toString(), picture.length > 10_000]).toEqual(['PNG', true]);

    const copy = await demo.open(page.url());
    await settle(copy.page);
    await expect.poll(() => copy.page.getByRole('article').count(), SOON).toBe(4);
    await section(copy.page, /^By channel, month/).getByRole('table').locator('tbody td a').first().click();
    await copy.page.waitForURL(/\/kpis\/leads\?p=\d{4}-\d\d-\d\d\.\..*channel=/);
    expect(problems).toEqual([]);
  });

  it('keeps a view under a name, opens it elsewhere, replaces, removes it and brings it back', async () => {
    const { page, problems } = await demo.open('/explorer?p=28d&by=country&kpi=leads');
    await settle(page);
    await page.getByRole('button', { name: /^Saved views/ }).click();
    const name = page.getByRole('textbox', { name: 'Name of this view' });
    await name.fill('Leads by <b>country</b>');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const saved = page.getByRole('link', { name: 'Leads by <b>country</b>' });
    await saved.waitFor();
    expect(await checkAccessibility(page)).toEqual([]);
    const other = await demo.open('/explorer');
    await other.page.getByRole('button', { name: /^Saved views/ }).click();
    await other.page.getByRole('link', { name: 'Leads by <b>country</b>' }).click();
    await other.page.waitForURL(/\/explorer\?p=28d&by=country&kpi=leads$/);

    await name.fill('LEADS by <b>country</b>');
    await page.getByRole('button', { name: 'Replace' }).waitFor();
    await page.getByRole('button', { name: /^Remove Leads by/ }).click();
    await page.getByRole('button', { name: 'Bring it back' }).click();
    await saved.waitFor();
    expect(problems).toEqual([]);
  });

  it('opens what is left of an old link', async () => {
    const { page } = await demo.open('/explorer?kpi=leads,gone&by=nothing&every=eon');
    await page.getByText('There is nothing called “nothing” to filter or split by.').waitFor();
    await page.getByRole('link', { name: 'Show the page without it' }).click();
    await page.getByText('There is no figure called gone').waitFor();
    await expect.poll(() => page.getByRole('table').locator('tbody tr').count(), SOON).toBe(1);
  });
});
