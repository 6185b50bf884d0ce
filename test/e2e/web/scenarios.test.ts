// Scenarios: what is typed, what comes of it, and those that are kept.
import { describe, expect, it } from 'vitest';
import { openDemo } from './open-demo.js';
import { section, settle, SOON } from './settle.js';

const demo = openDemo();

describe('scenarios', () => {
  it('are ranges that follow what is typed, refuse it at its field, and stand side by side once kept', async () => {
    const { page, problems } = await demo.open('/scenarios?target=300000');
    await settle(page);
    const outcomes = section(page, 'What comes of it').getByRole('table');
    const row = (name: RegExp) => outcomes.getByRole('row', { name });
    await expect.poll(() => row(/^Revenue/).textContent(), SOON).toMatch(/€[\d,]+€[\d,]+ – €[\d,]+/);
    await expect.poll(() => row(/^Chance of the goal/).textContent(), SOON).toMatch(/%.*of €300[kK]/);
    const won = page.getByRole('textbox', { name: 'SQLs that are won, %' });
    const type = async (text: string): Promise<void> => { await won.fill(text); await page.keyboard.press('Enter'); };
    await type('130');
    await page.waitForURL(/change=closeRate=1\.3/);
    await page.getByRole('alert').getByText(/a rate of 1\.3 is above one/).waitFor();
    expect(await won.getAttribute('aria-invalid')).toBe('true');
    await type('0');
    await page.getByRole('alert').getByText(/a rate of 0 /).first().waitFor();
    await type('60');
    await page.waitForURL(/change=closeRate=0\.6/);
    await expect.poll(() => outcomes.getByRole('columnheader').allTextContents(), SOON).toEqual(['Outcome', 'As in history', 'This draft']);
    const middle = async (): Promise<number[]> => (await row(/^Deals won/).getByRole('cell').allTextContents()).map(parseFloat);
    await expect.poll(async () => { const [history = 0, draft = 0] = await middle(); return draft > history; }, SOON).toBe(true);
    await expect.poll(() => section(page, 'What matters most').getByRole('row', { name: /SQL → won/ }).textContent(), SOON).toContain('typed: certain');

    // Display has too short a history of its own: its budget is refused in words, where it was typed.
    const budget = section(page, 'By channel').getByRole('textbox', { name: 'Budget of Display' });
    await budget.fill('9000');
    await page.keyboard.press('Enter');
    await expect.poll(() => section(page, 'By channel').getByRole('alert').textContent(), SOON).toMatch(/Enough would be 12 months with cost.*change leads of Display/);
    await budget.fill('');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('alert').count(), SOON).toBe(0);

    const kept = section(page, 'Kept scenarios');
    await kept.getByRole('textbox').fill('Close more');
    await kept.getByRole('button', { name: 'keep' }).click();
    await page.waitForURL(/beside=Close\+more/);
    await expect.poll(() => outcomes.getByRole('columnheader').allTextContents(), SOON).toEqual(['Outcome', 'As in history', 'This draft', 'Close more']);
    await expect.poll(async () => { const [, draft, beside] = await middle(); return draft === beside; }, SOON).toBe(true);
    await kept.getByRole('button', { name: 'Remove Close more' }).click();
    await expect.poll(() => outcomes.getByRole('columnheader').count(), SOON).toBe(3);
    await kept.getByRole('button', { name: 'Bring it back' }).click();
    await expect.poll(() => outcomes.getByRole('columnheader').count(), SOON).toBe(4);
    await page.goto(`${demo.url}/scenarios`);
    await kept.getByRole('button', { name: 'Open Close more' }).click();
    await page.waitForURL(/change=closeRate=0\.6/);
    expect(problems.filter((problem) => !/status of 4\d\d/.test(problem))).toEqual([]);
  });
});
