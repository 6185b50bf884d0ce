// The plan: the funnel backwards, and its worksheet by channel.
import { describe, expect, it } from 'vitest';
import { openDemo } from './open-demo.js';
import { section, settle, SOON } from './settle.js';

const demo = openDemo();

describe('the plan', () => {
  it('follows from any stage both ways, keeps it in the address, and divides it among channels by paste', async () => {
    const { page, problems } = await demo.open('/plan?hold=revenue:1000000&typed=averageDeal:25000,closeRate:0.25,mqlToSqlRate:0.2,leadToMqlRate:0.22');
    await settle(page);
    const needed = (stage: string) => page.getByRole('textbox', { name: new RegExp(`^${stage} needed`) });
    await expect.poll(() => needed('Leads').inputValue(), SOON).toBe('3,637');
    expect([await needed('Deals won').inputValue(), await needed('SQLs').inputValue(), await needed('MQLs').inputValue()]).toEqual(['40', '160', '800']);
    await expect.poll(() => section(page, 'Reverse funnel').getByRole('row', { name: /^Leads/ }).textContent(), SOON).toContain('3,636.364');

    await needed('SQLs').fill('100');
    await expect.poll(() => needed('Revenue').inputValue(), SOON).toBe('625,000');
    await page.keyboard.press('Enter');
    await page.waitForURL(/hold=sqls:100/);
    await page.getByRole('textbox', { name: 'are won, %' }).fill('150');
    await page.getByRole('alert').getByText(/above one/).waitFor();
    await expect.poll(() => needed('Revenue').inputValue(), SOON).toBe('–');
    await page.keyboard.press('Escape');
    await expect.poll(() => needed('Revenue').inputValue(), SOON).toBe('625,000');
    await page.getByRole('textbox', { name: 'are won, %' }).fill('50');
    await page.keyboard.press('Enter');
    await page.waitForURL(/closeRate:0\.5/);
    await expect.poll(() => needed('Revenue').inputValue(), SOON).toBe('1,250,000');

    const sheet = section(page, 'Worksheet');
    const paste = async (text: string): Promise<void> => sheet.getByRole('textbox', { name: /^Visits of/ }).first().evaluate((cell, pasted) => {
      const data = new DataTransfer();
      data.setData('text/plain', pasted);
      cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, text);
    await paste('Channel\tSQLs\tCost\nEvents\t60\t9,000\nEmail\t30\t1,000\n');
    await expect.poll(() => sheet.locator('tbody tr').count(), SOON).toBe(2);
    await expect.poll(() => sheet.getByRole('row', { name: /^Over or under/ }).textContent(), SOON).toContain('10 under');
    await sheet.getByRole('textbox', { name: 'SQLs of Email' }).fill('45');
    await expect.poll(() => sheet.getByRole('row', { name: /^Over or under/ }).textContent(), SOON).toContain('5 over');
    await page.keyboard.press('Enter');
    await paste('1\tmany\n2\t3\n');
    await expect.poll(() => sheet.getByRole('alert').textContent(), SOON).toMatch(/Nothing was pasted.*row 1, leads/);
    await page.reload();
    await expect.poll(() => sheet.getByRole('textbox', { name: 'SQLs of Email' }).inputValue(), SOON).toBe('45');
    await sheet.getByRole('button', { name: 'from history anew' }).click();
    await expect.poll(() => sheet.locator('tbody tr').count(), SOON).toBeGreaterThan(5);
    expect(problems).toEqual([]);
  });
});
