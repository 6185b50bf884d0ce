// The board on a wall: large, by itself, and with the server away.
import { describe, expect, it } from 'vitest';
import { openDemo } from './open-demo.js';
import { settle, SOON } from './settle.js';

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
