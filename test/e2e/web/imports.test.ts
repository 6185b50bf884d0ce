// The first import of an empty installation, from the first screen to figures and back: preview, check, mapping, result,
// refused rows, undo.
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from '../open-browser.js';
import { checkAccessibility } from './check-accessibility.js';
import { serve, type DemoServer } from './demo-server.js';

let server: DemoServer;
let browser: TestBrowser;

beforeAll(async () => {
  [server, browser] = await Promise.all([serve('start'), openBrowser()]);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const COSTS = file('costs.csv', ['amount,currency,kind,from,until,channel', '1200.00,EUR,media,2026-01-01,2026-01-31,Paid Search', '800.50,EUR,staff,2026-01-01,2026-01-31,', 'a lot,EUR,tools,2026-01-01,2026-01-31,', ''].join('\n'));
const article = (page: Page, name: string) => page.getByRole('article', { name: `Import of ${name}` });

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
  expect(await page.getByRole('region', { name: 'Needs a look', exact: true }).textContent()).toContain('1 row of costs.csv was refused');

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

it('saves a setting that figures depend on', async () => {
  const { page } = await browser.open(`${server.url}/settings`);
  await page.getByLabel('Fiscal year begins in').selectOption('4');
  await page.getByLabel('Country').selectOption('CZ');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  await page.reload();
  expect(await page.getByLabel('Fiscal year begins in').inputValue()).toBe('4');
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
