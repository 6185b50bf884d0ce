// What is shown to others: the board on a wall, and the report with the links that share it.
import { describe, expect, it } from 'vitest';
import { openDemo } from './open-demo.js';
import { section, settle, SOON } from './settle.js';

const demo = openDemo();

describe('the board', () => {
  it('shows six figures and the funnel large, without the frame, and goes on when the server is away', async () => {
    const { page } = await demo.open('/board?p=quarter&cards=revenue,leads,mqls,customers,pipeline,cost_per_lead,cost');
    await page.clock.install();
    await page.reload();
    await settle(page);
    await expect.poll(() => page.locator('main ul > li').count(), SOON).toBe(6);
    await expect.poll(() => page.getByRole('list', { name: 'Funnel' }).getByRole('listitem').count(), SOON).toBe(7);
    expect(await page.getByRole('navigation', { name: 'Pages' }).count()).toBe(0);
    expect(await page.locator('main ul > li span').first().evaluate((e) => Number.parseFloat(getComputedStyle(e).fontSize) / window.innerHeight)).toBeGreaterThan(0.08);
    const before = await page.locator('main ul > li').first().textContent();
    await page.route('**/api/v1/**', (route) => route.abort());
    await page.clock.runFor(70_000);
    await expect.poll(async () => { await page.clock.runFor(5000); return page.getByText(/^Not reached since/).count(); }, SOON).toBe(1);
    expect(await page.locator('main ul > li').first().textContent()).toBe(before);
    await page.unroute('**/api/v1/**');
    await expect.poll(async () => { await page.clock.runFor(10_000); return page.getByText(/^As of/).count(); }, SOON).toBe(1);
  });
});

describe('the report', () => {
  it('is found by search, opened for a period, shared by a link that is told once, and no longer once that is revoked', async () => {
    const { page, problems } = await demo.open('/');
    await settle(page);
    await page.keyboard.press('/');
    await page.keyboard.type('report');
    await page.getByRole('option', { name: /^Report ?One page for leadership/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('combobox').waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await page.waitForURL((url) => url.pathname === '/reports');
    await settle(page);
    await page.getByLabel('About').selectOption('last-quarter');
    await expect.poll(() => page.getByRole('link', { name: 'Open the report' }).getAttribute('href'), SOON).toBe('/report?period=last-quarter');
    expect(await page.getByRole('link', { name: 'PDF' }).getAttribute('href')).toBe('/api/v1/report.pdf?period=last-quarter');

    const links = section(page, 'Links that share it');
    await links.getByLabel('A link for').fill('the <b>board</b>');
    await page.keyboard.press('Enter');
    const address = await links.getByLabel('Address of the link').inputValue();
    // Nothing but this machine is told of in its settings.
    await links.getByText(/^It opens on this machine only/).waitFor();
    const opened = (): Promise<number> => page.request.get(demo.url + new URL(address).pathname).then((answer) => answer.status());
    expect(await opened()).toBe(200);
    await expect.poll(() => links.getByRole('row').last().textContent(), SOON).toMatch(/^the <b>board<\/b>last quarter/);

    page.once('dialog', (dialog) => void dialog.accept());
    await links.getByRole('button', { name: 'Revoke the link for the <b>board</b>' }).click();
    await expect.poll(() => links.getByRole('button', { name: /^Revoke/ }).count(), SOON).toBe(0);
    expect(await links.getByLabel('Address of the link').count()).toBe(0);
    expect(await opened()).toBe(404);
    expect(problems).toEqual([]);
  });
});
