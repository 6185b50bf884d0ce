// Dashboards: made from a template, arranged by keys and by pointer, out as a file and in again.
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { figureQuestions } from '../../../bench/figure-questions.js';
import { checkAccessibility } from './check-accessibility.js';
import { openDemo } from './open-demo.js';
import { settle, SOON } from './settle.js';

const demo = openDemo();

describe('dashboards', () => {
  const cards = (page: Page) => page.getByRole('list', { name: 'Cards' }).locator(':scope > li');
  const place = (card: ReturnType<typeof cards>): Promise<string> => card.evaluate((e) => `${(e as HTMLElement).style.gridColumn} | ${(e as HTMLElement).style.gridRow}`);

  it('begin from a template, ask each question once, and open at their cells', async () => {
    const { page, problems } = await demo.open('/?p=365d');
    await settle(page);
    await page.keyboard.press('g');
    await page.keyboard.press('m');
    await page.waitForURL(/\/dashboards\?p=365d/);
    await page.getByText(/^Here stand dashboards by name/).waitFor();
    await page.getByRole('radio', { name: 'Executive' }).check();
    await page.getByRole('textbox', { name: 'Name' }).fill('<i>Board</i> مبيعات');
    const asked: string[] = [];
    page.on('request', (request) => { asked.push(...figureQuestions(request)); });
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.waitForURL(/\/dashboards\/\d+\?p=365d/);
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent(), SOON).toBe('<i>Board</i> مبيعات');
    await settle(page);
    // Eight figures with the funnel, all courses, one dimension.
    expect(asked).toHaveLength(3);
    const revenue = cards(page).filter({ has: page.getByRole('heading', { name: 'Revenue', exact: true }) });
    expect(await revenue.textContent()).toMatch(/[\d,.]+[MK]?/);
    const table = page.getByRole('table', { name: 'By channel' });
    const total = table.locator('tfoot tr');
    expect(await total.textContent()).toMatch(/Total/);
    await page.getByRole('button', { name: 'table of Revenue' }).click();
    await expect.poll(() => page.getByRole('table', { name: 'Revenue by month' }).locator('tbody tr').count(), SOON).toBeGreaterThan(11);
    await page.getByRole('button', { name: /^Add a filter/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Channel', exact: true }).click();
    await page.getByRole('checkbox', { name: /Organic Search/ }).check();
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL(/channel=Organic/);
    await expect.poll(() => table.locator('tbody tr').count(), SOON).toBe(1);
    await table.locator('tbody tr').getByRole('link').first().click();
    await page.waitForURL(/\/kpis\/cost\?p=365d&channel=Organic\+Search/);
    expect(problems).toEqual([]);
  });

  it('are arranged by keys and by pointer, undone, kept, and never overwritten by another tab', async () => {
    const made = await demo.call('POST', '/dashboards', { name: 'Mine', cards: [
      { id: 'leads', kind: 'kpi', kpi: 'leads', column: 1, row: 1, width: 3, height: 3 }, { id: 'mqls', kind: 'kpi', kpi: 'mqls', column: 4, row: 1, width: 3, height: 3 },
    ] });
    const address = `/dashboards/${z.object({ id: z.string() }).parse(made).id}`;
    const { page } = await demo.open(address);
    await settle(page);
    const other = await demo.open(address);
    await settle(other.page);
    const said = page.locator('[aria-live="assertive"]');
    const [leads, mqls] = [cards(page).filter({ hasText: 'Leads' }), cards(page).filter({ hasText: 'MQLs' })];
    const kept = () => page.getByRole('group', { name: 'Changes' }).getByText(/Kept\.$/).waitFor();

    await page.getByRole('button', { name: 'Arrange' }).click();
    expect(await checkAccessibility(page)).toEqual([]);
    const move = page.getByRole('button', { name: 'Move Leads', exact: true });
    await move.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => said.textContent(), SOON).toMatch(/^Leads taken, columns 1 to 3, rows 1 to 3\. Arrow keys move it/);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => said.textContent(), SOON).toMatch(/^It goes no further/);
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
    await expect.poll(() => place(leads), SOON).toBe('4 / span 3 | 4 / span 3');
    await page.keyboard.press('Escape');
    await expect.poll(() => place(leads), SOON).toBe('1 / span 3 | 1 / span 3');
    await expect.poll(() => said.textContent(), SOON).toMatch(/is as it was/);
    for (const key of ['Enter', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
    await kept();
    expect([await place(leads), await place(mqls)]).toEqual(['4 / span 3 | 1 / span 3', '4 / span 3 | 4 / span 3']);
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')), SOON).toBe('Move Leads');
    await page.getByRole('button', { name: 'Resize Leads' }).focus();
    for (const key of ['Enter', 'ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await expect.poll(() => said.textContent(), SOON).toBe('Leads set down, 4 columns wide, 4 rows high.');
    await page.keyboard.press('Control+z');
    await expect.poll(() => place(leads), SOON).toBe('4 / span 3 | 1 / span 3');
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => place(leads), SOON).toBe('4 / span 4 | 1 / span 4');

    const from = await page.getByRole('button', { name: 'Move MQLs', exact: true }).boundingBox();
    const grid = await page.getByRole('list', { name: 'Cards' }).boundingBox();
    if (!from || !grid) throw new Error('The cards have no place.');
    await page.mouse.move(from.x + 20, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(from.x + 20 + grid.width / 2, from.y - 100, { steps: 6 });
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await expect.poll(() => place(mqls), SOON).toBe('4 / span 3 | 5 / span 3');
    await page.mouse.move(from.x + 20, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(from.x + 20 + grid.width / 2, from.y - 300, { steps: 6 });
    await page.mouse.up();
    await expect.poll(() => place(mqls), SOON).toBe('10 / span 3 | 1 / span 3');
    await kept();

    await page.getByRole('button', { name: 'Add a card' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'What it shows' }).selectOption('note');
    await dialog.getByRole('textbox', { name: 'Text' }).fill('<b>Look</b> at this');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await kept();
    await page.getByRole('button', { name: 'Remove MQLs' }).click();
    await page.getByRole('button', { name: 'Undo: MQLs removed' }).click();
    await kept();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.reload();
    await settle(page);
    await expect.poll(() => cards(page).count(), SOON).toBe(3);
    expect([await place(leads), await place(mqls)]).toEqual(['4 / span 4 | 1 / span 4', '10 / span 3 | 1 / span 3']);
    expect(await page.getByText('<b>Look</b> at this').count()).toBe(1);

    await other.page.getByRole('button', { name: 'Arrange' }).click();
    await other.page.getByRole('button', { name: 'Remove Leads' }).click();
    await other.page.getByRole('alert').getByText(/changed meanwhile/).waitFor();
    await other.page.getByRole('button', { name: 'Show it as it is now' }).click();
    await expect.poll(() => cards(other.page).count(), SOON).toBe(3);
  });

  it('go out as a file and come in again, say what is wrong with another, and come back when removed', async () => {
    const { page, problems } = await demo.open('/dashboards');
    await settle(page);
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export Mine' }).click()]);
    expect(file.suggestedFilename()).toBe('mine.dashboard.yaml');
    const yaml = await readFile(await file.path(), 'utf8');
    const give = (name: string, text: string) => page.getByLabel('Dashboard file').setInputFiles({ name, mimeType: 'text/yaml', buffer: Buffer.from(text) });
    await give('goals.yaml', yaml.replace('kpi: mqls', 'kpi: mkls'));
    await expect.poll(() => page.getByRole('alert').textContent(), SOON).toMatch(/card \d, kpi: there is no KPI "mkls".*Did you mean mqls/);
    await give('mine.dashboard.yaml', yaml);
    await page.waitForURL(/\/dashboards\/\d+/);
    await settle(page);
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent(), SOON).toBe('Mine 2');
    expect(await cards(page).count()).toBe(3);
    await page.getByRole('button', { name: 'rename' }).click();
    await page.getByRole('textbox', { name: 'Name of the dashboard' }).fill('mine');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText(/called "mine" already/).waitFor();
    await page.getByRole('button', { name: 'Take the change back' }).click();
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent(), SOON).toBe('Mine 2');
    await page.getByRole('link', { name: 'all dashboards' }).click();
    await page.getByRole('button', { name: 'Remove Mine 2' }).click();
    await page.getByRole('button', { name: 'Bring it back' }).click();
    await page.getByRole('link', { name: 'Mine 2' }).waitFor();
    await page.goto(`${demo.url}/dashboards/999999`);
    await page.getByText(/^There is no such dashboard/).waitFor();
    expect(problems.filter((p) => !p.includes('400') && !p.includes('404'))).toEqual([]);
  });
});
