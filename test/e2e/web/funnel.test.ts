// The funnel: stages and times, split by a dimension, and cohorts.
import { describe, expect, it } from 'vitest';
import { openDemo } from './open-demo.js';
import { section, settle, SOON } from './settle.js';

const demo = openDemo();

describe('the funnel', () => {
  it('shows stages and times, splits them by anything, and tells cohorts only as far as they have been seen', async () => {
    const { page, problems } = await demo.open('/funnel?p=365d');
    await settle(page);
    const stages = section(page, 'Stages').getByRole('table');
    expect(await stages.getByRole('rowheader').allTextContents()).toEqual(['Visits', 'Leads', 'MQLs', 'SALs', 'SQLs', 'Opportunities', 'Won']);
    expect(await stages.getByRole('row', { name: /^MQLs/ }).textContent()).toMatch(/\d+\.\d/);
    const steps = section(page, 'How fast each step goes');
    await expect.poll(() => steps.getByRole('listitem').count(), SOON).toBe(5);
    for (const step of await steps.getByRole('listitem').allTextContents()) expect(step).toMatch(/\d+% converted · \d+% gone · \d+% still open/);

    await page.getByRole('combobox', { name: 'Split by' }).selectOption('persona');
    await page.waitForURL(/by=persona/);
    await settle(page);
    const split = section(page, 'By persona').getByRole('table');
    const leads = (await split.getByRole('columnheader').allTextContents()).findIndex((h) => h.startsWith('Leads'));
    const numbers = async (rows: string): Promise<number[]> => (await split.locator(`${rows} tr`).locator(`:nth-child(${String(leads + 1)})`).allTextContents()).map((t) => Number(t.replace(/[^\d]/g, '')));
    expect((await numbers('tbody')).reduce((a, b) => a + b, 0)).toBe((await numbers('tfoot'))[0]);
    await section(page, 'By persona').getByRole('button', { name: 'columns' }).click();
    await page.getByRole('checkbox', { name: 'Median time to MQLs' }).check();
    await page.keyboard.press('Escape');
    await settle(page);
    await expect.poll(() => split.getByRole('columnheader').allTextContents(), SOON).toContain('to MQLs days');

    await page.getByRole('button', { name: 'Cohort', exact: true }).click();
    await page.getByRole('combobox', { name: 'To stage' }).selectOption('mql');
    await page.waitForURL(/path=lead:mql/);
    await settle(page);
    const cohorts = section(page, 'Cohorts, Lead → MQL').getByRole('table');
    const rows = await cohorts.locator('tbody tr').all();
    expect(rows.length).toBeGreaterThanOrEqual(12);
    const told = await Promise.all(rows.map(async (row) => (await row.locator('td').allTextContents()).slice(1, 10).filter((t) => /^\d/.test(t)).length));
    // The older the month, the further it can be told; the newest not at all.
    expect(told).toEqual([...told].sort((a, b) => b - a));
    expect(told[0]).toBeGreaterThanOrEqual(8);
    expect(told.at(-1)).toBe(0);
    expect(await rows.at(-1)?.textContent()).toContain('—');

    await rows[2]?.getByRole('link').nth(3).click();
    await page.waitForURL(/\/kpis\/time_to_convert\S*lead\S*mql\?p=\d{4}-\d{2}-01\.\./);
    expect(problems).toEqual([]);
  });
});
