// Personas and other segments over time, and the rules of who belongs to which persona.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkAccessibility } from './check-accessibility.js';
import { openDemo } from './open-demo.js';
import { section, settle, SOON } from './settle.js';

const demo = openDemo();

describe('personas and segments', () => {
  it('show qualified leads over time with their zeros, and add up to the total in every grouping', async () => {
    const { page, problems } = await demo.open('/segments?p=365d&every=month');
    for (const [grouping, name] of [['Persona', 'persona'], ['Company size', 'company size'], ['Industry', 'industry']] as const) {
      await page.getByRole('group', { name: 'Grouped by' }).getByRole('button', { name: grouping, exact: true }).click();
      await settle(page);
      const table = section(page, 'MQLs by month').getByRole('table', { name: `MQLs by ${name} and month` });
      const cells = async (rows: string): Promise<number[][]> => Promise.all((await table.locator(`${rows} tr`).all()).map(async (row) => (await row.locator('td').allTextContents()).map((t) => Number(t.replaceAll(',', '')))));
      const [rows, [total]] = [await cells('tbody'), await cells('tfoot')];
      expect(rows.length, name).toBeGreaterThan(3);
      expect(total, name).toEqual(total?.map((_, i) => rows.reduce((sum, row) => sum + (row[i] ?? Number.NaN), 0)));
    }
    await page.getByRole('button', { name: 'Persona', exact: true }).click();
    await settle(page);
    await expect.poll(() => section(page, 'MQLs by month').getByRole('row', { name: /^Student or researcher/ }).getByRole('link', { name: '0', exact: true }).count(), SOON).toBeGreaterThan(0);
    await section(page, 'What each persona brings').getByRole('row', { name: /^Plant manager/ }).getByRole('link').nth(1).click();
    await page.waitForURL(/\/kpis\/mqls\?.*persona=Plant\+manager/);
    expect(problems).toEqual([]);
  });

  it('are sorted by rules that show what they would do, hold for all figures once saved, and are undone', async () => {
    const { page, problems } = await demo.open('/segments?p=365d');
    await settle(page);
    const rules = section(page, 'Who belongs to which persona');
    await rules.getByText(/^There are no rules/).waitFor();
    const brings = section(page, 'What each persona brings').getByRole('table');
    const total = await brings.locator('tfoot tr').textContent();
    const adding = rules.getByRole('form', { name: 'Add a persona rule' });
    const add = async (word: string, persona: string): Promise<void> => {
      await adding.getByRole('textbox', { name: 'Values, condition 1' }).fill(word);
      await adding.getByRole('combobox', { name: 'Persona', exact: true }).fill(persona);
      await page.keyboard.press('Enter');
    };
    await add('plant', 'Plants');
    await add('manager, <i>head</i>', 'Managers');
    await expect.poll(() => rules.getByRole('table', { name: 'Persona rules' }).locator('tbody tr').count(), SOON).toBe(2);
    const counts = async (persona: RegExp): Promise<number[]> => (await rules.getByRole('table', { name: /^Persons by persona/ }).getByRole('row', { name: persona }).locator('td').allTextContents()).map((t) => Number(t.replaceAll(',', '')));
    await expect.poll(() => counts(/^Managers/), SOON).toEqual([0, expect.any(Number)]);
    const [, plants = 0] = await counts(/^Plants/);
    expect([plants > 0, await counts(/^Plant manager/)]).toEqual([true, [plants, 0]]);
    // The other way round the first rule leaves none to the second.
    await rules.getByRole('button', { name: 'Try rule 2 earlier' }).click();
    await expect.poll(() => counts(/^Plants/), SOON).toEqual([0, 0]);
    await rules.getByRole('button', { name: 'Try rule 2 earlier' }).click();
    await expect.poll(() => counts(/^Plants/), SOON).toEqual([0, plants]);
    expect(await checkAccessibility(page)).toEqual([]);
    // Nothing holds before it is saved, and the draft outlasts a look at another grouping.
    expect(await brings.getByRole('row', { name: /^Managers/ }).count()).toBe(0);
    const grouping = page.getByRole('group', { name: 'Grouped by' });
    await grouping.getByRole('button', { name: 'Industry', exact: true }).click();
    await rules.waitFor({ state: 'hidden' });
    await grouping.getByRole('button', { name: 'Persona', exact: true }).click();
    // And another page, and being loaded again.
    await page.getByRole('link', { name: 'Funnel', exact: true }).first().click();
    await page.waitForURL(/\/funnel/);
    await page.goBack();
    await rules.getByText(/^Not saved yet/).waitFor();
    await page.reload();
    await expect.poll(() => counts(/^Plants/), SOON).toEqual([0, plants]);
    await rules.getByRole('button', { name: 'Save as version 1' }).click();
    await rules.getByText(/^Saved as version 1/).waitFor();
    await brings.getByRole('row', { name: /^Managers/ }).waitFor();
    await settle(page);
    await expect.poll(() => brings.getByRole('row', { name: /^(Plant|IT|Maintenance) manager/ }).count(), SOON).toBe(0);
    expect(await brings.locator('tfoot tr').textContent()).toBe(total);
    await rules.getByRole('button', { name: 'Undo' }).click();
    await rules.getByText(/^There are no rules/).waitFor();
    await brings.getByRole('row', { name: /^Plant manager/ }).waitFor();

    // A draft on what another tab has changed meanwhile is not saved over it unseen.
    await add('head', 'Heads');
    await rules.getByText(/^Not saved yet/).waitFor();
    const now = z.object({ version: z.number() }).parse(await demo.call('GET', '/persona-rules'));
    await demo.call('PUT', '/persona-rules', { basedOn: now.version, rules: [{ persona: 'Other tab', when: [{ field: 'role', test: 'contains', values: ['head'] }] }], others: 'keep' });
    await rules.getByRole('button', { name: /^Save as version/ }).click();
    await rules.getByText(/^The rules were not changed/).waitFor();
    await rules.getByRole('button', { name: 'Try again' }).click();
    await rules.getByRole('button', { name: 'Put them in its place' }).click();
    await rules.getByRole('button', { name: `Save as version ${String(now.version + 2)}` }).click();
    await rules.getByText(new RegExp(`^Saved as version ${String(now.version + 2)}`)).waitFor();
    expect(problems.filter((problem) => !problem.includes('409'))).toEqual([]);
  });
});
