// Recurring revenue: the bridge by month, and what filters leave of it.
import { describe, expect, it } from 'vitest';
import { openDemo } from './open-demo.js';
import { section, settle, SOON } from './settle.js';

const demo = openDemo();

describe('recurring revenue', () => {
  it('is bridged month by month from start to end, the exchange effect apart, and opens at the month', async () => {
    const { page, problems } = await demo.open('/recurring?p=365d');
    await settle(page);
    for (const card of [/^MRR/, /^ARR/, /^Net revenue retention/, /^Customer lifetime value/]) expect(await section(page, 'Figures').getByRole('link', { name: card }).first().textContent()).toMatch(/\d/);
    const movements = section(page, 'Movements by month');
    const rows = await movements.getByRole('table').locator('tbody tr').all();
    expect(rows.length).toBeGreaterThanOrEqual(12);
    const months = await Promise.all(rows.map(async (row) => (await row.locator('td').allTextContents()).slice(0, 8).map((t) => Number(t.replaceAll(',', '').replace('−', '-').replace('+', '')))));
    for (const [i, cells] of months.entries()) {
      const [start = 0, ...rest] = cells;
      const end = rest.pop() ?? Number.NaN;
      // Cells are rounded to whole euros.
      expect(Math.abs(start + rest.reduce((a, b) => a + b, 0) - end), `month ${String(i)}`).toBeLessThanOrEqual(4);
      expect(start).toBe(i === 0 ? start : months[i - 1]?.[7]);
    }
    expect(months.some((cells) => (cells[6] ?? 0) !== 0)).toBe(true);
    await movements.getByRole('link', { name: /at start.*at end/ }).nth(3).click();
    await page.waitForURL(/\/kpis\/mrr\?p=\d{4}-\d{2}-01\.\./);
    expect(problems).toEqual([]);
  });

  it('says when filters leave nothing, and takes them back', async () => {
    const { page } = await demo.open('/recurring?p=365d&campaign=no+such');
    await settle(page);
    await expect.poll(() => page.locator('main').textContent(), SOON).toContain('No recurring revenue matches these filters');
    await page.getByRole('button', { name: 'Remove the filters' }).click();
    await page.waitForURL((url) => !url.searchParams.has('campaign'));
    await section(page, 'Movements by month').getByRole('table').waitFor();
  });
});
