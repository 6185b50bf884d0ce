// The first import of an empty installation, from the first screen to figures and back: preview, check, mapping, result,
// refused rows, undo.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { zipOf } from '../../support/zip-of.js';
import { temporaryFolder } from '../../run-program.js';
import { openBrowser, type TestBrowser } from '../open-browser.js';
import { checkAccessibility } from './check-accessibility.js';
import { serve, type DemoServer } from './demo-server.js';

let server: DemoServer;
let browser: TestBrowser;

let watched: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  watched = await temporaryFolder();
  [server, browser] = await Promise.all([serve('start', { LEADLINE_WATCH: watched.path }), openBrowser()]);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await watched?.remove();
});

const SOON = { timeout: 15_000 };

const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const COSTS = file('costs.csv', ['amount,currency,kind,from,until,channel', '1200.00,EUR,media,2026-01-01,2026-01-31,Paid Search', '800.50,EUR,staff,2026-01-01,2026-01-31,', 'a lot,EUR,tools,2026-01-01,2026-01-31,', ''].join('\n'));
const article = (page: Page, name: string) => page.getByRole('article', { name: `Import of ${name}` });

it('leads from every empty page of figures to the imports, and says once what a scenario lacks', async () => {
  const { page, problems } = await browser.open(`${server.url}/scenarios`);
  const outcomes = page.getByRole('region', { name: 'What comes of it', exact: true });
  await outcomes.getByText(/History is too short for 4 figures: type “Leads that become MQLs”, .* or choose a longer history/).waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(await checkAccessibility(page)).toEqual([]);
  for (const [label, typed, kept] of [['Leads that become MQLs, %', '50', 'leadToMqlRate=0.5'], ['MQLs that become SQLs, %', '40', 'mqlToSqlRate=0.4'], ['SQLs that are won, %', '30', 'closeRate=0.3'], [/^A deal/, '1000', 'averageDeal=1000']] as const) {
    await page.getByRole('textbox', { name: label }).fill(typed);
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).searchParams.getAll('change').join(), SOON).toContain(kept);
  }
  await outcomes.getByRole('columnheader', { name: 'This draft' }).waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  // The server refuses what history can't carry; nothing else may go wrong.
  expect(problems.filter((p) => !p.includes('422'))).toEqual([]);
  await page.goto(`${server.url}/board`);
  const [said, link] = [await page.getByText(/There are no data yet/).boundingBox(), await page.getByRole('link', { name: 'Bring files in' }).boundingBox()];
  expect((link?.y ?? Number.NaN) - (said?.y ?? 0)).toBeLessThan(80);
  await page.goto(`${server.url}/channels`);
  await page.getByRole('region', { name: 'What is shown' }).getByRole('link', { name: 'bring files in' }).click();
  await page.waitForURL(/\/imports$/);
});

it('leads an empty installation to its first figures, lets a row be refused, and takes all of it back', async () => {
  const { page, problems } = await browser.open(server.url);
  await page.getByRole('heading', { level: 1, name: /What does a lead cost/ }).waitFor();
  await page.getByText('Zoho CRM', { exact: true }).waitFor();
  expect(await checkAccessibility(page)).toEqual([]);
  await page.setInputFiles('input[type="file"]', COSTS);

  const costs = article(page, 'costs.csv');
  await costs.getByText('refused:').first().waitFor();
  await costs.getByText(/3 rows checked, nothing written yet/).waitFor();
  expect(await costs.textContent()).toMatch(/1 would be refused/);
  expect(await checkAccessibility(page)).toEqual([]);
  await costs.getByRole('button', { name: 'Import', exact: true }).click();
  await costs.getByText('Imported.').waitFor();

  const [rejects] = await Promise.all([page.waitForEvent('download'), costs.getByRole('link', { name: 'refused rows as CSV' }).click()]);
  expect(await readFile(await rejects.path(), 'utf8')).toContain('a lot');

  await page.getByRole('button', { name: 'See the overview' }).click();
  await page.getByRole('region', { name: 'Channels', exact: true }).getByRole('table').waitFor();
  await expect.poll(() => page.getByRole('region', { name: 'Needs a look', exact: true }).textContent(), SOON).toContain('1 row of costs.csv was refused');

  await page.getByRole('link', { name: 'Imports' }).click();
  await page.getByRole('link', { name: 'costs.csv', exact: true }).click();
  await page.waitForURL(/\/imports\/\w+/);
  await page.getByRole('button', { name: 'Undo this import' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.textContent()).toContain('cost line');
  await dialog.getByRole('button', { name: 'Undo the import' }).click();
  await page.getByText('Undone.').waitFor();
  expect(problems).toEqual([]);

  await page.goto(server.url);
  await page.getByRole('heading', { level: 1, name: /What does a lead cost/ }).waitFor();
});

it('guesses a mapping, shows an error in it in place, and reads the rows anew when it is mended', async () => {
  const { page } = await browser.open(`${server.url}/imports`);
  await page.setInputFiles('input[type="file"]', file('people.csv', ['Email,Created,Source,Shoe size', 'ada@example.com,2026-02-01,google,38', 'bob@example.com,2026-02-03,newsletter,44', ''].join('\n')));
  const people = article(page, 'people.csv');
  await people.getByText(/2 rows checked/).waitFor();
  expect(await people.getByRole('list', { name: 'To check before importing' }).textContent()).toContain('Shoe size');
  await people.getByText('Mapping', { exact: true }).click();
  const yaml = people.getByLabel('Mapping as YAML');
  const guessed = await yaml.inputValue();
  expect(guessed).toContain('Email');
  await yaml.fill(guessed.replaceAll('Email', 'E-mial'));
  await people.getByRole('button', { name: 'Preview again' }).click();
  await people.getByRole('alert').waitFor();
  expect(await people.getByRole('alert').textContent()).toContain('E-mial');
  expect(await yaml.getAttribute('aria-invalid')).toBe('true');
  await people.getByRole('button', { name: 'back to the guessed one' }).click();
  await people.getByRole('button', { name: 'Preview again' }).click();
  await people.getByText(/2 rows checked/).waitFor();
});

it('refuses what is no table, and says what it expected', async () => {
  const { page } = await browser.open(`${server.url}/imports`);
  await page.setInputFiles('input[type="file"]', { name: 'picture.png', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0, 255, 254]) });
  const alert = article(page, 'picture.png').getByRole('alert');
  await alert.waitFor();
  expect(await alert.textContent()).toContain('Nothing has been written.');
});

it('saves settings that figures depend on, and undoes that', async () => {
  const { page, problems } = await browser.open(`${server.url}/settings`);
  await page.getByLabel('Fiscal year begins in').selectOption('4');
  await page.getByLabel('Country').selectOption('DE');
  await page.getByLabel('Region').selectOption({ label: 'Bayern' });
  await page.getByLabel('Name of a further stage').fill('lost');
  await page.getByText('is the name of an exit').waitFor();
  await page.getByLabel('Name of a further stage').fill('trial');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Move trial up' }).click();
  await page.getByRole('checkbox', { name: 'Partner' }).check();
  await page.getByLabel('Working hours end').selectOption('08:30');
  await page.getByText('The end has to be later').waitFor();
  expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await page.getByLabel('Working hours end').selectOption('24:00');
  // What is not saved is not lost by a slip to another page.
  const asked: string[] = [];
  page.once('dialog', (dialog) => { asked.push(dialog.message()); void dialog.dismiss(); });
  await page.getByRole('link', { name: 'Channels', exact: true }).first().click();
  await expect.poll(() => asked, SOON).toEqual([expect.stringContaining('not saved')]);
  expect(new URL(page.url()).pathname).toBe('/settings');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  const saved = async (): Promise<Record<string, unknown>> => (await (await fetch(`${server.url}/api/v1/settings`)).json()) as Record<string, unknown>;
  expect(await saved()).toMatchObject({ fiscalYearStart: 4, country: 'DE', region: 'BY', stages: ['lead', 'mql', 'sal', 'sql', 'trial', 'opportunity', 'won'], nonMarketingGroups: ['Direct', 'Outbound sales'], workingHours: '09:00-24:00' });
  expect(await checkAccessibility(page)).toEqual([]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => page.getByLabel('Fiscal year begins in').inputValue(), SOON).toBe('1');
  expect(await saved()).toMatchObject({ fiscalYearStart: 1, country: '', region: '', stages: ['lead', 'mql', 'sal', 'sql', 'opportunity', 'won'], nonMarketingGroups: ['Direct', 'Outbound sales', 'Partner'], workingHours: '09:00-17:00' });
  expect(problems).toEqual([]);
});

it('saves nothing over what another page has changed meanwhile, until told so again', async () => {
  const { page } = await browser.open(`${server.url}/settings`);
  await page.getByLabel('Cases below').fill('50');
  await fetch(`${server.url}/api/v1/settings`, { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ fewSample: 40, fewEvents: 7 }) });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert').getByText(/fewSample has been changed meanwhile, by another page or person, to 40/).waitFor();
  // What was not touched here is as the other page has it.
  await expect.poll(() => page.getByLabel('Events below').inputValue(), SOON).toBe('7');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  await page.reload();
  await expect.poll(() => page.getByLabel('Cases below').inputValue(), SOON).toBe('50');
  await fetch(`${server.url}/api/v1/settings`, { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ fewSample: 30, fewEvents: 5 }) });
});

it('keeps channel rules of one’s own as versions, and undoes a change of them', async () => {
  const { page } = await browser.open(`${server.url}/settings`);
  const rules = page.getByRole('region', { name: 'Channel rules', exact: true });
  await rules.getByText('Version 1 is in force').waitFor();
  await rules.getByLabel('Source is').fill('ally.example, ally');
  await rules.getByLabel('Becomes the channel').selectOption('Partner');
  await rules.getByRole('button', { name: 'Add the rule' }).click();
  await rules.getByText('Saved as version 1001.').waitFor();
  const own = rules.getByRole('table', { name: 'Own channel rules' });
  await expect.poll(() => own.getByRole('row').nth(1).textContent(), SOON).toContain('source is ally.example or ally');
  await own.getByRole('button', { name: 'Change rule 1' }).click();
  await rules.getByLabel('Medium is').fill('referral');
  await rules.getByRole('button', { name: 'Change the rule' }).click();
  await expect.poll(() => own.getByRole('row').nth(1).textContent(), SOON).toContain('and medium is referral');
  expect(await checkAccessibility(page)).toEqual([]);
  await own.getByRole('button', { name: 'Take rule 1 out' }).click();
  await rules.getByText('Saved as version 1003.').waitFor();
  await rules.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => own.getByRole('row').nth(1).textContent(), SOON).toContain('and medium is referral');
  await rules.getByText('Version 1004 is in force').waitFor();
});

it('takes a ZIP archive as the files in it', async () => {
  const { page } = await browser.open(`${server.url}/imports`);
  const text = (day: string): string => `amount,currency,kind,from,until,channel\n10.00,EUR,media,${day},${day},Paid Search\n`;
  await page.setInputFiles('input[type="file"]', { name: 'weeks.zip', mimeType: 'application/zip', buffer: zipOf([['a/week-1.csv', text('2026-02-02'), 'deflate'], ['a/week-2.csv', text('2026-02-09'), 'store']]) });
  for (const name of ['week-1.csv', 'week-2.csv']) await article(page, name).getByText(/1 rows checked/).waitFor();
  await expect.poll(() => article(page, 'weeks.zip').count(), SOON).toBe(0);
  await page.getByRole('button', { name: 'Import all 2 files' }).click();
  for (const name of ['week-1.csv', 'week-2.csv']) await article(page, name).getByText('Imported.').waitFor();
});

it('imports what is put into the watched folder, says what it can’t read, and shows how old the data are', async () => {
  const { page, problems } = await browser.open(`${server.url}/imports`);
  const folder = page.getByRole('region', { name: 'Watched folder', exact: true });
  await folder.getByText('None yet.').waitFor();
  await writeFile(path.join(watched.path, 'night.csv'), 'amount,currency,kind,from,until,channel\n70.00,EUR,media,2026-01-20,2026-01-20,Display\n');
  await writeFile(path.join(watched.path, 'moods.csv'), 'colour,mood\nblue,calm\n');
  const row = (name: string) => folder.getByRole('row').filter({ hasText: name });
  await expect.poll(() => row('night.csv').textContent(), { timeout: 60_000 }).toContain('imported');
  await expect.poll(() => row('moods.csv').textContent(), SOON).toMatch(/left out.*csv and a mapping/);
  expect(await checkAccessibility(page)).toEqual([]);
  const fresh = page.getByRole('region', { name: 'How fresh the data are', exact: true });
  await expect.poll(() => fresh.getByRole('row').filter({ hasText: 'costs' }).first().textContent(), SOON).toMatch(/stale: nothing for [\d,]+ days, though new days came every/);
  await row('night.csv').getByRole('link', { name: 'night.csv' }).click();
  await page.waitForURL(/\/imports\/\w+/);
  await page.getByRole('heading', { level: 1, name: 'night.csv' }).waitFor();
  expect(problems).toEqual([]);
});

it('asks whether the day or the month comes first where the file leaves it open', async () => {
  const { page } = await browser.open(`${server.url}/imports`);
  await page.setInputFiles('input[type="file"]', file('slashes.csv', ['Email,Created,Source', 'eve@example.com,3/4/2026,google', 'fay@example.com,5/6/2026,newsletter', ''].join('\n')));
  const slashes = article(page, 'slashes.csv');
  await slashes.getByRole('button', { name: 'Month first' }).click();
  await slashes.getByText(/2 rows checked/).waitFor();
  expect(await slashes.getByRole('table').first().textContent()).toContain('2026-03-04');
  expect(await slashes.getByLabel('Mapping as YAML').inputValue()).toContain('dateOrder: mdy');
});
