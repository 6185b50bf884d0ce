// One figure: formula, course, split, rows and SQL; in print, at a wrong address, and when something fails.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openDemo } from './open-demo.js';
import { ranges, section, settle, SOON } from './settle.js';

const demo = openDemo();

describe('a figure', () => {
  it('opens from a cell of the overview down to its rows and their file', async () => {
    const { page, problems } = await demo.open('/?p=365d');
    await settle(page);
    await section(page, 'Channels').getByRole('row', { name: /^Organic Search/ }).getByRole('link').nth(1).click();
    await page.waitForURL(/\/kpis\/leads\?/);
    expect(ranges(page).get('channel')).toBe('Organic Search');
    await settle(page);
    const rows = section(page, 'Rows behind');
    await rows.getByText(/adds up ✓/).waitFor();
    const leads = Number((await page.locator('main p').filter({ hasText: /^[\d,]+$/ }).first().textContent())?.replaceAll(',', ''));
    const [download] = await Promise.all([page.waitForEvent('download'), rows.getByRole('link', { name: /as CSV/ }).click()]);
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\n');
    expect(lines.length - 1).toBe(leads);
    expect(problems).toEqual([]);
  });

  it('shows formula, course, split, both sides of the rows and the SQL', async () => {
    const { page, problems } = await demo.open('/kpis/cost_per_lead?p=365d');
    await settle(page);
    await expect.poll(() => page.locator('main').textContent(), SOON).toMatch(/€[\d,.]+ cost ÷ [\d,]+ leads = €[\d,.]+/);
    await section(page, /^By month/).getByRole('img').first().waitFor();
    await section(page, /^By month/).getByText('Table').click();
    await expect.poll(() => section(page, /^By month/).getByRole('table').locator('tbody tr').count(), SOON).toBeGreaterThanOrEqual(12);

    await page.getByRole('combobox', { name: 'and by' }).selectOption('country');
    await page.waitForURL(/by=channel,country/);
    await settle(page);
    await section(page, /^By channel and country/).getByRole('button', { name: /^Cases/ }).click();
    await page.waitForURL(/sort=-sample/);

    await page.getByRole('tab', { name: 'Leads' }).click();
    await page.waitForURL(/side=denominator/);
    await settle(page);
    await section(page, 'Rows behind').getByText(/adds up ✓/).waitFor();
    await page.getByRole('button', { name: 'further rows' }).click();
    await page.waitForURL(/skip=25/);
    await page.getByText('Measures and SQL').click();
    expect(await page.locator('pre').first().textContent()).toMatch(/SELECT/);
    expect(problems).toEqual([]);
  });

  it('prints what is shown: title, period, filter and the heads of its tables', async () => {
    const { page } = await demo.open('/kpis/cost_per_lead?p=365d&channel=Paid+Search');
    await settle(page);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/^Cost per lead/);
    expect(await page.getByRole('region', { name: 'What is shown' }).innerText()).toMatch(/365 days[^]*Paid Search/);
    expect(await section(page, /^By channel/).getByRole('columnheader').allInnerTexts()).toEqual(expect.arrayContaining([expect.stringMatching(/^Leads/)]));
    expect(await page.getByRole('button', { name: 'further rows' }).count()).toBe(0);
  });

  it('shows a time as shares by day, with what is still open', async () => {
    const { page } = await demo.open('/kpis/time_to_convert:lead:mql?p=365d');
    await settle(page);
    const curve = section(page, 'Converted by day');
    expect(await curve.getByRole('img').first().getAttribute('aria-label')).toMatch(/within 30 days/);
    expect(await page.locator('main').textContent()).toMatch(/median of the [\d,]+ who converted/);
  });

  it('says what is wrong with an address, and what is near it', async () => {
    const { page } = await demo.open('/kpis/cost_per_laed');
    await page.getByRole('link', { name: /Cost per lead/ }).click();
    await page.waitForURL(/\/kpis\/cost_per_lead/);
  });

  it('says what failed and recovers when asked to try again', async () => {
    const { page } = await demo.open('/');
    await settle(page);
    await page.route('**/explain?**', (route) => route.fulfill({ status: 503, contentType: 'application/json', body: JSON.stringify({ error: { code: 'store_unavailable', message: 'The facts store does not answer: closed', hint: 'Run `leadline doctor`.' } }) }));
    await page.goto(`${demo.url}/kpis/leads`);
    const alert = section(page, 'Rows behind').getByRole('alert');
    await alert.waitFor({ timeout: 30_000 });
    expect(await alert.textContent()).toContain('leadline doctor');
    await page.unroute('**/explain?**');
    await alert.getByRole('button', { name: 'Try again' }).click();
    await section(page, 'Rows behind').getByRole('table').waitFor();
  });

  it('keeps the frame where a page itself can\'t be fetched, and loads it once the server answers', async () => {
    const { page } = await demo.open('/');
    await settle(page);
    // Code and styles of the page, as when the server is stopped or was updated under an open tab.
    await page.route('**/assets/FunnelPage-*', (route) => route.abort());
    await page.getByRole('link', { name: 'Funnel', exact: true }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'The page could not be loaded.' });
    await alert.getByText(/does not answer, or was updated/).waitFor();
    expect(await page.getByRole('link', { name: 'Overview', exact: true }).isVisible()).toBe(true);
    await page.unroute('**/assets/FunnelPage-*');
    await alert.getByRole('button', { name: 'Try again' }).click();
    await section(page, 'Stages').getByRole('table').waitFor();
    expect(new URL(page.url()).pathname).toBe('/funnel');
  });
});
