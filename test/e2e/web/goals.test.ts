// Goals: set, refused, changed, removed and brought back.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { checkAccessibility } from './check-accessibility.js';
import { openDemo } from './open-demo.js';
import { section, settle, SOON } from './settle.js';

const demo = openDemo();

describe('goals', () => {
  /** The first days of this month and of those around it. */
  const month = (n: number): string => {
    const now = new Date();
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + n, 1)).toISOString().slice(0, 10);
  };
  const lastDay = (n: number): string => new Date(Date.parse(month(n + 1)) - 86_400_000).toISOString().slice(0, 10);

  it('are set with a refusal at its field, stand in a tree and on the figures they are about, keep their history, and come back when removed', async () => {
    const { page } = await demo.open('/?p=month');
    await settle(page);
    await page.keyboard.press('g');
    await page.keyboard.press('g');
    await page.waitForURL(/\/goals\?p=month/);
    await page.getByText(/^Here stand goals/).waitFor();
    const dialog = page.getByRole('dialog');
    const write = async (fields: Record<string, string>, figure: string, parent?: string): Promise<void> => {
      await page.getByRole('button', { name: 'Set a goal' }).click();
      await dialog.getByRole('combobox', { name: 'Figure' }).selectOption(figure);
      if (parent !== undefined) await dialog.getByRole('combobox', { name: 'Part of' }).selectOption({ label: parent });
      for (const [label, text] of Object.entries(fields)) await dialog.getByLabel(label, { exact: true }).fill(text);
      await dialog.getByRole('button', { name: 'Keep' }).click();
    };
    await write({ Name: 'Close rate', 'First day': month(0), 'Last day': lastDay(0), 'Target, %': '140', Owner: 'Sales' }, 'close_rate');
    await expect.poll(() => dialog.getByRole('textbox', { name: 'Target, %' }).getAttribute('aria-invalid'), SOON).toBe('true');
    await expect.poll(() => dialog.getByRole('alert').textContent(), SOON).toMatch(/above one/);
    await dialog.getByRole('textbox', { name: 'Target, %' }).fill('20');
    expect(await checkAccessibility(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Keep' }).click();
    await dialog.getByText('at least 20.0%').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await write({ Name: 'Leads', 'First day': month(0), 'Last day': lastDay(0), Target: '10000', Owner: 'Marketing' }, 'leads', 'Close rate');
    await dialog.getByRole('list', { name: 'History' }).getByText(/^Set: 10,000/).waitFor();
    await dialog.getByRole('button', { name: 'Change it' }).click();
    await dialog.getByLabel('Target', { exact: true }).fill('12 000');
    await dialog.getByLabel('Why it changes, for its history').fill('More budget');
    await dialog.getByRole('button', { name: 'Keep' }).click();
    await dialog.getByText('Changed: target 10,000 → 12,000').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();

    const tree = section(page, 'How they stand').getByRole('table');
    const leads = tree.getByRole('row', { name: /Leads/ });
    await expect.poll(() => leads.textContent(), SOON).toMatch(/12,000.*(off|no data)/);
    await page.getByRole('combobox', { name: 'Owner' }).selectOption('Marketing');
    await page.waitForURL(/whose=Marketing/);
    await expect.poll(() => tree.locator('tbody tr').count(), SOON).toBe(2);
    await page.getByRole('combobox', { name: 'Owner' }).selectOption('Sales');
    await expect.poll(() => tree.locator('tbody tr').count(), SOON).toBe(1);
    await page.getByRole('combobox', { name: 'Owner' }).selectOption('');
    const [yaml] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'YAML' }).click()]);
    expect(await readFile(await yaml.path(), 'utf8')).toMatch(/^goals:[^]*id: leads[^]*parent: close-rate/);

    await leads.getByRole('link').first().click();
    await page.waitForURL(new RegExp(`/kpis/leads\\?p=${month(0)}\\.\\.`));
    await expect.poll(() => section(page, /^By (day|week)/).getByText('goal, even by days').count(), SOON).toBe(1);
    const overview = await demo.open('/?p=month&cards=leads,revenue');
    await expect.poll(() => section(overview.page, 'Figures').getByRole('link', { name: /^Leads/ }).textContent(), SOON).toMatch(/goal 12,000/);

    await page.goto(`${demo.url}/goals?goal=leads`);
    await dialog.getByRole('button', { name: 'remove this goal' }).click();
    await page.getByText(/is removed; its history stays/).waitFor();
    await expect.poll(() => tree.locator('tbody tr').count(), SOON).toBe(1);
    await page.getByRole('button', { name: 'Bring it back' }).click();
    await expect.poll(() => tree.locator('tbody tr').count(), SOON).toBe(2);
  });
});
