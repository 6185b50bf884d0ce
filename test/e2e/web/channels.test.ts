// The channels: the tree with its campaigns, its columns, and the figure at one cell of it.
import { describe, expect, it } from 'vitest';
import { openDemo } from './open-demo.js';
import { ranges, section, settle, SOON } from './settle.js';

const demo = openDemo();

describe('the channels', () => {
  it('unfold into campaigns that add up to them, sort with them, and open at their very cell', async () => {
    const { page, problems } = await demo.open('/channels?p=365d');
    await settle(page);
    const tree = section(page, 'Channels and campaigns').getByRole('table');
    const count = async (row: ReturnType<typeof tree.getByRole>, column: number): Promise<number> => Number((await row.locator('th, td').nth(column).textContent())?.replace(/[^\d]/g, '') ?? '');
    await tree.getByRole('button', { name: 'Paid Search' }).click();
    await page.waitForURL(/open=Paid\+Search/);
    await settle(page);
    const rows = await tree.locator('tbody tr').all();
    const folded = await Promise.all(rows.map(async (row) => await row.getByRole('button').count() > 0));
    const parent = folded.findIndex((is, i) => is && folded[i + 1] === false);
    const parts = rows.slice(parent + 1, folded.indexOf(true, parent + 1));
    expect(parts.length).toBeGreaterThan(5);
    for (const [column, name] of [[2, 'visits'], [3, 'leads']] as const) {
      const sums = await Promise.all(parts.map((row) => count(row, column)));
      const whole = rows[parent];
      expect(sums.reduce((a, b) => a + b, 0), name).toBe(whole && await count(whole, column));
    }

    await tree.getByRole('button', { name: /^Leads/ }).click();
    await page.waitForURL(/sort=-leads/);
    await section(page, 'Channels and campaigns').getByRole('button', { name: 'columns' }).click();
    await page.getByRole('checkbox', { name: 'Visits' }).uncheck();
    await page.keyboard.press('Escape');
    await expect.poll(() => ranges(page).get('hide'), SOON).toBe('visits');
    await expect.poll(() => tree.getByRole('columnheader').allTextContents(), SOON).not.toContain('Visits');

    await section(page, 'Leads by month').getByRole('combobox', { name: 'Figure drawn' }).selectOption('mqls');
    await page.waitForURL(/show=mqls/);
    await settle(page);
    await expect.poll(() => section(page, 'MQLs by month').getByRole('listitem').count(), SOON).toBeGreaterThan(6);

    await tree.getByRole('row', { name: /^de_search_brand/ }).getByRole('link').nth(1).click();
    await page.waitForURL(/\/kpis\/leads\?/);
    expect(ranges(page).getAll('channel')).toEqual(['Paid Search']);
    expect(ranges(page).get('campaign')).toBe('de_search_brand');
    expect(problems).toEqual([]);
  });

  it('are narrowed to outbound, which has no visits', async () => {
    const { page } = await demo.open('/channels?p=365d');
    await settle(page);
    await page.getByRole('button', { name: 'Outbound', exact: true }).click();
    await page.waitForURL(/direction=outbound/);
    await settle(page);
    const total = await section(page, 'Channels and campaigns').getByRole('table').locator('tfoot tr').locator('th, td').allTextContents();
    expect([total[2], Number(total[3])]).toEqual(['0', expect.any(Number)]);
    expect(Number(total[3])).toBeGreaterThan(30);
  });
});
